import { DateTime } from 'luxon';
import { runInNewContext } from 'node:vm';
import { INVALID_DATE, readMoment, readTimestamp } from '../../../engine/base/moments';

describe('a moment', () => {
  it.each<[string, unknown, string]>([
    ['Date', new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6)), '2026-01-02T03:04:05.006Z'],
    ['Date of another realm', runInNewContext('new Date(0)'), '1970-01-01T00:00:00.000Z'],
    ["luxon's DateTime in its own zone", DateTime.fromISO('2026-07-01T12:00:00', { zone: 'Europe/Paris' }), '2026-07-01T12:00:00.000+02:00'],
    ['what has the method of a Date, such as of moment', { toISOString: () => '2026-01-01T00:00:00.000Z' }, '2026-01-01T00:00:00.000Z'],
    ['class of Date', new (class Day extends Date {})(0), '1970-01-01T00:00:00.000Z'],
  ])('is read from a %s', (_, value, text) => {
    expect(readMoment(value)).toBe(text);
  });

  it.each<[string, unknown]>([
    ['Date', new Date('tomorrow')],
    ['Date of another realm', runInNewContext('new Date(NaN)')],
    ["luxon's DateTime", DateTime.invalid('made up')],
    ['what gives no text', { toISOString: () => null }],
  ])('is invalid: %s', (_, value) => {
    expect(readMoment(value)).toBe(INVALID_DATE);
  });

  it.each<[string, unknown]>([
    ['a text', '2026-01-01'],
    ['a number', 0],
    ['null', null],
    ['nothing', undefined],
    ['an object', { year: 2026 }],
    ['a list', [new Date(0)]],
  ])('is no %s', (_, value) => {
    expect(readMoment(value)).toBeUndefined();
  });
});

describe('a number of milliseconds', () => {
  it.each<[number, string | undefined]>([
    [Date.UTC(2026, 0, 1), '2026-01-01T00:00:00.000Z'],
    [100_000_000_000, '1973-03-03T09:46:40.000Z'],
    [99_999_999_999, undefined],
    [8_640_000_000_000_000, '+275760-09-13T00:00:00.000Z'],
    [8_640_000_000_000_001, undefined],
    [NaN, undefined],
    [Infinity, undefined],
    [-1, undefined],
  ])('%d is read where it can be one', (value, text) => {
    expect(readTimestamp(value)).toBe(text);
  });
});
