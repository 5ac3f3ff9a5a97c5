import { DateTime } from 'luxon';
import { isFailed, operation, type Fields } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { failureIn, run, scripted, testHost } from '../../support/host';

/** Values that no field can hold, wherever they stand: they are refused in words, and nothing is sent. */

const columns = { name: { type: 'text', label: 'Name', description: 'A name' }, on: { type: 'boolean', label: 'On', description: 'A switch' } } as const;
const fields = {
  name: { type: 'text', label: 'Name', description: 'A name' },
  price: { type: 'number', label: 'Price', description: 'A price' },
  on: { type: 'boolean', label: 'On', description: 'A switch' },
  at: { type: 'dateTime', label: 'At', description: 'A time' },
  tags: { type: 'list', label: 'Tags', description: 'Tags' },
  kind: { type: 'choice', label: 'Kind', description: 'A kind', options: [{ value: 'a', label: 'A' }] },
  data: { type: 'json', label: 'Data', description: 'Data' },
  flat: { type: 'json', label: 'Flat', description: 'An object', limits: { shape: 'object' } },
  rows: { type: 'rows', label: 'Rows', description: 'Rows', columns },
  group: { type: 'group', label: 'Group', description: 'A group', columns },
} as const satisfies Fields;

const vendor = acme({
  post: operation({
    ...base,
    fields,
    retry: 'nonIdempotent',
    returns: 'object',
    request: ([input]) => ({ method: 'POST', path: '/things', body: { json: input } }),
    parse: () => ({ one: {} }),
  }),
});

const send = async (input: { readonly [name: string]: unknown }) => {
  const wire = scripted({ body: {} });
  const [outcome] = await run(call(vendor, 'thing.post', [input as never]), testHost({ vendor: wire }).ports);
  return { sent: wire.requests.map(({ json }) => json), outcome };
};

const refusalOf = async (input: { readonly [name: string]: unknown }) => {
  const { sent, outcome } = await send(input);
  expect(sent).toEqual([]);
  const { code, message, todo, field, reached } = failureIn(outcome);
  expect({ code, reached }).toEqual({ code: 'validation', reached: 'no' });
  expect(todo).toMatch(/^\w.*\.$/);
  return { message, field };
};

const circle = (): unknown => {
  const value: Record<string, unknown> = { name: 'round' };
  value.self = value;
  return value;
};

describe.each(Object.keys(fields))('in %s', (name) => {
  it.each<[string, () => unknown, RegExp]>([
    ['a promise', () => Promise.resolve('late'), /is a JavaScript Promise/],
    ['a map', () => new Map([['name', 'x']]), /is a JavaScript Map/],
    ['an error', () => new Error('went wrong'), /is a JavaScript Error/],
    ['bytes', () => new Uint8Array(2), /contains binary data/],
  ])('%s is named as what it is', async (_, value, says) => {
    expect(await refusalOf({ [name]: value() })).toEqual({ field: name, message: expect.stringMatching(says) });
  });

  it.each<[string, () => unknown]>([
    ['a circle', circle],
    ['a bigint inside an object', () => ({ a: 10n ** 25n, b: 1n })],
    ['a function', () => () => 'called'],
    ['a sign', () => Symbol('sign')],
  ])('%s is refused, and can be shown', async (_, value) => {
    expect((await refusalOf({ [name]: value() })).message).not.toMatch(/undefined|circular|BigInt|=>|native code/);
  });
});

it.each<[string, unknown, string]>([
  ['a promise in a row', [{ name: 'a', on: Promise.resolve(true) }], 'rows[0].on'],
  ['a date for a row', [{ name: 'a' }, new Date(0)], 'rows[1]'],
  ['a map for a row', [new Map([['name', 'a']])], 'rows[0]'],
])('%s is no row', async (_, rows, field) => {
  expect(await refusalOf({ rows })).toMatchObject({ field });
});

it('a date is no group without members', async () => {
  expect(await refusalOf({ group: new Date(0) })).toMatchObject({ field: 'group', message: expect.stringMatching(/must be an object/) });
});

it.each<[string, () => unknown]>([
  ['a date', () => new Date(0)],
  ['a moment of luxon', () => DateTime.fromMillis(0)],
  ['a pattern', () => /x/],
  ['a map', () => new Map()],
])('%s is no JSON object without members', async (_, value) => {
  expect(await refusalOf({ flat: value() })).toMatchObject({ field: 'flat' });
});

it('an object without a prototype, or with a form of its own for JSON, is data', async () => {
  const bare = Object.assign(Object.create(null) as object, { a: 1 });
  expect((await send({ flat: bare })).sent).toEqual([{ flat: { a: 1 } }]);
  expect((await send({ flat: { toJSON: () => ({ a: 2 }) } })).sent).toEqual([{ flat: { a: 2 } }]);
});

it('says what one entry of a list must be, and not what the list is', async () => {
  expect((await refusalOf({ rows: [{ name: 'a' }, 'b'] })).message).toBe("'Rows' (rows[1]) must be an object but is text: b.");
  expect((await refusalOf({ tags: ['a', { b: 1 }] })).message).toBe(`'Tags' (tags[1]) must be text but is an object: {"b":1}.`);
});

it('a form for JSON that fails is a fault of the value', async () => {
  const broken = {
    toJSON: () => {
      throw new Error('no form');
    },
  };
  expect(await refusalOf({ data: { inner: broken } })).toEqual({ field: 'data.inner', message: expect.stringMatching(/cannot be written as JSON/) });
});

describe('a number', () => {
  it.each([['12345678901234567890'], [12_345_678_901_234_567_891n], [' -9007199254740993 ']])('%p loses no digits', async (price) => {
    expect(await refusalOf({ price })).toEqual({ field: 'price', message: expect.stringMatching(/is a whole number greater than 2\^53/) });
  });

  it.each<[string | bigint, number]>([
    ['12.50', 12.5],
    [' 7 ', 7],
    ['1e3', 1000],
    [12n, 12],
    ['9007199254740992', 9_007_199_254_740_992],
  ])('%p goes out as %p', async (price, wanted) => {
    const { sent, outcome } = await send({ price });
    expect(isFailed(outcome!)).toBe(false);
    expect(sent).toEqual([{ price: wanted }]);
  });
});
