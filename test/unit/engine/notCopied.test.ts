import { validate } from '../../../engine/validate/validate';
import type { Fields, JsonObject } from '../../../engine';
import { base, context } from '../../support/acme';

/** A million inputs are held by the host anyway: their copies would take more memory than all else that is known of them. */

const fields = {
  user: { type: 'text', label: 'User', description: 'A user', was: ['person'] },
  at: { type: 'dateTime', label: 'At', description: 'A time' },
  data: { type: 'json', label: 'Data', description: 'Data', limits: { shape: 'object' } },
} as const satisfies Fields;

const read = (given: object): JsonObject => {
  const validated = validate({ ...base, fields } as never, given as { readonly [name: string]: unknown }, context);
  if ('problems' in validated) throw new Error(validated.problems[0]?.message);
  return validated.input;
};

it('an input that says what it says is the input that is sent', () => {
  const given = { user: 'u1', at: '2026-01-15T12:00:00Z', data: { a: [1] } };
  expect(read(given)).toBe(given);
});

it.each([
  ['a value that is read differently', { user: ' u1 ' }, { user: 'u1' }],
  ['a value of another type', { user: 12 }, { user: '12' }],
  ['a value that is nothing', { user: 'u1', at: '' }, { user: 'u1' }],
  ['an undefined member', { user: 'u1', at: undefined }, { user: 'u1' }],
  ['a name of before', { person: 'u1' }, { user: 'u1' }],
  ['something changed further inside', { data: { ' a': 1 } }, { data: { a: 1 } }],
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

it('what is no plain object is not taken for one', () => {
  class Item {
    readonly user = 'u1';
  }
  expect(Object.getPrototypeOf(read(new Item()))).toBe(Object.prototype);
});
