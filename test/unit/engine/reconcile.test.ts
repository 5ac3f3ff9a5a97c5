import { Ledger, operation, TransportError, type Json, type Lost, type Parsed } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { failureIn, jsonOf, NOON, run, scripted, testHost } from '../../support/host';

const TIMEOUT = new TransportError('time-out', 'maybe');
const asked: Lost[] = [];

/** Makes a thing; whether it was made can be looked up. */
const make = operation({
  ...base,
  fields: {},
  retry: 'nonIdempotent',
  returns: 'object',
  request: () => ({ method: 'POST', path: '/things', body: { json: {} } }),
  parse: ({ body }: { body: Json }): Parsed<Json> => ({ one: body }),
  reconcile: {
    request: () => ({ method: 'GET', path: '/things', query: { newest: true } }),
    parse({ body }: { body: Json }, _: unknown, lost: Lost) {
      asked.push(lost);
      const { found } = body as { found?: string };
      if (found === undefined) return undefined;
      if (found === 'none') return { failure: { code: 'rejected', reached: 'no', message: 'It was not made.', todo: 'Make it again.' } };
      return { one: { id: found } };
    },
  },
});

const begin = (vendor: ReturnType<typeof scripted>, ledger = new Ledger()) =>
  run({ ...call(acme({ make }), 'thing.make', [{}]), ledger }, testHost({ vendor }).ports);

beforeEach(() => void asked.splice(0));

describe('a request whose answer was lost', () => {
  it('is looked up, and its result given as if it had come', async () => {
    const vendor = scripted(TIMEOUT, { body: { found: 'a' } });
    const [outcome] = await begin(vendor);
    expect(jsonOf(outcome)).toEqual({ id: 'a' });
    expect(vendor.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.acme.example/things',
      'GET https://api.acme.example/things?newest=true',
    ]);
    expect(outcome).toMatchObject({ state: 'done', warnings: [expect.stringContaining('A check showed')] });
  });

  it.each([
    ['as ours', 0, [false, true, true, false]],
    ['an hour ahead', 3_600_000, [false, false, false, true]],
  ])("is told by the vendor's clock, which is %s", async (_, ahead, since) => {
    await begin(scripted(TIMEOUT, { headers: { date: new Date(NOON + ahead).toUTCString() }, body: { found: 'a' } }));
    expect([NOON - 5_000, NOON, NOON + 500, NOON + 3_600_000].map((moment) => asked[0]!.isSince(moment))).toEqual(since);
  });

  it('is not told by any clock where the vendor does not show its own', async () => {
    await begin(scripted(TIMEOUT, { headers: {}, body: { found: 'a' } }));
    expect(asked[0]!.isSince(NOON)).toBe(false);
  });

  it('stays unknown where the looking shows nothing, or fails', async () => {
    for (const answer of [{ body: {} }, { status: 429, headers: { 'retry-after': '999' } }, TIMEOUT]) {
      const [outcome] = await begin(scripted(TIMEOUT, answer));
      expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
    }
  });

  it('that is found not to have been acted on is a plain failure, and may be tried again in the same run', async () => {
    const ledger = new Ledger();
    const vendor = scripted(TIMEOUT, { body: { found: 'none' } }, { body: { id: 'b' } });
    const [first] = await begin(vendor, ledger);
    expect(failureIn(first)).toMatchObject({ code: 'rejected', reached: 'no', message: 'It was not made.' });
    const [again] = await begin(vendor, ledger);
    expect(jsonOf(again)).toEqual({ id: 'b' });
  });

  it('is looked up again, and not sent again, where the host runs the node again', async () => {
    const ledger = new Ledger();
    const vendor = scripted(TIMEOUT, { body: {} }, { body: { found: 'c' } });
    const [first] = await begin(vendor, ledger);
    expect(failureIn(first).code).toBe('outcomeUnknown');
    const [again] = await begin(vendor, ledger);
    expect(jsonOf(again)).toEqual({ id: 'c' });
    expect(vendor.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
