import { memoryLedger, operation, TransportError, type Json, type Parsed } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { failureIn, jsonOf, NOON, run, scripted, testHost } from '../../support/host';

const TIMEOUT = new TransportError('time-out', 'maybe');
const asked: number[] = [];

/** Makes a thing; whether it was made can be looked up. */
const make = operation({
  ...base,
  fields: {},
  retry: 'once',
  returns: 'object',
  request: () => ({ method: 'POST', path: '/things', body: { json: {} } }),
  parse: ({ body }: { body: Json }): Parsed<Json> => ({ one: body }),
  settle: {
    request: () => ({ method: 'GET', path: '/things', query: { newest: true } }),
    parse({ body }: { body: Json }, _: unknown, sentAt: number) {
      asked.push(sentAt);
      const { found } = body as { found?: string };
      if (found === undefined) return undefined;
      if (found === 'none') return { failure: { code: 'rejected', reached: 'no', message: 'It was not made.', todo: 'Make it again.' } };
      return { one: { id: found } };
    },
  },
} as never);

const begin = (vendor: ReturnType<typeof scripted>, ledger = memoryLedger()) =>
  run(call(acme({ make }), 'thing.make', [{}], { runKey: 'execution 1' }), testHost({ vendor, ledger }).ports);

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
    expect(asked).toEqual([NOON]);
  });

  it('stays unknown where the looking shows nothing, or fails', async () => {
    for (const answer of [{ body: {} }, { status: 429, headers: { 'retry-after': '999' } }, TIMEOUT]) {
      const [outcome] = await begin(scripted(TIMEOUT, answer));
      expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
    }
  });

  it('that is found not to have been acted on is a plain failure, and may be tried again in the same run', async () => {
    const ledger = memoryLedger();
    const vendor = scripted(TIMEOUT, { body: { found: 'none' } }, { body: { id: 'b' } });
    const [first] = await begin(vendor, ledger);
    expect(failureIn(first)).toMatchObject({ code: 'rejected', reached: 'no', message: 'It was not made.' });
    const [again] = await begin(vendor, ledger);
    expect(jsonOf(again)).toEqual({ id: 'b' });
  });

  it('is looked up again, and not sent again, where the host runs the node again', async () => {
    const ledger = memoryLedger();
    const vendor = scripted(TIMEOUT, { body: {} }, { body: { found: 'c' } });
    const [first] = await begin(vendor, ledger);
    expect(failureIn(first).code).toBe('outcomeUnknown');
    const [again] = await begin(vendor, ledger);
    expect(jsonOf(again)).toEqual({ id: 'c' });
    expect(vendor.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
