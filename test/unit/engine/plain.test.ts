import { runInNewContext } from 'node:vm';
import { BOUNDS } from '../../../engine/base/bounds';
import { plain, plainly, type Tell } from '../../../engine/validate/plain';

interface Said {
  readonly problems: [path: string, what: string][];
  readonly doubts: [path: string, what: string][];
}

const reading = (value: unknown, asText = false): Said & { readonly value: unknown } => {
  const said: Said = { problems: [], doubts: [] };
  const tell: Tell = {
    problem: (path, what) => void said.problems.push([path.join('.'), what]),
    doubt: (path, what) => void said.doubts.push([path.join('.'), what]),
  };
  return { value: plain(value, tell, ['field'], asText), ...said };
};

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
};
const LOST = Number('458304698827669536');

describe('plain data', () => {
  it('is given back itself', () => {
    const value = { a: [1, 'x', null, true, { b: {} }], c: undefined };
    expect(reading(value)).toEqual({ value, problems: [], doubts: [] });
    expect(plainly(value)).toBe(value);
  });

  it('has dates as texts, and what has a form for JSON in that form, wherever they stand', () => {
    const value = { a: [new Date(0)], b: { c: runInNewContext('new Date(0)') as unknown }, d: { toJSON: () => ({ e: new Date(0) }) }, f: 1n };
    const text = '1970-01-01T00:00:00.000Z';
    expect(reading(value)).toEqual({ value: { a: [text], b: { c: text }, d: { e: text }, f: 1 }, problems: [], doubts: [] });
  });

  it('has the names that were given, those of JavaScript too', () => {
    const value = plainly(JSON.parse('{"__proto__":{"when":1},"constructor":"c","at":"x"}')) as object;
    expect(JSON.stringify(value)).toBe('{"__proto__":{"when":1},"constructor":"c","at":"x"}');
    const dated = JSON.parse('{"__proto__":{}}') as { readonly [name: string]: object };
    Object.assign(Object.getOwnPropertyDescriptor(dated, '__proto__')!.value as object, { when: new Date(0) });
    expect(JSON.stringify(plainly(dated))).toBe('{"__proto__":{"when":"1970-01-01T00:00:00.000Z"}}');
  });

  it('has names without what cannot be seen around them', () => {
    const { value, doubts, problems } = reading({ '\ufeffa ': 1, b: { '\tc': 2 }, 'd\u200be': 3 });
    expect(value).toEqual({ a: 1, b: { c: 2 }, 'd\u200be': 3 });
    expect(doubts).toEqual([
      ['field', "has a property '<U+FEFF>a '; invisible characters around its name were removed"],
      ['field.b', "has a property '<U+0009>c'; invisible characters around its name were removed"],
      ['field', 'has a property whose name contains an invisible character: d<U+200B>e'],
    ]);
    expect(problems).toEqual([]);
  });

  it('has no two members of one name', () => {
    expect(reading({ a: 1, 'a ': 2 }).problems).toEqual([['field', expect.stringMatching(/^has two properties 'a', one of them with spaces/)]]);
  });
});

describe('what JSON would change without a word', () => {
  it.each<[string, unknown, string]>([
    ['NaN', NaN, 'is not a number that can be sent: NaN'],
    ['Infinity', -Infinity, 'is not a number that can be sent: -Infinity'],
    ['a function', () => 1, 'is a JavaScript function'],
    ['a symbol', Symbol('x'), 'is a JavaScript symbol'],
    ['a large bigint', 2n ** 60n, 'is a whole number greater than 2^53, whose last digits cannot be stored in a number: 1152921504606846976'],
    ['an invalid date', new Date('x'), 'is an invalid date'],
    ['a Map', new Map(), 'is a JavaScript Map'],
    ['a Set of another realm', runInNewContext('new Set()'), 'is a JavaScript Set'],
    ['bytes', new Uint8Array(1), 'contains binary data'],
    ['an incomplete character', 'a\ud83d', 'contains an incomplete character, which cannot be sent'],
  ])('is told with its place: %s', (_, value, what) => {
    expect(reading({ a: [0, value] }).problems).toEqual([['field.a.1', what]]);
  });

  it('is told of an object that holds itself, and not of one that is there twice', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(reading(circle).problems).toEqual([['field.self', 'contains itself']]);
    const one = { x: 1 };
    expect(reading([one, one]).problems).toEqual([]);
  });

  it('is told of a name with half a character', () => {
    expect(reading({ 'a\udc00': 1 }).problems).toEqual([['field', 'has a name with an incomplete character']]);
  });
});

describe('depth', () => {
  const { most } = BOUNDS.depth;

  it('is taken up to the bound, and told once beyond it', () => {
    expect(reading(nested(most)).problems).toEqual([]);
    expect(reading(nested(most + 1)).problems).toEqual([['field', `is nested more than ${most} levels deep`]]);
    expect(reading(nested(100_000)).problems).toHaveLength(1);
  });
});

describe('a whole number beyond 2^53', () => {
  it('is doubted as a number, and refused where it becomes text', () => {
    expect(reading({ id: LOST })).toMatchObject({ problems: [], doubts: [['field.id', expect.stringMatching(/^is a whole number greater than 2\^53/)]] });
    expect(reading({ id: LOST }, true)).toMatchObject({
      problems: [['field.id', expect.stringMatching(/^was passed as a number: 458304698827669500\./)]],
      doubts: [],
    });
  });

  it.each([Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 0.1, 1e300 / 1e299])('is not %d', (value) => {
    expect(reading(value, true)).toEqual({ value, problems: [], doubts: [] });
  });
});
