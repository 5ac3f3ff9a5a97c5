import { operation, type Json, type JsonObject } from '../../../engine';
import { chunk, divide } from '../../../engine/request/chunk';
import { acme, base, call, context } from '../../support/acme';
import { failureIn, jsonOf, run, scripted, testHost } from '../../support/host';

const text = { type: 'text', label: 'It', description: 'It' } as const;
const list = { type: 'list', label: 'It', description: 'It' } as const;
const op = (batch: object, fields: object = { kind: text, user: text }) =>
  operation({ ...base, fields, retry: 'idempotent', returns: 'object', batch } as never);
const pack = (batch: object, inputs: JsonObject[], over = {}) =>
  chunk(
    op(batch),
    inputs.map((input, item) => ({ item, input })),
    { ...context, ...over },
  ).map(({ items }) => items);

describe('requests with several limits', () => {
  const each = { max: { a: 2, b: 1 }, cost: ({ kind }: { kind: string }) => ({ [kind]: 1 }) };

  it('fill each of them', () => {
    expect(pack(each, [{ kind: 'a' }, { kind: 'b' }, { kind: 'a' }, { kind: 'a' }])).toEqual([[0, 1, 2], [3]]);
  });

  it('keep the order of all where no sequence is named', () => {
    expect(pack(each, [{ kind: 'b' }, { kind: 'b' }, { kind: 'a' }])).toEqual([[0], [1, 2]]);
  });

  it('are filled up by those that may overtake', () => {
    const batch = { ...each, sequence: ({ user }: { user: string }) => user };
    expect(
      pack(batch, [
        { kind: 'b', user: 'x' },
        { kind: 'b', user: 'y' },
        { kind: 'a', user: 'z' },
        { kind: 'a', user: 'y' },
        { kind: 'a', user: 'x' },
      ]),
    ).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });

  it('follow the account', () => {
    const batch = { max: ({ credential }: typeof context) => (credential as { limit?: number }).limit ?? 1 };
    expect(pack(batch, [{}, {}, {}])).toEqual([[0], [1], [2]]);
    expect(pack(batch, [{}, {}, {}], { credential: { limit: 2 } })).toEqual([[0, 1], [2]]);
  });

  it('keep an input whole that is more than a request may hold', () => {
    expect(pack({ max: 2, cost: ({ kind }: { kind: string }) => Number(kind) }, [{ kind: '3' }, { kind: '1' }])).toEqual([[0], [1]]);
  });

  it('keep apart what the vendor would take for one, in order', () => {
    const user = ({ user: id }: { user: string }) => id;
    const users = (...ids: string[]) => ids.map((id) => ({ user: id }));
    expect(pack({ max: 3, conflictKey: user, sequence: user }, users('a', 'b', 'a', 'c', 'a', 'd', 'e'))).toEqual([[0, 1, 3], [2, 5, 6], [4]]);
  });

  it('keep apart those who have any of several names in common', () => {
    const pairs = ({ kind, user }: { kind: string; user: string }) => [kind, user];
    const merge = (kind: string, user: string) => ({ kind, user });
    // No sequence: the order of all is kept, so that nothing goes into a request before the last one.
    expect(pack({ max: 5, conflictKey: pairs }, [merge('a', 'b'), merge('c', 'd'), merge('e', 'b'), merge('f', 'e'), merge('a', 'g')])).toEqual([
      [0, 1],
      [2],
      [3, 4],
    ]);
    expect(pack({ max: 5, conflictKey: pairs }, [merge('a', 'a'), merge('b', 'b')])).toEqual([[0, 1]]);
    expect(pack({ max: 5, conflictKey: () => [] }, [merge('a', 'a'), merge('a', 'a')])).toEqual([[0, 1]]);
  });

  it('keep to the bytes, and a later small one may still go into an earlier request', () => {
    const batch = { maxBytes: 65, sequence: ({ user }: { user: string }) => user };
    const long = 'x'.repeat(30);
    expect(pack(batch, [{ user: 'a', kind: long }, { user: 'b', kind: long }, { user: 'c' }, { user: 'b' }])).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

describe('lists whose entries travel apart', () => {
  const fields = { ids: list, names: list, kind: text };
  const o = op({ splitBy: ['ids', 'names'], max: 2 }, fields);

  it('become one part an entry, with everything else repeated', () => {
    expect(divide(o, { item: 4, input: { ids: ['1', '2'], names: ['n'], kind: 'k' } })).toEqual([
      { item: 4, input: { kind: 'k', ids: ['1'] } },
      { item: 4, input: { kind: 'k', ids: ['2'] } },
      { item: 4, input: { kind: 'k', names: ['n'] } },
    ]);
  });

  it('leave an input alone that has none, or one entry', () => {
    expect(divide(o, { item: 0, input: { kind: 'k' } })).toEqual([{ item: 0, input: { kind: 'k' } }]);
    expect(divide(o, { item: 0, input: { ids: [] } })).toEqual([{ item: 0, input: { ids: [] } }]);
    expect(divide(o, { item: 0, input: { ids: ['1'] } })).toEqual([{ item: 0, input: { ids: ['1'] } }]);
  });

  const write = operation({
    ...base,
    fields: { ids: list },
    retry: 'send',
    returns: 'object',
    batch: { max: 3, splitBy: ['ids'] },
    warn: ({ ids }: { ids: readonly string[] }) => (ids.length > 2 ? ['That is a lot.'] : []),
    request: (inputs: readonly { ids: readonly string[] }[]) => ({ method: 'POST', path: '/things', body: { json: inputs.flatMap(({ ids }) => ids) } }),
    parse: (_: unknown, inputs: readonly { ids: readonly string[] }[]) => ({
      each: inputs.map(({ ids: [id] }) => ({ id: id! })),
      warnings: ['Somewhere something is odd.'],
    }),
  } as never);
  const sent = (send: ReturnType<typeof scripted>): Json[] => send.requests.map(({ json }) => json ?? null);

  it('are spread over requests, and each entry has an outcome that names its item', async () => {
    const send = scripted({ body: {} });
    const outcomes = await run(call(acme({ write }), 'thing.write', [{ ids: ['a', 'b'] }, { ids: ['c', 'd', 'e', 'f'] }]), testHost({ vendor: send }).ports);
    expect(sent(send)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(outcomes.map(({ item }) => item)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(outcomes.map(jsonOf)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id })));
  });

  it('are doubted once: by item, and by request', async () => {
    const outcomes = await run(
      call(acme({ write }), 'thing.write', [{ ids: ['a', 'b'] }, { ids: ['c', 'd', 'e', 'f'] }]),
      testHost({ vendor: scripted({}) }).ports,
    );
    expect(outcomes.map((outcome) => outcome.state === 'done' && outcome.warnings)).toEqual([
      ['Somewhere something is odd.'],
      [],
      ['That is a lot.'],
      ['Somewhere something is odd.'],
      [],
      [],
    ]);
  });

  it('say of each entry what became of it when a later request fails', async () => {
    const send = scripted({ body: {} }, { status: 429, headers: { 'retry-after': '9999' } });
    const outcomes = await run(call(acme({ write }), 'thing.write', [{ ids: [...'abcdefgh'] }]), testHost({ vendor: send }).ports);
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'failed', 'failed', 'failed', 'notTried', 'notTried']);
    expect(failureIn(outcomes[7]).code).toBe('cancelled');
  });
});

describe('what a request as a whole shows to be wrong', () => {
  it('is refused, and the others go out without it, as many together as there is room for', async () => {
    const o = operation({
      ...base,
      fields: { user: text },
      retry: 'idempotent',
      returns: 'object',
      batch: {
        max: 2,
        checkBatch: (inputs: readonly JsonObject[]) =>
          new Map(
            inputs.flatMap(({ user }, position) => (user === 'odd' ? [[position, [{ field: 'user', message: 'It is odd.', todo: 'Mend it.' }]] as const] : [])),
          ),
      },
      request: (inputs: readonly JsonObject[]) => ({ method: 'POST', path: '/', body: { json: inputs.map(({ user }) => user!) } }),
      parse: (_: unknown, inputs: readonly JsonObject[]) => ({ each: inputs.map(({ user }) => ({ user: user! })) }),
    } as never);
    const vendor = scripted({ body: {} });
    const users = ['a', 'odd', 'b', 'c'].map((user) => ({ user }));
    const outcomes = await run(call(acme({ send: o }), 'thing.send', users, { continueOnFail: true }), testHost({ vendor }).ports);
    expect(vendor.requests.map(({ json }) => json)).toEqual([['a', 'b'], ['c']]);
    const byItem = [...outcomes].sort((one, other) => one.item - other.item);
    expect(byItem.map(({ state }) => state)).toEqual(['done', 'failed', 'done', 'done']);
    expect(failureIn(byItem[1])).toMatchObject({ code: 'validation', reached: 'no', message: 'It is odd.', todo: 'Mend it.' });
    expect(jsonOf(byItem[2])).toEqual({ user: 'b' });
  });
});

describe('a call of several requests', () => {
  const operations = (over: object = {}) =>
    acme({
      send: operation({
        ...base,
        fields: { user: text },
        retry: 'idempotent',
        returns: 'object',
        batch: { max: 2 },
        request: (inputs: readonly JsonObject[]) => ({ method: 'POST', path: '/', body: { json: inputs.map(({ user }) => user!) } }),
        parse: (_: unknown, inputs: readonly JsonObject[]) => ({
          each: inputs.map(({ user }) =>
            user === 'odd' ? { failure: { code: 'rejected', reached: 'yes', message: 'Odd.', todo: 'Mend it.' } } : { user: user! },
          ),
        }),
        ...over,
      } as never),
    });
  const users = (...names: string[]) => names.map((user) => ({ user }));
  const send = async (inputs: JsonObject[], options: object, over?: object) => {
    const vendor = scripted({ body: {} });
    const outcomes = await run(call(operations(over), 'thing.send', inputs, options), testHost({ vendor }).ports);
    return { count: vendor.requests.length, outcomes: [...outcomes].sort((one, other) => one.item - other.item) };
  };

  it('ends at the first of which some failed, and says so of the rest', async () => {
    const { count, outcomes } = await send(users('a', 'odd', 'b', 'c'), {});
    expect([count, outcomes.map(({ state }) => state)]).toEqual([1, ['done', 'failed', 'notTried', 'notTried']]);
    expect(failureIn(outcomes[2]).message).toBe('Not tried: an earlier request failed.');
  });

  it('goes on where the user wants that', async () => {
    const { count, outcomes } = await send(users('a', 'odd', 'b', 'c'), { continueOnFail: true });
    expect([count, outcomes.map(({ state }) => state)]).toEqual([2, ['done', 'failed', 'done', 'done']]);
  });

  it('sends nothing where an item is not valid, and says of how many', async () => {
    const wrong = { check: ({ user }: JsonObject) => (user === 'odd' ? [{ field: 'user', message: 'It is odd.', todo: 'Mend it.' }] : []) };
    const one = await send(users('a', 'odd', 'b'), {}, wrong);
    expect([one.count, failureIn(one.outcomes[0]).message]).toEqual([0, 'Not tried: another item is not valid, and nothing was sent.']);
    const two = await send(users('a', 'odd', 'odd'), {}, wrong);
    expect([two.count, failureIn(two.outcomes[0]).message]).toEqual([0, 'Not tried: 2 items are not valid, and nothing was sent.']);
  });

  it('fails for the item alone at which something slips that nobody foresaw', async () => {
    const slip = {
      check: ({ user }: JsonObject) => {
        if (user === 'odd') throw new Error('A slip of ours');
        return [];
      },
    };
    const { count, outcomes } = await send(users('a', 'odd'), { continueOnFail: true }, slip);
    expect([count, outcomes.map(({ state }) => state)]).toEqual([1, ['done', 'failed']]);
    expect(failureIn(outcomes[1])).toMatchObject({ code: 'unexpected', reached: 'no', message: 'An unexpected error occurred: A slip of ours.' });
  });

  it('does not ask again an account that was told to wait for longer than anybody does', async () => {
    const vendor = scripted({ status: 429, headers: { 'retry-after': '3600' } });
    const outcomes = await run(call(operations(), 'thing.send', users('a', 'b', 'c'), { continueOnFail: true }), testHost({ vendor }).ports);
    expect(vendor.requests).toHaveLength(1);
    expect(failureIn(outcomes.find(({ item }) => item === 2))).toMatchObject({
      code: 'rateLimited',
      reached: 'no',
      message: expect.stringMatching(/^Acme asked to send no requests until 2026-01-15 14:00/),
    });
  });
});
