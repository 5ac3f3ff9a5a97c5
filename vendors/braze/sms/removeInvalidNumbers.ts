import { cleanUp } from '../cleanUp';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { INVALID_NUMBERS } from '../onlyToday';

/** Remove invalid phone numbers. The page's table calls the list `phone_number`, its two samples `phone_numbers`. */
export const removeInvalidNumbers = cleanUp({
  endpoint: endpoint('/sms/invalid_phone_numbers/remove'),
  label: 'Remove Invalid Numbers',
  action: 'Remove invalid phone numbers',
  description: 'Remove phone numbers from the list of invalid ones, so that they receive SMS again',
  docs: 'Braze, "Remove invalid phone numbers"',
  onlyWith: INVALID_NUMBERS,
  list: 'phone_numbers',
  field: {
    type: 'list',
    label: 'Phone Numbers',
    description: `The phone numbers in E.164 format; more than ${MOST_IN_ONE_REQUEST} are split across several requests, and numbers of several items share a request`,
    required: true,
    placeholder: 'e.g. +15043277269',
    limits: { format: 'phone' },
    todo: 'Enter at least one phone number with its country code, such as +15043277269, with no empty entries.',
  },
  one: 'phone_number',
  done: 'removed',
  samples: ['+15043277269', '+15043277270'],
});
