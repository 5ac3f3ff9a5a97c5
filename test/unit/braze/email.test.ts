import { TransportError } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, rowsOf, run, sampleAccount, scripted, testHost } from '../../support/host';

type Raw = { readonly [wireName: string]: unknown };

const today = sampleAccount(braze);
const appboy = sampleAccount(braze, { version: 'appboy' });
const success = { body: { message: 'success' } };
const call = async (operation: string, inputs: readonly Raw[], send = scripted(success), account = today, options = {}) => ({
  outcomes: await run({ vendor: braze, operation: `email.${operation}`, inputs, account, options }, testHost({ vendor: send }).ports),
  send,
});
const addresses = (n: number) => Array.from({ length: n }, (_, i) => `u${i}@example.com`);

describe.each([
  ['setStatus', '/email/status', { subscription_state: 'opted_in' }, { subscription_state: 'opted_in' }],
  ['removeBounces', '/email/bounce/remove', {}, { removed: true }],
  ['removeSpam', '/email/spam/remove', {}, { removed: true }],
])('%s', (operation, path, more, said) => {
  it('sends a list, and says of each address what was done', async () => {
    const { outcomes, send } = await call(operation, [
      { email: 'a@example.com, b@example.com', ...more },
      { email: ['c@example.com'], ...more },
    ]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(new RegExp(`${path}$`)) }]);
    expect(send.requests[0]!.json).toEqual({ email: ['a@example.com', 'b@example.com', 'c@example.com'], ...more });
    expect(outcomes.map(jsonOf)).toEqual(['a', 'b', 'c'].map((name) => ({ email: `${name}@example.com`, ...said, status: 'processed' })));
  });

  it('packs 50 into a request', async () => {
    const { send } = await call(operation, [{ email: addresses(120), ...more }]);
    expect(send.requests.map(({ json }) => (json as { email: string[] }).email.length)).toEqual([50, 50, 20]);
  });

  it('says what is queued, and repeats what got no answer', async () => {
    const send = scripted(new TransportError('reset', 'maybe'), { status: 202, body: { message: 'queued' } });
    const { outcomes } = await call(operation, [{ email: ['a@example.com'], ...more }], send);
    expect(send.requests).toHaveLength(2);
    expect(jsonOf(outcomes[0])).toMatchObject({ status: 'queued' });
  });

  it.each([
    ['nobody', { email: [] }, 'email', /'Email Addresses' \(email\) is empty/],
    ['what is no address', { email: ['a@example.com', 'bob'] }, 'email[1]', /'Email Addresses' \(email\[1\]\) is 'bob', which is not a valid email address/],
  ])('refuses %s', async (_, input, field, says) => {
    const { outcomes, send } = await call(operation, [{ ...more, ...input }]);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', field, message: expect.stringMatching(says) });
    expect(send.requests).toHaveLength(0);
  });
});

describe('the status', () => {
  it('of a request is the same for all its addresses', async () => {
    const { send } = await call('setStatus', [
      { email: 'a@example.com', subscription_state: 'unsubscribed' },
      { email: 'b@example.com', subscription_state: 'subscribed' },
      { email: 'c@example.com', subscription_state: 'unsubscribed' },
    ]);
    expect(send.requests.map(({ json }) => json)).toEqual([
      { email: ['a@example.com', 'c@example.com'], subscription_state: 'unsubscribed' },
      { email: ['b@example.com'], subscription_state: 'subscribed' },
    ]);
  });

  it('must be one of three', async () => {
    const { outcomes } = await call('setStatus', [{ email: 'a@example.com', subscription_state: 'yes' }]);
    expect(failureIn(outcomes[0])).toMatchObject({ field: 'subscription_state', message: expect.stringContaining('opted_in, subscribed, unsubscribed') });
  });
});

