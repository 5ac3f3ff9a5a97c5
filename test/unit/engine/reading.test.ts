import { DateTime } from 'luxon';
import { runInNewContext } from 'node:vm';
import { operation, validate, type Fields } from '../../../engine';
import { readCredential } from '../../../engine/validate/validate';
import { base, context } from '../../support/acme';

const text = { type: 'text', label: 'Name', description: 'x' } as const;

/** What becomes of one value in one field. */
const reading = (field: Fields[string], value: unknown) => {
  const one = operation({ ...base, fields: { f: field }, retry: 'nonIdempotent', returns: 'object' });
  const read = validate(one, { f: value }, context);
  return 'problems' in read ? { wrong: read.problems.map(({ message }) => message) } : { value: read.input.f, ...(read.doubts && { doubts: read.doubts }) };
};
const LOST = Number('458304698827669536');
const DATE = '1970-01-01T00:00:00.000Z';

describe('a text that names something', () => {
  it.each<[unknown, object]>([
    ['a b', { value: 'a b' }],
    [' a\r\n', { value: 'a', doubts: ["'Name' had spaces or invisible characters around it, which were removed."] }],
    ['a\u200bb', { value: 'a\u200bb', doubts: ["'Name' contains an invisible character: a<U+200B>b."] }],
    [17, { value: '17' }],
    [17n, { value: '17' }],
    [LOST, { wrong: [expect.stringMatching(/^'Name' \(f\) was passed as a number: 458304698827669500\. It is a whole number greater than 2\^53/)] }],
    [NaN, { wrong: ["'Name' (f) is not a number: NaN."] }],
    [new Date(0), { value: DATE }],
    [runInNewContext('new Date(0)'), { value: DATE }],
    [new Date('x'), { wrong: ["'Name' (f) is an invalid date."] }],
    ['a\ud83d', { wrong: [expect.stringMatching(/^'Name' \(f\) contains an incomplete character/)] }],
    [{ a: 1 }, { wrong: ['\'Name\' (f) must be text but is an object: {"a":1}.'] }],
    [['a'], { wrong: ['\'Name\' (f) must be text but is a list: ["a"].'] }],
    [true, { wrong: ["'Name' (f) must be text but is a boolean: true."] }],
  ])('%p', (value, wanted) => {
    expect(reading(text, value)).toEqual(wanted);
  });
});

describe('a text that people read', () => {
  it.each<[unknown, object]>([
    [' Hi \n', { value: ' Hi \n' }],
    ['\ufeffHi', { value: 'Hi' }],
    ['a\u200bb', { value: 'a\u200bb' }],
  ])('%j', (value, wanted) => {
    expect(reading({ ...text, prose: true }, value)).toEqual(wanted);
  });
});

describe('a secret', () => {
  const of = (field: object, value: unknown) => readCredential({ key: { ...text, secret: true, ...field } } as Fields, { key: value });

  it('that is a key has nothing unseen in it, and is not shown', () => {
    expect(of({}, '\ufeff key\r\n')).toEqual({ input: { key: 'key' } });
    expect(of({}, 'ke\u200by')).toEqual({ problems: [expect.objectContaining({ message: "'Name' (key) contains an invisible character (U+200B)." })] });
  });

  it('that is a password keeps its blanks', () => {
    expect(of({ prose: true }, '\ufeff pass\u00a0word \r\n')).toEqual({ input: { key: ' pass\u00a0word ' } });
  });
});

describe('a number', () => {
  const number = { type: 'number', label: 'Price', description: 'x' } as const;
  it.each<[unknown, object]>([
    ['3.5', { value: 3.5 }],
    [3n, { value: 3 }],
    [NaN, { wrong: ["'Price' (f) must be a number but is NaN."] }],
    [Infinity, { wrong: ["'Price' (f) must be a number but is Infinity."] }],
    ['NaN', { wrong: ["'Price' (f) must be a number but is text: NaN."] }],
    [new Date(0), { wrong: [expect.stringMatching(/^'Price' \(f\) must be a number but is a date: /)] }],
    [[1], { wrong: ["'Price' (f) must be a number but is a list: [1]."] }],
    [{}, { wrong: ["'Price' (f) must be a number but is an object: {}."] }],
  ])('%p', (value, wanted) => {
    expect(reading(number, value)).toEqual(wanted);
  });

  it('that must be whole is told what it is', () => {
    expect(reading({ ...number, limits: { whole: true } }, 1.5)).toEqual({ wrong: ["'Price' (f) must be a whole number but is 1.5."] });
  });
});

