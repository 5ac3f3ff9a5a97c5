import type { FastifyInstance } from 'fastify';
import { demand, email, isEmail, naturalIn, oneOf } from './checks';
import { post, type Body } from './endpoint';
import { refuse } from './refusals';
import type { BrazeState } from './state';
import { readDay } from './times';
import type { Subscription } from './users/user';

const MOST_ADDRESSES = 50;
const DEFAULT_LIMIT = 100;
const MOST_LISTED = 500;

/** The document's section "Email Sync". */
export function emailRoutes(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Querystring: Body }>('/email/unsubscribes', async ({ query }) => ({ emails: unsubscribes(state, query), message: 'success' }));

  post(app, state, '/email/status', (body) => {
    const addresses = addressesIn(body);
    demand(body, { required: { subscription_state: oneOf('subscribed', 'unsubscribed', 'opted_in') } });
    const set = body.subscription_state as Subscription;
    return { answer: { message: 'success' }, effect: () => addresses.forEach((address) => state.emails.subscribe(address, set, state.world.now())) };
  });

  for (const [path, list] of [
    ['/email/bounce/remove', 'bounced'],
    ['/email/spam/remove', 'spam'],
  ] as const) {
    post(app, state, path, (body) => {
      const addresses = addressesIn(body);
      return { answer: { message: 'success' }, effect: () => addresses.forEach((address) => state.emails[list].delete(address.toLowerCase())) };
    });
  }
}

/** "String email address to modify, or an Array of up to 50 email addresses to modify". */
function addressesIn(body: Body): string[] {
  const given = body.email;
  const addresses: unknown[] = Array.isArray(given) ? given : [given];
  if (given === undefined || addresses.length === 0) throw refuse.badRequest("'email' is required");
  if (addresses.length > MOST_ADDRESSES) throw refuse.tooLong(`At most ${MOST_ADDRESSES} email addresses are allowed in one request`);
  if (!addresses.every(isEmail)) throw refuse.badRequest("'email' must be an email address or an array of email addresses");
  return addresses;
}

/**
 * "Querying Unsubscribed Emails", newest first. "You must provide either an email or a start_date, and an end_date": today's page requires `end_date`
 * in any case, and treats both dates as midnight in UTC, so that the day of `end_date` is excluded. With an `email` the answer is "whether or not the
 * user has unsubscribed", at any time.
 */
function unsubscribes(state: BrazeState, query: Body): object[] {
  const { start_date, end_date } = query;
  demand(query, { optional: { email, sort_direction: oneOf('asc', 'desc') } });
  const [from, to] = [dayOf(start_date, 'start_date'), dayOf(end_date, 'end_date')];
  if (to === undefined && !(state.settings.appboy && query.email !== undefined)) throw refuse.badRequest("'end_date' is required");
  if (from === undefined && query.email === undefined) throw refuse.badRequest("Either 'email' or 'start_date' is required");
  if (from !== undefined && to !== undefined && from >= to) throw refuse.badRequest("'start_date' must be earlier than 'end_date'");
  const limit = naturalIn(query, 'limit') ?? DEFAULT_LIMIT;
  if (limit > MOST_LISTED) throw refuse.badRequest(`'limit' must be at most ${MOST_LISTED}`);
  const offset = naturalIn(query, 'offset') ?? 0;
  const wanted = typeof query.email === 'string' ? query.email.toLowerCase() : undefined;
  const direction = query.sort_direction === 'asc' ? 1 : -1;
  return [...state.emails.unsubscribed]
    .filter(([address, at]) => (wanted === undefined ? at >= (from ?? -Infinity) && at < (to ?? Infinity) : address === wanted))
    .sort(([one, at], [other, later]) => direction * (at - later) || (one < other ? -1 : 1))
    .slice(offset, offset + limit)
    .map(([address, at]) => ({ email: address, unsubscribed_at: `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000` }));
}

function dayOf(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const day = readDay(value);
  if (day === undefined) throw refuse.badRequest(`'${name}' must be a date as YYYY-MM-DD`);
  return day;
}
