import { remove } from './remove';

/** Braze document, "Push Notification Removal". */
export const pushToken = { label: 'Push Token', operations: { remove } };
