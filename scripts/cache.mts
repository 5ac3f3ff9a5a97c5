import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where complete hosts are installed, outside the checkout, so that they survive it. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'campaign-nodes');
