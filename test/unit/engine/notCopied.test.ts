import { validate } from '../../../engine/validate/validate';
import type { Fields, JsonObject } from '../../../engine';
import { base, context } from '../../support/acme';

/** A million inputs are held by the host anyway: their copies would take more memory than all else that is known of them. */

const fields = {
  user: { type: 'text', label: 'User', description: 'A user', was: ['person'] },
  at: { type: 'dateTime', label: 'At', description: 'A time' },
  data: { type: 'json', label: 'Data', description: 'Data', limits: { shape: 'object' } },
  code: { type: 'text', label: 'Code', description: 'A code', limits: { max: 3 } },
  people: {
    type: 'rows',
    label: 'People',
    description: 'People',
    limits: { max: 2 },
    columns: {
      id: { type: 'text', label: 'ID', description: 'Who', required: true },
      values: { type: 'json', label: 'Values', description: 'Values', limits: { shape: 'object' } },
    },
  },
} as const satisfies Fields;

const check = (given: object) => validate({ ...base, fields } as never, given as { readonly [name: string]: unknown }, context);

const read = (given: object): JsonObject => {
  const validated = check(given);
  if ('problems' in validated) throw new Error(validated.problems[0]?.message);
  return validated.input;
};

it('an input that says what it says is the input that is sent', () => {
  const given = { user: 'u1', at: '2026-01-15T12:00:00Z', data: { a: [1] }, code: 'abc', people: [{ id: 'p1', values: { city: 'Paris' } }, { id: 'p2' }] };
  expect(read(given)).toBe(given);
});

it.each([
  ['a value that is read differently', { user: ' u1 ' }, { user: 'u1' }],
  ['a value of another type', { user: 12 }, { user: '12' }],
  ['a value that is nothing', { user: 'u1', at: '' }, { user: 'u1' }],
  ['an undefined member', { user: 'u1', at: undefined }, { user: 'u1' }],
  ['a name of before', { person: 'u1' }, { user: 'u1' }],
  ['something changed further inside', { data: { ' a': 1 } }, { data: { a: 1 } }],
  ['a column that is read differently', { people: [{ id: 7 }] }, { people: [{ id: '7' }] }],
  ['a column that is nothing', { people: [{ id: 'p1', values: '' }] }, { people: [{ id: 'p1' }] }],
])('%s makes a new one, and leaves that of the host alone', (_, given, sent) => {
  const before = JSON.stringify(given);
  const input = read(given);
  expect(input).not.toBe(given);
  expect(Object.entries(input)).toEqual(Object.entries(sent));
  expect(JSON.stringify(given)).toBe(before);
});

it('members are sent in the order of the form, whatever their order in the item', () => {
  expect(Object.keys(read({ at: '2026-01-15T12:00:00Z', user: 'u1' }))).toEqual(['user', 'at']);
});

it('so are the columns of rows', () => {
  expect(JSON.stringify(read({ people: [{ values: { a: 1 }, id: 'p1' }] }))).toBe('{"people":[{"id":"p1","values":{"a":1}}]}');
});

it.each([
  ['no row', { people: [] }, undefined],
  ['a row without what it needs', { people: [{ id: 'p1' }, { values: {} }] }, 'people[1].id'],
  ['a row with a column that there is not', { people: [{ id: 'p1', name: 'x' }] }, 'people[0].name'],
  ['a row whose column is no text', { people: [{ id: { a: 1 } }] }, 'people[0].id'],
  ['rows of too many people', { people: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] }, 'people'],
])('%s is read like everything that is not valid as it is', (_, given, field) => {
  const validated = check(given);
  expect('problems' in validated ? validated.problems[0]!.field : undefined).toBe(field);
});

it('a text that was valid once is no reason to take another one, and is told of again where it was told of', () => {
  const doubts = (given: object) => {
    const validated = check(given);
    return 'problems' in validated ? validated.problems.length : (validated.doubts ?? []).length;
  };
  const found: number[] = [];
  for (const code of ['abc', 'abcd', 'abc', ' a ', ' a ', 'a\u200bb', 'a\u200bb']) found.push(doubts({ code }));
  expect(found).toEqual([0, 1, 0, 1, 1, 1, 1]);
});

it('what is no plain object is not taken for one', () => {
  class Item {
    readonly user = 'u1';
  }
  expect(Object.getPrototypeOf(read(new Item()))).toBe(Object.prototype);
});
