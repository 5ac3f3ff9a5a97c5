import { operation, type Call, type Claim, type HttpReply, type JsonObject, type OnceKey, type OnceStore, type Outcome, type SendOnce } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { acme, base, call } from '../../support/acme';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

/** A store as a host would have it, which remembers what it was told. */
class Store implements OnceStore {
  readonly kept = new Map<string, { state: 'claimed' | 'sent'; forMs: number }>();
  /** How the calls went, by their names, and for how many keys. */
  readonly told: (readonly [how: string, count: number])[] = [];
  broken: readonly string[] = [];

  private called(how: string, keys: readonly OnceKey[]): void {
    this.told.push([how, keys.length]);
    if (this.broken.includes(how)) throw new Error('The disk is full.');
  }

  async claim(keys: readonly OnceKey[]): Promise<readonly Claim[]> {
    this.called('claim', keys);
    return keys.map(({ digest, forMs }): Claim => {
      const known = this.kept.get(digest);
      if (!known) this.kept.set(digest, { state: 'claimed', forMs });
      return !known ? 'claimed' : known.state === 'sent' ? 'sent' : 'unknown';
    });
  }

  async accepted(keys: readonly OnceKey[]): Promise<void> {
    this.called('accepted', keys);
    for (const { digest } of keys) this.kept.get(digest)!.state = 'sent';
  }

  async release(keys: readonly OnceKey[]): Promise<void> {
    this.called('release', keys);
    for (const { digest } of keys) this.kept.delete(digest);
  }

  get states(): readonly string[] {
    return [...this.kept.values()].map(({ state }) => state);
  }
}

const KEY: SendOnce = { key: 'june', forMs: 2 * 3_600_000 };
const OK = { body: { request_id: 'r1' } };
const REFUSED = { status: 400, body: { error_message: 'Unknown campaign' } };
const account = sampleAccount(bryj);
const to = (...ids: string[]) => ({ campaign_id: 'CMP_1', messages: ids.map((user_id) => ({ user_id })) });

let store: Store;
beforeEach(() => {
  store = new Store();
});

const sends = async (answers: readonly Partial<HttpReply>[], inputs: readonly JsonObject[], keys: Call['sendOnce'], over: Partial<Call> = {}) => {
  const vendor = scripted(...answers);
  const host = testHost({ vendor, once: store });
  const outcomes = await run(
    { vendor: bryj, operation: 'batch.trigger', inputs, account, sendOnce: keys, options: { continueOnFail: true }, ...over },
    host.ports,
  );
  const people = vendor.requests.map(({ json }) => ((json as { messages: { user_id: string }[] }).messages ?? []).map(({ user_id }) => user_id));
  return { outcomes, people, logged: host.logged };
};
const states = (outcomes: readonly Outcome[]) => outcomes.map(({ item, state }) => [item, state]);

