import { getInvalidNumbers } from './getInvalidNumbers';
import { removeInvalidNumbers } from './removeInvalidNumbers';

/** Invalid phone numbers (Braze, "SMS"). */
export const sms = { label: 'SMS', operations: { getInvalidNumbers, removeInvalidNumbers } };