describe('a time', () => {
  const time = { type: 'dateTime', label: 'Time', description: 'x' } as const;
  it.each<[unknown, object]>([
    [new Date(0), { value: DATE }],
    [runInNewContext('new Date(0)'), { value: DATE }],
    [DateTime.fromMillis(0, { zone: 'UTC' }), { value: DATE }],
    [Date.UTC(2026, 0, 1), { value: '2026-01-01T00:00:00.000Z' }],
    [new Date('x'), { wrong: ["'Time' (f) is an invalid date."] }],
    [DateTime.invalid('x'), { wrong: ["'Time' (f) is an invalid date."] }],
    [17, { wrong: ["'Time' (f) must be a date and time but is a number: 17."] }],
    [NaN, { wrong: ["'Time' (f) must be a date and time but is NaN."] }],
    ['tomorrow', { wrong: ["'Time' (f) is not a valid date and time: 'tomorrow'."] }],
  ])('%p', (value, wanted) => {
    expect(reading(time, value)).toEqual(wanted);
  });
});

describe('JSON', () => {
  const json = { type: 'json', label: 'Data', description: 'x', limits: { shape: 'object' } } as const;

  it('is read from text, with its dates, names and numbers', () => {
    expect(reading(json, '{"a":1}')).toEqual({ value: { a: 1 } });
    expect(reading(json, { ' a': new Date(0) })).toEqual({ value: { a: DATE }, doubts: [expect.stringContaining("has a property ' a'")] });
    expect(reading(json, { a: { b: [0, NaN] } })).toEqual({ wrong: ["'a.b.entry 2' in 'Data' (f.a.b[1]) is not a number that can be sent: NaN."] });
    expect(reading(json, '{"a":')).toEqual({ wrong: ['\'Data\' (f) must be a JSON object but is text: {"a":.'] });
  });

  it('has its digits refused where it becomes text, and doubted elsewhere', () => {
    expect(reading(json, `{"id":${LOST}}`)).toEqual({ value: { id: LOST }, doubts: [expect.stringMatching(/^'id' in 'Data' is a whole number greater than/)] });
    expect(reading({ ...json, asText: true }, `{"id":${LOST}}`)).toEqual({
      wrong: [expect.stringMatching(/^'id' in 'Data' \(f\.id\) was passed as a number: /)],
    });
  });

  it('has its names read as names, also in objects that name somebody', () => {
    const list = { ...json, limits: { shape: 'array' }, names: ['id', 'alias', 'label'] } as const;
    expect(reading(list, [{ id: ' a\r', alias: { label: '\ufeffcrm', other: ' x ' }, city: ' Rome ' }])).toMatchObject({
      value: [{ id: 'a', alias: { label: 'crm', other: ' x ' }, city: ' Rome ' }],
    });
    expect(reading(list, [{ id: LOST }])).toEqual({ wrong: [expect.stringMatching(/^'id' in 'Data' \(f\[0\]\.id\) was passed as a number: /)] });
  });
});

describe('a list', () => {
  const list = { type: 'list', label: 'IDs', description: 'x' } as const;
  it.each<[unknown, object]>([
    ['["a","b"]', { value: ['a', 'b'] }],
    ['a, b', { value: ['a', 'b'] }],
    [[1, ' b'], { value: ['1', 'b'], doubts: [expect.stringMatching(/^'IDs' had spaces/)] }],
    [['a', null], { wrong: [expect.stringMatching(/\(f\[1\]\) is empty\.$/)] }],
    [['a', LOST], { wrong: [expect.stringMatching(/^'IDs' \(f\[1\]\) was passed as a number: /)] }],
    ['["a","b"', { wrong: ['\'IDs\' (f) contains a text that looks like JSON but is not a list: ["a","b".'] }],
    [{ a: 1 }, { wrong: ['\'IDs\' (f) must be a list but is an object: {"a":1}.'] }],
  ])('%p', (value, wanted) => {
    expect(reading(list, value)).toEqual(wanted);
  });
});
