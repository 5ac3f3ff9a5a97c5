import { send } from './send';

/** Pushes, each of which is a campaign. */
export const push = { label: 'Push', operations: { send } };
