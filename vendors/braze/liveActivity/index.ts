import { start } from './start';
import { update } from './update';

/** Live Activities of iOS apps: Braze, "Live Activity endpoints". */
export const liveActivity = { label: 'Live Activity', operations: { start, update } };
