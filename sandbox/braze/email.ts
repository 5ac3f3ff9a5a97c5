import type { FastifyInstance } from 'fastify';
import { demand, email, isEmail, oneOf } from './checks';
import { readDays, spoken, within } from './dayList';
import { post, type Body } from './endpoint';
import { iso } from './exports/iso';
import { refuse } from './refusals';
import type { BrazeState } from './state';
import type { Subscription } from './users/user';

const MOST_ADDRESSES = 50;

/** The document's section "Email Sync", and today's pages of hard bounces and the blocklist. */
export function emailRoutes(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Querystring: Body }>('/email/unsubscribes', async ({ query }) => ({ emails: unsubscribes(state, query), message: 'success' }));

  app.get<{ Querystring: Body }>('/email/hard_bounces', async ({ query }) => ({ emails: hardBounces(state, query), message: 'success' }));

  // Both names do the same.
  for (const path of ['/email/blocklist', '/email/blacklist']) {
    post(app, state, path, (body) => {
      const addresses = addressesIn(body);
      const now = state.world.now();
      return {
        answer: { message: 'success' },
        effect: () =>
          addresses.forEach((address) => {
            state.emails.subscribe(address, 'unsubscribed', now);
            state.emails.bounced.set(address.toLowerCase(), now);
          }),
      };
    });
  }

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
 * in any case. With an `email` the answer is "whether or not the user has unsubscribed", at any time.
 */
function unsubscribes(state: BrazeState, query: Body): object[] {
  return addressesOf(state.emails.unsubscribed, query, state.settings.appboy !== 0).map(({ name, at }) => ({ email: name, unsubscribed_at: spoken(at) }));
}

/** "Query hard bounced emails", newest first; with an `email`, the days do not matter. */
function hardBounces(state: BrazeState, query: Body): object[] {
  return addressesOf(state.emails.bounced, query, false).map(({ name, at }) => ({ email: name, hard_bounced_at: iso(at) }));
}

function addressesOf(all: ReadonlyMap<string, number>, query: Body, freeEnd: boolean): { readonly name: string; readonly at: number }[] {
  demand(query, { optional: { email } });
  const days = readDays(query, { single: 'email', freeEnd });
  const wanted = typeof query.email === 'string' ? query.email.toLowerCase() : undefined;
  const listed = [...all].map(([name, at]) => ({ name, at }));
  return days.part(wanted === undefined ? within(listed, days) : listed.filter(({ name }) => name === wanted));
}
