import { send } from './send';

/** Pushes, which are campaigns of their own. */
export const push = { label: 'Push', operations: { send } };
