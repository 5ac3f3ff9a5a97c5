import { operation, promisedObjects } from '../../../engine';
import { dayRange, rangeProblems, rangeQuery } from '../dayRange';
import { endpoint } from '../endpoint';
import { onlyToday } from '../onlyToday';
import { oneEmail } from './address';

const { path, permission, quota } = endpoint('/email/hard_bounces');

/** "maximum is 500". */
const PAGE = 500;

/** Query hard bounced emails. */
export const getHardBounces = operation({
  label: 'Get Hard Bounces',
  action: 'Get email hard bounces',
  description: 'List the addresses that hard bounced in a date range, newest first, or check a single address',
  docs: 'Braze, "Query hard bounced emails"',
  onlyWith: onlyToday('the list of hard bounces'),
  fields: {
    email: { ...oneEmail, description: 'Email address to check for a hard bounce; the date range is then ignored by Braze' },
    ...dayRange,
  },
  // "You must provide an end_date, as well as either an email or a start_date."
  rules: [{ need: 'oneOf', of: ['email', 'start_date'] }],
  check: rangeProblems,
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  paging: { by: 'offset', param: 'offset', size: { param: 'limit', max: PAGE }, shifts: 'hard_bounced_at' },
  request: ([input], context) => ({
    method: 'GET',
    path,
    query: { ...(input.email !== undefined && { email: input.email }), ...rangeQuery(input, context), limit: PAGE },
  }),
  parse: (reply) => ({ rows: promisedObjects(reply.body, 'emails') }),
  sample: { email: 'bounced@example.com', hard_bounced_at: '2016-08-25T15:24:32+00:00' },
  sampleReply: { emails: [{ email: 'bounced@example.com', hard_bounced_at: '2016-08-25T15:24:32+00:00' }], message: 'success' },
  sampleInputs: [{ email: 'bounced@example.com' }, { email: 'bounced@example.com', start_date: '2013-01-01', end_date: '2099-12-31' }],
});
