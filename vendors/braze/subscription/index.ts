import { getGroups } from './getGroups';
import { getStatus } from './getStatus';
import { setMany } from './setMany';

/** Braze, endpoints/subscription_groups. */
export const subscription = { label: 'Subscription Group', operations: { setMany, getStatus, getGroups } };
