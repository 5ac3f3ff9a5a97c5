import { operation, promisedObjects, readDate, type CheckContext, type Input, type Problem } from '../../../engine';
import { endpoint } from '../endpoint';
import { isToday } from '../identifiers';

const { path, permission, quota } = endpoint('/email/unsubscribes', { permission: 'email.unsubscribe' });

/** Rows per request: today at most 500; the Appboy document states no maximum, only the default of 100. */
const PAGE = { braze: 500, appboy: 100 } as const;

const fields = {
  email: {
    type: 'text',
    label: 'Email Address',
    description: 'Email address to check for an unsubscribe',
    prominent: true,
    placeholder: 'e.g. bob@example.com',
    limits: { format: 'email' },
    todo: 'Enter an email address such as bob@example.com.',
  },
  start_date: {
    type: 'dateTime',
    label: 'Start Date',
    description: 'First day of the range, in UTC; the time of day is ignored',
    prominent: true,
    placeholder: 'e.g. 2026-01-01',
    todo: 'Enter a day such as 2026-01-01, earlier than the end date.',
  },
  end_date: {
    type: 'dateTime',
    label: 'End Date',
    description: 'End of the range, in UTC. Braze stops at midnight at the start of that day; if empty, tomorrow is used so that today is included',
    prominent: true,
    placeholder: 'e.g. 2026-02-01',
    todo: 'Enter a day such as 2026-02-01, later than the start date.',
  },
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

type Query = Input<typeof fields>;

/** The day in UTC. A date, or a time without an offset, is the day as written. */
const dayOf = (text: string): string => readDate(text, 'UTC')!.toUTC().toFormat('yyyy-MM-dd');
const DAY = 24 * 60 * 60_000;
const endOf = ({ end_date }: Query, { now }: CheckContext): string =>
  end_date === undefined ? new Date(now + DAY).toISOString().slice(0, 10) : dayOf(end_date);

/** Querying Unsubscribed Emails: Braze document, "Email Sync". */
export const getUnsubscribes = operation({
  label: 'Get Unsubscribes',
  action: 'Get email unsubscribes',
  description: 'List the addresses that unsubscribed from email in a date range, or check a single address',
  docs: 'Braze document, "Querying Unsubscribed Emails"',
  fields,
  rules: [{ need: 'oneOf', of: ['email', 'start_date'] }],
  check(input, context) {
    const problems: Problem[] = [];
    if (input.start_date !== undefined && dayOf(input.start_date) >= endOf(input, context)) {
      const end = input.end_date === undefined ? `tomorrow (${endOf(input, context)})` : endOf(input, context);
      problems.push({
        field: input.end_date === undefined ? 'start_date' : 'end_date',
        message: `'${fields.start_date.label}' (start_date) is ${dayOf(input.start_date)}, which is not before '${fields.end_date.label}' (end_date): ${end}.`,
        todo: 'Enter an end date at least one day later.',
      });
    }
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
  paging: { by: 'offset', param: 'offset', size: { param: 'limit', max: PAGE.braze }, shifts: true },
  request: ([input], context) => ({
    method: 'GET',
    path,
    query: {
      ...(input.email !== undefined && { email: input.email }),
      ...(input.start_date !== undefined && { start_date: dayOf(input.start_date) }),
      end_date: endOf(input, context),
      ...(input.sort_direction !== undefined && { sort_direction: input.sort_direction }),
      limit: isToday(context) ? PAGE.braze : PAGE.appboy,
    },
  }),
  parse: (reply) => ({ rows: promisedObjects(reply.body, 'emails') }),
  sample: { email: 'bob@example.com', unsubscribed_at: '2016-08-25 15:24:32 +0000' },
  sampleReply: { emails: [{ email: 'bob@example.com', unsubscribed_at: '2016-08-25 15:24:32 +0000' }], message: 'success' },
  sampleInputs: [{ email: 'bob@example.com' }, { email: 'bob@example.com', start_date: '2013-01-01', end_date: '2099-12-31', sort_direction: 'asc' }],
});
