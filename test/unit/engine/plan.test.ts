import { operation, plan, type JsonObject } from '../../../engine';
import { planAll } from '../../../engine/run/plan';
import { bryj } from '../../../vendors/bryj';
import { acme, base, call } from '../../support/acme';
import { fileOf, sampleAccount, testHost } from '../../support/host';

const list = { type: 'json', label: 'List', description: 'It', limits: { shape: 'array' } } as const;
const user = { type: 'text', label: 'User', description: 'Who', required: true } as const;
const v = acme({
  send: operation({
    ...base,
    fields: { user, list },
    retry: 'send',
    returns: 'object',
    people: ({ user: who }: JsonObject) => [who!],
    warn: ({ user: who }: JsonObject) => (who === 'odd' ? ['It is odd.'] : []),
    request: ([input]: readonly [JsonObject]) => ({
      method: 'POST',
      path: '/send',
      query: { key: 'test-key' },
      body: { json: { who: input.user!, all: input.list, none: undefined } },
    }),
    parse: () => ({ one: {} }),
  } as never),
});
const planned = (inputs: JsonObject[], options = {}) => planAll(call(v, 'thing.send', inputs, options), testHost().ports);

describe('a plan', () => {
  it('shows what would be sent, without what nobody may see', async () => {
    const { requests, invalid } = await planned([{ user: 'a', list: [1] }, { user: 'odd' }]);
    expect(invalid).toEqual([]);
    expect(requests).toEqual([
      { items: [0], method: 'POST', url: 'https://api.acme.example/send?key=***', retry: 'send', body: { who: 'a', all: [1] }, warnings: [] },
      { items: [1], method: 'POST', url: 'https://api.acme.example/send?key=***', retry: 'send', body: { who: 'odd' }, warnings: ['It is odd.'] },
    ]);
  });

  it('shows five entries of a list, and says how many more there are', async () => {
    const shown = async (count: number) => {
      const [one] = (await planned([{ user: 'a', list: Array.from({ length: count }, (_, i) => i) }])).requests;
      return (one!.body as JsonObject).all;
    };
    expect(await shown(5)).toEqual([0, 1, 2, 3, 4]);
    expect(await shown(6)).toEqual([0, 1, 2, 3, 4, '... and 1 more']);
  });

  it('goes on beside what is not valid, and the other way ends at it', async () => {
    const { requests, invalid } = await planned([{}, { user: 'a' }]);
    expect([requests.map(({ items }) => items), invalid.map(({ item, error }) => [item, error.field])]).toEqual([[[1]], [[0, 'user']]]);
    await expect(plan(call(v, 'thing.send', [{ user: 'a' }, {}]), testHost().ports)).rejects.toMatchObject({ code: 'validation', field: 'user' });
  });

  it('is stopped as a send is', async () => {
    await expect(planned([{ user: 'a' }, { user: 'b' }], { stopAbove: 1 })).rejects.toThrow('would go to 2 recipients');
    const { requests, invalid } = await planned([{ user: 'a' }, {}, { user: 'b' }], { stopAbove: 1 });
    expect([requests, invalid.map(({ item, error }) => [item, error.field ?? 'stopped'])]).toEqual([
      [],
      [
        [1, 'user'],
        [0, 'stopped'],
        [2, 'stopped'],
      ],
    ]);
    expect((await planned([{ user: 'a' }, { user: 'b' }], { stopAbove: 2 })).requests).toHaveLength(2);
  });
});

it('a plan says where it goes where that is not production', async () => {
  const test = acme({ send: v.resources.thing!.operations.send! }, { testEnvironment: () => 'test environment' });
  const [one] = (await planAll(call(test, 'thing.send', [{ user: 'a' }]), testHost().ports)).requests;
  expect(one!.target).toContain('test environment');
  expect((await planned([{ user: 'a' }])).requests[0]).not.toHaveProperty('target');
});

it('a plan shows a file by its facts', async () => {
  const input = { campaign_id: 'CMP_1', file: fileOf('User,name\na,b\nc,d\n') };
  const { requests } = await planAll({ vendor: bryj, operation: 'batch.trigger', inputs: [input], account: sampleAccount(bryj) }, testHost().ports);
  expect(requests[0]!.body).toEqual({ campaign_id: 'CMP_1', file: { name: 'people.csv', columns: ['User', 'name'], rows: 2, bytes: expect.any(Number) } });
});
