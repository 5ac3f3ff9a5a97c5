import { operation, promisedObjects } from '../../../engine';
import { dayRange, rangeProblems, rangeQuery } from '../dayRange';
import { endpoint } from '../endpoint';
import { INVALID_NUMBERS } from '../onlyToday';

const { path, permission, quota } = endpoint('/sms/invalid_phone_numbers');

/** "maximum is 500". */
const PAGE = 500;
/** Braze's page names no limit, but a URL of more than 8 KB is refused by many servers. */
const MOST_NUMBERS = 200;

/** Query invalid phone numbers. */
export const getInvalidNumbers = operation({
  label: 'Get Invalid Numbers',
  action: 'Get invalid phone numbers',
  description: 'List the phone numbers that were found to be invalid in a date range, newest first, or check some of them',
  docs: 'Braze, "Query invalid phone numbers"',
  onlyWith: INVALID_NUMBERS,
  fields: {
    phone_numbers: {
      type: 'list',
      label: 'Phone Numbers',
      description: 'Phone numbers to check, in E.164 format; the date range is then ignored by Braze',
      prominent: true,
      placeholder: 'e.g. +15043277269',
      limits: { format: 'phone', max: MOST_NUMBERS },
    },
    ...dayRange,
    reason: {
      type: 'choice',
      label: 'Reason',
      description: 'Only list numbers that are invalid for this reason; all if empty',
      options: [
        { value: 'deactivated', label: 'Deactivated', description: 'The phone number has been deactivated' },
        { value: 'provider_error', label: 'Provider Error', description: 'The provider reports that the phone cannot receive SMS' },
      ],
    },
  },
  // "You must provide either a start_date and an end_date OR phone_numbers."
  rules: [{ need: 'oneOf', of: ['phone_numbers', 'start_date'] }],
  check: ({ phone_numbers, ...input }, context) => [
    ...(phone_numbers?.length === 0 && input.start_date === undefined
      ? [{ field: 'phone_numbers', message: "'Phone Numbers' (phone_numbers) is empty.", todo: 'Enter phone numbers, or a start date.' }]
      : []),
    ...rangeProblems(input, context),
  ],
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  paging: { by: 'offset', param: 'offset', size: { param: 'limit', max: PAGE }, shifts: 'invalid_detected_at' },
  request: ([{ phone_numbers = [], reason, ...range }], context) => ({
    method: 'GET',
    path,
    query: {
      ...(phone_numbers.length > 0 ? { 'phone_numbers[]': phone_numbers } : rangeQuery(range, context)),
      ...(reason !== undefined && { reason }),
      limit: PAGE,
    },
  }),
  parse: (reply) => ({ rows: promisedObjects(reply.body, 'sms') }),
  sample: { phone: '+15043277269', invalid_detected_at: '2016-08-25T15:24:32Z', reason: 'deactivated' },
  sampleReply: { sms: [{ phone: '+15043277269', invalid_detected_at: '2016-08-25T15:24:32Z', reason: 'deactivated' }], message: 'success' },
  sampleInputs: [
    { phone_numbers: ['+15043277269'] },
    { phone_numbers: ['+15043277269', '+15043277270'], start_date: '2013-01-01', end_date: '2099-12-31', reason: 'deactivated' },
  ],
});
