import { operation, permissionsNeeded, permissionsOfOperation, permissionsOfTrigger, permittedOf, hasPermissions, trigger } from '../../../engine';
import { permissionsFor } from '../../../engine/catalogue/permission';
import { acme, base, listing } from '../../support/acme';

const kind = { type: 'choice', label: 'Kind', description: 'It', options: ['a', 'b'].map((value) => ({ value, label: value })) } as const;
const paging = { by: 'token', param: 'page', next: () => undefined } as const;
const operations = {
  list: listing(paging, { permission: 'things.list' }),
  any: listing(paging, { permission: { by: 'kind', of: { a: 'things.a', b: 'things.b' } }, fields: { kind } }),
  free: listing(paging),
  send: operation({
    ...base,
    fields: {},
    retry: 'send',
    returns: 'object',
    permission: 'things.send',
    preflight: { operation: 'thing.list', input: () => ({}), check: () => [] },
  } as never),
};
const rows = (over: object) =>
  trigger({
    label: 'New',
    action: 'On new',
    description: 'It',
    docs: 'none',
    topic: 'report',
    fields: {},
    identity: [],
    sample: {},
    sampleInputs: [{}, {}],
    shape: (row: unknown) => row,
    ...over,
  } as never);
const triggers = {
  time: rows({ watch: { by: 'time', operation: 'thing.list' } }),
  point: rows({ watch: { by: 'point', operation: () => 'thing.any' } }),
  reports: rows({ watch: { by: 'request', operation: 'thing.send', scheduled: { operation: 'thing.list' } } }),
  unlisted: rows({ watch: { by: 'request', operation: 'thing.any' } }),
};
const v = acme(operations as never, { triggers });

it('one request needs what its own fields decide, each once', () => {
  expect(permissionsFor(operations.any as never, [{ kind: 'b' }, { kind: 'b' }])).toEqual(['things.b']);
  expect(permissionsFor(operations.any as never, [{ kind: 'b' }, { kind: 'a' }])).toEqual(['things.b', 'things.a']);
  expect(permissionsFor(operations.any as never, [{ kind: 'toString' }])).toEqual(['things.a', 'things.b']);
  expect(permissionsFor(operations.any as never)).toEqual(['things.a', 'things.b']);
  expect([permissionsFor(operations.list as never), permissionsFor(operations.free as never)]).toEqual([['things.list'], []]);
});

it('an operation needs also what it asks before it sends', () => {
  expect([permissionsOfOperation(v, 'thing.send'), permissionsOfOperation(v, 'thing.free')]).toEqual([['things.send', 'things.list'], []]);
});

it('a trigger needs what it asks', () => {
  expect(Object.keys(triggers).map((name) => permissionsOfTrigger(v, name))).toEqual([
    ['things.list'],
    ['things.a', 'things.b'],
    ['things.send', 'things.list'],
    ['things.a', 'things.b'],
  ]);
});

it('all of a vendor are listed in their order, those without one left out, and none where all need the same', () => {
  expect(permittedOf(v).map(({ resource, permissions }) => [resource, ...permissions])).toEqual([
    ['Thing', 'things.list'],
    ['Thing', 'things.a', 'things.b'],
    ['Thing', 'things.send', 'things.list'],
    ['Trigger', 'things.list'],
    ['Trigger', 'things.a', 'things.b'],
    ['Trigger', 'things.send', 'things.list'],
    ['Trigger', 'things.a', 'things.b'],
  ]);
  const one = acme({ list: operations.list, free: operations.free });
  expect([hasPermissions(v), hasPermissions(one), permittedOf(one)]).toEqual([true, false, []]);
});

describe('a workflow', () => {
  const use = (node: string, asks: object | undefined, input = {}) => ({ node, input, ...(asks && { asks: asks as never }) });

  it('needs what its nodes need, sorted, and says of which that is not known', () => {
    const uses = [
      use('Sends', { operation: 'thing.send' }),
      use('B', { operation: 'thing.any' }, { kind: 'b' }),
      use('Looks', { trigger: 'time' }),
      use('Any', { operation: 'thing.any' }),
      use('Points', { trigger: 'point' }),
      use('Odd', { operation: 'thing.fly' }),
      use('Odder', { trigger: 'toString' }),
      use('By expression', undefined),
    ];
    expect(permissionsNeeded(v, 'thing.list', uses)).toEqual({
      operation: ['things.list'],
      workflow: ['things.b', 'things.list', 'things.send'],
      unknown: ['Any', 'Points', 'Odd', 'Odder', 'By expression'],
    });
  });

  it('has nothing to say where the operation needs none', () => {
    expect(permissionsNeeded(v, 'thing.free', [use('Sends', { operation: 'thing.send' })])).toBeUndefined();
  });
});
