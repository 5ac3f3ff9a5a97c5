import { getInvalidNumbers } from '../sms/getInvalidNumbers';
import { listedTrigger } from './listed';

/** Query invalid phone numbers. */
export const invalidNumbers = listedTrigger({
  label: 'Invalid Phone Numbers',
  action: 'On new invalid phone numbers',
  description: 'Return each phone number that is found to be invalid, which Braze then sends no more SMS to',
  things: 'phone numbers',
  operation: 'sms.getInvalidNumbers',
  definition: getInvalidNumbers,
  time: 'invalid_detected_at',
  key: 'phone',
  shape: ({ phone = null, reason = null }) => ({ event: 'numberInvalid', phone, reason }),
});