describe('what was sent under a send-once key', () => {
  it('is kept as long as the key says, and skipped then, with whom it was for', async () => {
    expect((await sends([OK], [to('u')], [KEY])).people).toEqual([['u']]);
    expect([...store.kept.values()]).toEqual([{ state: 'sent', forMs: 7_200_000 }]);
    const { outcomes, people } = await sends([OK], [to('u')], [KEY]);
    expect(people).toEqual([]);
    expect(outcomes).toMatchObject([{ item: 0, state: 'skipped', why: 'sentBefore', warnings: [] }]);
    expect(jsonOf(outcomes[0])).toEqual({
      status: 'skipped',
      send_once_key: 'june',
      reason: 'It was sent with this key within the last 2 h.',
      campaign_id: 'CMP_1',
      people: ['u'],
    });
  });

  it('is the same whatever is said to them', async () => {
    await sends([OK], [to('u')], [KEY]);
    const other = { campaign_id: 'CMP_1', messages: [{ user_id: 'u', template_variables: { name: 'Ann' } }] };
    expect(states((await sends([OK], [other], [KEY])).outcomes)).toEqual([[0, 'skipped']]);
  });

  it.each<[string, JsonObject, SendOnce | undefined, Partial<Call>]>([
    ['another person', to('v'), KEY, {}],
    ['another campaign', { ...to('u'), campaign_id: 'CMP_2' }, KEY, {}],
    ['another key', to('u'), { ...KEY, key: 'july' }, {}],
    ['another account', to('u'), KEY, { account: sampleAccount(bryj) }],
    ['no key', to('u'), undefined, {}],
  ])('goes out for %s', async (_, input, key, over) => {
    await sends([OK], [to('u')], [KEY]);
    expect(states((await sends([OK], [input], [key], over)).outcomes)).toEqual([[0, 'done']]);
  });

  it('is left out where it is a part, and the user is told of whom', async () => {
    await sends([OK], [to('u', 'w')], [KEY]);
    const { outcomes, people } = await sends([OK], [to('u', 'v', 'w')], [KEY]);
    expect(people).toEqual([['v']]);
    expect(outcomes).toMatchObject([{ state: 'done', warnings: ["Skipped, because it was sent with the send-once key 'june' within the last 2 h: u, w."] }]);
    expect(store.states).toEqual(['sent', 'sent', 'sent']);
  });

  it('is found out item by item: those without a key go out beside', async () => {
    await sends([OK], [to('u')], [KEY]);
    const { outcomes, people } = await sends([OK], [to('u'), to('v'), to('w')], [KEY, undefined, KEY]);
    expect(people).toEqual([['v', 'w']]);
    expect([...outcomes].sort((one, other) => one.item - other.item).map(({ state }) => state)).toEqual(['skipped', 'done', 'done']);
  });

  it('is one send where two items of a request are for the same person', async () => {
    const { outcomes, people } = await sends([OK], [to('u'), to('u')], [KEY, KEY]);
    expect(people).toEqual([['u']]);
    expect(new Map(outcomes.map(({ item, state }) => [item, state]))).toEqual(
      new Map([
        [0, 'done'],
        [1, 'skipped'],
      ]),
    );
    expect(store.told).toEqual([
      ['claim', 1],
      ['accepted', 1],
    ]);
  });
});

describe('what was not sent', () => {
  it('leaves no key behind where the vendor refused it, and goes out the next time', async () => {
    const { outcomes } = await sends([REFUSED], [to('u')], [KEY]);
    expect(failureIn(outcomes[0]).reached).toBe('yes');
    expect(store.told).toEqual([
      ['claim', 1],
      ['release', 1],
    ]);
    expect(states((await sends([OK], [to('u')], [KEY])).outcomes)).toEqual([[0, 'done']]);
  });

  it('is refused for both where two items of a request are for the same person', async () => {
    const { outcomes } = await sends([REFUSED], [to('u'), to('u')], [KEY, KEY]);
    expect(states(outcomes).sort()).toEqual([
      [0, 'failed'],
      [1, 'failed'],
    ]);
    expect(new Set(outcomes.map((each) => failureIn(each).message)).size).toBe(1);
    expect(store.states).toEqual([]);
  });

  it('may have been sent where its answer was lost: it is not sent again, and the user is told where to look', async () => {
    expect(failureIn((await sends([{ status: 500, body: '' }], [to('u')], [KEY])).outcomes[0]).code).toBe('outcomeUnknown');
    expect(store.states).toEqual(['claimed']);
    const { outcomes, people } = await sends([OK], [to('u')], [KEY]);
    expect(people).toEqual([]);
    const error = failureIn(outcomes[0]);
    expect(error).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', details: { people: ['u'] } });
    expect(error.message).toContain(
      "An earlier run with the send-once key 'june' may have sent this to u: it ended before it was known whether Bryj accepted it.",
    );
    expect(error.todo).toMatch(/Get Scheduled.*use a different key\.$/);
  });

  it('is told apart from what was, person by person', async () => {
    await sends([OK], [to('u')], [KEY]);
    await sends([{ status: 500, body: '' }], [to('v')], [KEY]);
    const { outcomes, people } = await sends([OK], [to('u', 'v', 'w')], [KEY]);
    expect(people).toEqual([['w']]);
    expect(outcomes).toMatchObject([
      {
        state: 'done',
        warnings: [
          "Skipped, because it was sent with the send-once key 'june' within the last 2 h: u.",
          "Not sent, because an earlier run with the send-once key 'june' may have sent it: v.",
        ],
      },
    ]);
    // What may have been sent to one of them weighs more than what was sent to the other.
    const both = await sends([OK], [to('u', 'v')], [KEY]);
    expect(failureIn(both.outcomes[0]).code).toBe('outcomeUnknown');
  });

  it('is what a store that does not answer for a key leaves open', async () => {
    store.claim = async () => [];
    const { outcomes, people } = await sends([OK], [to('u')], [KEY]);
    expect([people, failureIn(outcomes[0]).code]).toEqual([[], 'outcomeUnknown']);
  });
});

