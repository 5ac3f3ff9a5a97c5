import { operation, type JsonObject } from '../../../engine';
import { acme, base, call, listing } from '../../support/acme';
import { failureIn, run, scripted, testHost } from '../../support/host';

const MINUTE = 60_000;
const thing = { type: 'text', label: 'Thing', description: 'Which' } as const;
const list = listing({ by: 'token', param: 'page', next: () => undefined }, { fields: { of: thing } });
const sending = (over: object = {}) =>
  acme({
    list,
    send: operation({
      ...base,
      fields: { thing },
      retry: 'send',
      returns: 'object',
      wait: {
        everyMs: MINUTE,
        slowestMs: MINUTE,
        longestMs: 10 * MINUTE,
        by: {
          operation: 'thing.list',
          input: ({ thing: of }: JsonObject) => ({ of }),
          isReady: (rows: readonly JsonObject[]) => rows.some(({ ready }) => ready === true),
        },
      },
      request: () => ({ method: 'POST', path: '/send', body: { json: {} } }),
      parse: () => ({ one: { sent: true } }),
      ...over,
    } as never),
  });
const rows = (ready: boolean) => ({ body: { things: [{ ready }] } });
const send = async (inputs: JsonObject[], options: object, answers: Parameters<typeof scripted>, over = {}) => {
  const vendor = scripted(...answers);
  const host = testHost({ vendor });
  const outcomes = await run(call(sending(over), 'thing.send', inputs, { continueOnFail: true, ...options }), host.ports);
  return { outcomes, methods: vendor.requests.map(({ method }) => method), slept: host.slept };
};

describe('what a send needs', () => {
  it('is waited for by reading, and then it goes out', async () => {
    const { outcomes, methods, slept } = await send([{ thing: 'a' }], { longestWaitMs: 5 * MINUTE }, [rows(false), rows(false), rows(true), { body: {} }]);
    expect(methods).toEqual(['GET', 'GET', 'GET', 'POST']);
    expect(slept).toEqual([MINUTE, MINUTE]);
    expect(outcomes).toMatchObject([{ state: 'done' }]);
  });

  it('is asked for once for all items that need the same', async () => {
    const { methods } = await send([{ thing: 'a' }, { thing: 'a' }, { thing: 'b' }], { longestWaitMs: MINUTE }, [
      rows(true),
      { body: {} },
      { body: {} },
      rows(true),
      { body: {} },
    ]);
    expect(methods).toEqual(['GET', 'POST', 'POST', 'GET', 'POST']);
  });

  it('is not waited for longer than the user allows, and nothing is sent', async () => {
    const { outcomes, methods, slept } = await send([{ thing: 'a' }], { longestWaitMs: 2 * MINUTE }, [rows(false)]);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'notReady', reached: 'no' });
    expect(new Set(methods)).toEqual(new Set(['GET']));
    expect(slept.reduce((all, ms) => all + ms, 0)).toBe(2 * MINUTE);
  });

  it.each([
    ['where the user does not want to wait', { longestWaitMs: 0 }, {}],
    ['where nothing is said of it', {}, {}],
    ['for a file, which is waited for later', { longestWaitMs: MINUTE }, { wait: { everyMs: MINUTE, longestMs: MINUTE, by: 'file' } }],
    ['for what only reads', { longestWaitMs: MINUTE }, { retry: 'safe', returns: 'object' }],
  ])('is not asked for %s', async (_, options, over) => {
    expect((await send([{ thing: 'a' }], options, [{ body: {} }], over)).methods).toEqual(['POST']);
  });
});
