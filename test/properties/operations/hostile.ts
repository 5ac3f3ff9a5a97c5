import { DateTime } from 'luxon';
import type { Draw, Drawn } from './draw';

/** Values as expressions, tables, copied texts and attackers hand them over, where something quite different is expected. */

const deep = (levels: number): unknown => {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { in: value };
  return value;
};

const circle = (): unknown => {
  const circular: Record<string, unknown> = { name: 'circle' };
  circular.self = circular;
  return circular;
};

const named = (...entries: [string, unknown][]): unknown => Object.fromEntries(entries);

const unauthenticated = (): unknown => Object.assign(Object.create(null) as object, { a: 1 });

const numbers: readonly Drawn[] = [
  () => 0,
  () => -1,
  () => -0,
  () => 1.5,
  () => 101,
  () => 2 ** 53 + 2,
  () => -(2 ** 60),
  () => 1e21,
  () => 1e300,
  () => 5e-324,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => Number.NEGATIVE_INFINITY,
  () => 12n,
  () => 10n ** 25n + 1n,
];

const moments: readonly Drawn[] = [
  () => new Date(Date.UTC(2099, 4, 10, 12)),
  () => new Date(Number.NaN),
  () => DateTime.fromISO('2099-05-10T13:00:00', { zone: 'America/New_York' }),
  () => DateTime.invalid('made up'),
  () => 4_081_000_000_000,
  () => 9e15,
  () => '2099-02-30',
  () => '2099-05-10T25:00',
  () => 'tomorrow',
  () => '20990510T130000Z',
  () => '2099-W19-7',
  () => '2099-05-10 13:00',
];

const texts: readonly Drawn[] = [
  () => '',
  () => '   ',
  () => '\u00a0\ufeff\u200b',
  () => '\r\n',
  () => ' user1 ',
  () => '\ufeffuser1',
  () => 'user1\r',
  () => '\u200buser1\u00a0',
  () => 'us\u200ber\r\n1\u00a0x',
  () => '\ud83d',
  () => 'half \udc00 a pair',
  () => '.',
  () => '..',
  () => '../../x',
  () => 'a/b',
  () => 'a?b=c&d',
  () => 'a#b',
  () => 'a%2Fb%',
  () => 'a,b',
  () => 'a;b"c\'d',
  () => '=1+1',
  () => '{"a":1}',
  () => '[1,"2"]',
  () => '["a","b"',
  () => '[Promo]',
  () => '{',
  () => 'null',
  () => 'NULL',
  () => 'true',
  () => 'yes',
  () => '007',
  () => '0x10',
  () => '1e3',
  () => '12345678901234567890',
  () => '9'.repeat(400),
  () => 'x'.repeat(300),
  () => 'ü'.repeat(9_000),
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => '{{ user.name }} {% if x %}',
  () => '*@first_name@* @*',
  () => '<script>alert(1)</script>',
  () => '😀👩‍👩‍👧‍👦',
];

const things: readonly Drawn[] = [
  () => undefined,
  () => null,
  () => true,
  () => false,
  () => ({}),
  () => [],
  () => [[]],
  () => ['a', ['b'], null],
  () => ['a', ''],
  () => ['a', { a: 1 }, 'b'],
  () => ['a', Number.NaN],
  () => [undefined, 'a'],
  () => ({ a: 1, b: [true, null, { c: 'd' }] }),
  () => ({ a: Number.NaN }),
  () => ({ a: { b: [1, Number.POSITIVE_INFINITY] } }),
  () => ({ a: 2 ** 60, b: 12n }),
  () => ({ a: 10n ** 25n }),
  () => ({ at: new Date(Date.UTC(2099, 0, 1)), on: DateTime.fromISO('2099-01-01T00:00:00Z', { zone: 'utc' }) }),
  () => ({ at: new Date(Number.NaN) }),
  () => ({ a: undefined, b: 'c' }),
  () => ({ 'a\ud800': 1 }),
  () => ({ a: 'b\udfff' }),
  () => named(['__proto__', { polluted: true }], ['a', 1]),
  () => named(['constructor', 'x'], ['toString', 'y'], ['hasOwnProperty', 'z']),
  () => named(['__proto__', 'x']),
  () => ({ '': 'no name' }),
  () => ({ ' name ': 'x', '\ufeffname': 'y' }),
  () => ({ length: 3 }),
  () => ({ toJSON: () => ({ a: 'from toJSON' }) }),
  () => ({
    toJSON: () => {
      throw new Error('no form');
    },
  }),
  unauthenticated,
  circle,
  () => [circle()],
  () => deep(90),
  () => deep(2_000),
  () => () => 'called',
  () => Symbol('sign'),
  () => new Map([['a', 1]]),
  () => new Set(['a']),
  () => /x/,
  () => new Uint8Array([1, 2, 3]),
  () => Promise.resolve('late'),
  () => new Error('went wrong'),
  () => new Date(Date.UTC(2099, 0, 1)),
];

/** Any of them. */
export const hostile = (draw: Draw): unknown => draw.of(draw.of([texts, numbers, moments, things]))(draw);

/** Names under which no field stands, or should. */
export const strangeNames = ['no_such_field', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ' name', 'name\ufeff', ''] as const;