describe('a store', () => {
  it('has to be there', async () => {
    const vendor = scripted(OK);
    const [outcome] = await run({ vendor: bryj, operation: 'batch.trigger', inputs: [to('u')], account, sendOnce: [KEY] }, testHost({ vendor }).ports);
    expect(failureIn(outcome)).toMatchObject({
      code: 'validation',
      reached: 'no',
      message: expect.stringContaining('Nothing was sent'),
      todo: expect.stringContaining('Save the workflow first'),
    });
    expect(vendor.requests).toHaveLength(0);
  });

  it('that cannot be asked lets nothing out', async () => {
    store.broken = ['claim'];
    const { outcomes, people } = await sends([OK], [to('u')], [KEY]);
    expect(failureIn(outcomes[0])).toMatchObject({
      code: 'unavailable',
      reached: 'no',
      message: "The stored keys of 'Send-Once Key' could not be read: The disk is full. Nothing was sent.",
    });
    expect(people).toEqual([]);
  });

  it.each([
    ['accepted', OK, 'done', /^The send-once keys of what was sent could not be stored: .*The disk is full/],
    ['release', REFUSED, 'failed', /^The send-once keys of what was not sent could not be removed: .*The disk is full/],
  ])('that fails at "%s" changes nothing of the outcome, and the log says so', async (how, answer, state, said) => {
    store.broken = [how];
    const { outcomes, logged } = await sends([answer], [to('u')], [KEY]);
    expect(states(outcomes)).toEqual([[0, state]]);
    expect(logged).toContainEqual(expect.stringMatching(said));
    expect(store.states).toEqual(['claimed']);
  });

  it('is not asked where no item has a key', async () => {
    await sends([OK], [to('u')], undefined);
    expect(store.told).toEqual([]);
  });
});