describe('unsubscribes', () => {
  const rows = (n: number, from = 0) =>
    Array.from({ length: n }, (_, i) => ({ email: `u${from + i}@example.com`, unsubscribed_at: '2016-08-25 15:24:32 +0000' }));
  const page = (n: number, from = 0) => ({ body: { emails: rows(n, from), message: 'success' } });
  const asked = async (input: Raw, account = today) => {
    const { outcomes, send } = await call('getUnsubscribes', [input], scripted(page(1)), account);
    expect(outcomes[0]?.state === 'done' ? 'done' : failureIn(outcomes[0])).toBe('done');
    const url = new URL(send.requests[0]!.url);
    expect(url.pathname).toBe('/email/unsubscribes');
    return Object.fromEntries(url.searchParams);
  };

  it.each<[string, Raw, Raw]>([
    ['an address', { email: 'bob+x@example.com' }, { email: 'bob+x@example.com', end_date: '2026-01-16' }],
    ['days', { start_date: '2016-08-01', end_date: '2016-09-01' }, { start_date: '2016-08-01', end_date: '2016-09-01' }],
    ['an open range', { start_date: '2016-08-01' }, { start_date: '2016-08-01', end_date: '2026-01-16' }],
    ['times without zone', { start_date: '2016-08-01T00:00:00', end_date: '2016-09-01T23:59' }, { start_date: '2016-08-01', end_date: '2016-09-01' }],
    [
      'times with a zone',
      { start_date: '2016-08-01T00:00:00+02:00', end_date: '2016-09-01T22:00:00-04:00' },
      { start_date: '2016-07-31', end_date: '2016-09-02' },
    ],
    ['an order', { start_date: '2016-08-01', sort_direction: 'asc' }, { start_date: '2016-08-01', end_date: '2026-01-16', sort_direction: 'asc' }],
  ])('are asked for by %s', async (_, input, query) => {
    expect(await asked(input)).toEqual({ ...query, limit: '500' });
  });

  it('come by the hundred in an Appboy account', async () => {
    expect(await asked({ start_date: '2016-08-01' }, appboy)).toEqual({ start_date: '2016-08-01', end_date: '2026-01-16', limit: '100' });
  });

  it.each([
    ['today', today, 500],
    ['at Appboy', appboy, 100],
  ])('are paged through until a page is short: %s', async (_, account, size) => {
    const send = scripted(page(size), page(size, size), page(3, 2 * size));
    const { outcomes } = await call('getUnsubscribes', [{ start_date: '2016-08-01' }], send, account);
    expect(await rowsOf(outcomes[0])).toEqual(rows(2 * size + 3));
    expect(send.requests.map(({ url }) => new URL(url).searchParams.get('offset'))).toEqual([null, String(size), String(2 * size)]);
  });

  it('end where the user wants no more', async () => {
    const send = scripted(page(500), page(500, 500));
    const { outcomes } = await call('getUnsubscribes', [{ start_date: '2016-08-01' }], send, today, { limit: 7 });
    expect(await rowsOf(outcomes[0])).toEqual(rows(7));
    expect(send.requests).toHaveLength(1);
  });

  it.each<[string, Raw, string, RegExp, typeof today?]>([
    ['neither address nor start', { end_date: '2016-09-01' }, 'email', /None of 'Email Address' \(email\), 'Start Date' \(start_date\) is set/],
    [
      'an end before the start',
      { start_date: '2016-09-01', end_date: '2016-08-01' },
      'end_date',
      /'Start Date' \(start_date\) is 2016-09-01, which is not before 'End Date' \(end_date\): 2016-08-01/,
    ],
    ['an end on the day of the start', { start_date: '2016-09-01', end_date: '2016-09-01T23:00:00Z' }, 'end_date', /not before/],
    ['a start of tomorrow without end', { start_date: '2026-01-16' }, 'start_date', /not before .*: tomorrow \(2026-01-16\)/],
    ['a day that is none', { start_date: '2016-02-30' }, 'start_date', /is not a valid date and time: '2016-02-30'/],
    ['an address that is none', { email: 'bob' }, 'email', /'Email Address' \(email\) is 'bob', which is not a valid email address/],
    ['an unknown order', { start_date: '2016-08-01', sort_direction: 'up' }, 'sort_direction', /must be one of asc, desc/],
    ['an order at Appboy', { start_date: '2016-08-01', sort_direction: 'asc' }, 'sort_direction', /not supported by the Appboy/, appboy],
  ])('refuses %s', async (_, input, field, says, account = today) => {
    const { outcomes, send } = await call('getUnsubscribes', [input], scripted(page(1)), account);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', field, message: expect.stringMatching(says), todo: expect.stringMatching(/\.$/) });
    expect(send.requests).toHaveLength(0);
  });
});
