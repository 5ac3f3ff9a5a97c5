import { hits, hitsPerUser } from './hits';
import { report } from './report';
import { status } from './status';

export const triggers = { hits, hitsPerUser, report, status };