describe('an operation of another kind', () => {
  const user = { type: 'text', label: 'User', description: 'Who' } as const;
  const audience = { type: 'text', label: 'Audience', description: 'Which', isTarget: true } as const;
  const vendorWith = (over: object) =>
    acme({
      send: operation({
        ...base,
        fields: { user, audience },
        retry: 'send',
        returns: 'object',
        request: ([input]: readonly [JsonObject]) => ({ method: 'POST', path: '/send', body: { json: input } }),
        parse: () => ({ one: { ok: true } }),
        ...over,
      } as never),
    });
  const send = async (v: ReturnType<typeof acme>, input: JsonObject, accountOf: Call['account'] = { id: 'same', credential: { key: 'test-key' } }) => {
    const vendor = scripted({ body: {} });
    const [outcome] = await run({ ...call(v, 'thing.send', [input]), account: accountOf, sendOnce: [KEY] }, testHost({ vendor, once: store }).ports);
    return { outcome, count: vendor.requests.length };
  };

  it('that may be repeated needs no key, and a stop is never held back', async () => {
    const v = vendorWith({ retry: 'idempotent' });
    expect([(await send(v, { user: 'u' })).count, (await send(v, { user: 'u' })).count, store.told]).toEqual([1, 1, []]);
  });

  it('that is for nobody in particular has one key for each target', async () => {
    const v = vendorWith({});
    expect((await send(v, { audience: 'all' })).count).toBe(1);
    const { outcome, count } = await send(v, { audience: 'all' });
    expect([count, jsonOf(outcome)]).toEqual([0, { status: 'skipped', send_once_key: 'june', reason: expect.any(String), audience: 'all' }]);
    expect((await send(v, { audience: 'some' })).count).toBe(1);
  });

  it('that is for nobody in particular names nobody where nobody knows whether it was sent', async () => {
    const v = vendorWith({});
    await send(v, { audience: 'all' });
    for (const each of store.kept.values()) each.state = 'claimed';
    const error = failureIn((await send(v, { audience: 'all' })).outcome);
    expect(error.message).toContain('may have sent this: it ended before it was known whether Acme accepted it. It was not sent a second time.');
    expect(error.details).toBeUndefined();
  });

  it('that fails before anything goes out gives its keys back', async () => {
    const v = vendorWith({
      request: () => {
        throw new Error('A slip of ours');
      },
    });
    const { outcome, count } = await send(v, { user: 'u' });
    expect([count, failureIn(outcome).reached, store.states]).toEqual([0, 'no', []]);
  });

  it('is held apart by where it goes, also at one vendor', async () => {
    const own = {
      baseUrl: ({ key }: JsonObject) => `https://${String(key)}.acme.example`,
      testEnvironment: ({ key }: JsonObject) => (key === 'two' ? 'test' : undefined),
    };
    const v = acme({ send: vendorWith({}).resources.thing!.operations.send! }, own);
    const same = acme({ send: vendorWith({}).resources.thing!.operations.send! }, { ...own, baseUrl: () => 'https://api.acme.example' });
    const at = (key: string) => ({ id: 'same', credential: { key } });
    expect((await send(v, { user: 'u' }, at('one'))).count).toBe(1);
    expect((await send(v, { user: 'u' }, at('three'))).count).toBe(1);
    expect((await send(v, { user: 'u' }, at('one'))).count).toBe(0);
    // The same address, and the test environment behind it.
    expect((await send(same, { user: 'u' }, at('one'))).count).toBe(1);
    expect((await send(same, { user: 'u' }, at('two'))).count).toBe(1);
    expect((await send(same, { user: 'u' }, at('three'))).count).toBe(0);
  });
});

describe('a request whose items fare differently', () => {
  const user = { type: 'text', label: 'User', description: 'Who' } as const;
  const v = acme({
    send: operation({
      ...base,
      fields: { user },
      retry: 'send',
      returns: 'object',
      batch: { max: 10 },
      people: ({ user: who }: JsonObject) => [who!],
      request: (inputs: readonly JsonObject[]) => ({ method: 'POST', path: '/send', body: { json: inputs as never } }),
      parse: (_: unknown, inputs: readonly JsonObject[]) => ({
        each: inputs.map(({ user: who }) => (who === 'odd' ? { failure: { code: 'rejected', reached: 'yes', message: 'Odd.', todo: 'Mend it.' } } : { who })),
      }),
    } as never),
  });

  it('keeps the keys of those that were accepted, and gives back those of the others', async () => {
    const vendor = scripted({ body: {} });
    const inputs = ['a', 'odd', 'b'].map((who) => ({ user: who }));
    const outcomes = await run(
      { ...call(v, 'thing.send', inputs, { continueOnFail: true }), sendOnce: [KEY, KEY, KEY] },
      testHost({ vendor, once: store }).ports,
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
    expect(store.told).toEqual([
      ['claim', 3],
      ['accepted', 2],
      ['release', 1],
    ]);
    expect(store.states).toEqual(['sent', 'sent']);
  });
});
