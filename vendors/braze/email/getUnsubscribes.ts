import { operation, promisedObjects, type Problem } from '../../../engine';
import { dayRange, rangeProblems, rangeQuery } from '../dayRange';
import { endpoint } from '../endpoint';
import { isToday } from '../identifiers';
import { oneEmail } from './address';

const { path, permission, quota } = endpoint('/email/unsubscribes', { permission: 'email.unsubscribe' });

/** Rows per request: today at most 500; the Appboy document states no maximum, only the default of 100. */
const PAGE = { braze: 500, appboy: 100 } as const;

const fields = {
  email: { ...oneEmail, description: 'Email address to check for an unsubscribe' },
  ...dayRange,
  sort_direction: {
    type: 'choice',
    label: 'Sort Direction',
    description: 'Sort order of the unsubscribes; newest first if empty',
    options: [
      { value: 'asc', label: 'Oldest First' },
      { value: 'desc', label: 'Newest First' },
    ],
  },
} as const;

/** Querying Unsubscribed Emails: Braze document, "Email Sync". */
export const getUnsubscribes = operation({
  label: 'Get Unsubscribes',
  action: 'Get email unsubscribes',
  description: 'List the addresses that unsubscribed from email in a date range, or check a single address',
  docs: 'Braze document, "Querying Unsubscribed Emails"',
  fields,
  rules: [{ need: 'oneOf', of: ['email', 'start_date'] }],
  check(input, context) {
    const problems: Problem[] = [...rangeProblems(input, context)];
    if (input.sort_direction !== undefined && !isToday(context)) {
      problems.push({
        field: 'sort_direction',
        message: `'${fields.sort_direction.label}' (sort_direction) is not supported by the Appboy API version.`,
        todo: "Remove it, or set the account's version to Braze.",
      });
    }
    return problems;
  },
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  paging: { by: 'offset', param: 'offset', size: { param: 'limit', max: PAGE.braze }, shifts: 'unsubscribed_at' },
  request: ([input], context) => ({
    method: 'GET',
    path,
    query: {
      ...(input.email !== undefined && { email: input.email }),
      ...rangeQuery(input, context),
      ...(input.sort_direction !== undefined && { sort_direction: input.sort_direction }),
      limit: isToday(context) ? PAGE.braze : PAGE.appboy,
    },
  }),
  parse: (reply) => ({ rows: promisedObjects(reply.body, 'emails') }),
  sample: { email: 'bob@example.com', unsubscribed_at: '2016-08-25 15:24:32 +0000' },
  sampleReply: { emails: [{ email: 'bob@example.com', unsubscribed_at: '2016-08-25 15:24:32 +0000' }], message: 'success' },
  sampleInputs: [{ email: 'bob@example.com' }, { email: 'bob@example.com', start_date: '2013-01-01', end_date: '2099-12-31', sort_direction: 'asc' }],
});
