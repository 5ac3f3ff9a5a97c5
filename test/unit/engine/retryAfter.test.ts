import { numberIn, resetIn, retryAfter, untilMoment } from '../../../engine/base/retryAfter';

const NOW = Date.UTC(2026, 0, 15, 12);
const YEAR = 366 * 24 * 3_600_000;
const asked = (text: string) => retryAfter({ 'retry-after': text }, NOW);

describe('Retry-After (RFC 9110, 10.2.3)', () => {
  it.each([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['0.5', 500],
    ['0', 0],
  ])('%j is a number of seconds', (text, ms) => {
    expect(asked(text)).toBe(ms);
  });

  it.each([
    ['Thu, 15 Jan 2026 12:00:30 GMT', 30_000],
    ['2026-01-15T12:01:00Z', 60_000],
    ['Thursday, 15-Jan-26 12:00:30 GMT', 30_000],
    ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
  ])('%j is a date, and one that is over asks for no wait', (text, ms) => {
    expect(asked(text)).toBe(ms);
  });

  it.each([
    ['3, 9, 5', 9_000],
    ['3, soon', 3_000],
    ['-1, 4', 4_000],
  ])('%j has several, of which the longest counts', (text, ms) => {
    expect(asked(text)).toBe(ms);
  });

  it.each([[''], ['soon'], ['-5'], ['-1, -2'], ['soon, later'], ['tomorrow 5'], ['in 5 minutes'], ['May 5'], ['2026-01-15']])('%j says nothing', (text) => {
    expect(asked(text)).toBeUndefined();
  });

  it('that is not there says nothing', () => {
    expect(retryAfter({}, NOW)).toBeUndefined();
  });

  it.each([['99999999999'], ['Thu, 15 Jan 2099 12:00:00 GMT']])('%j is waited for a year at most', (text) => {
    expect(asked(text)).toBe(YEAR);
  });
});

describe('a header of a rate limit', () => {
  it.each([
    ['5', 5],
    [' 0 ', 0],
    ['-1', -1],
    ['', undefined],
    ['  ', undefined],
    ['many', undefined],
    ['Infinity', undefined],
  ])('%j holds the number %j', (text, number) => {
    expect(numberIn({ left: text }, 'left')).toBe(number);
  });

  it('that is not there holds none', () => {
    expect(numberIn({}, 'left')).toBeUndefined();
  });

  it.each([
    ['1768478400', 1_768_478_400_000],
    ['0', undefined],
    ['-5', undefined],
    ['', undefined],
  ])('%j is the moment %j', (text, moment) => {
    expect(resetIn({ reset: text }, 'reset')).toBe(moment);
  });

  it('is so far away, and not backwards', () => {
    expect([untilMoment(NOW + 5, NOW), untilMoment(NOW - 5, NOW), untilMoment(NOW + 2 * YEAR, NOW), untilMoment(Number.NaN, NOW)]).toEqual([
      5,
      0,
      YEAR,
      undefined,
    ]);
  });
});
