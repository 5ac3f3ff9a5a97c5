import type { SeriesRange } from './points';
import { bad } from './refusals';

/** Parameters from a query: always text, or a list if a name occurs twice. */
export type Query = Readonly<Record<string, unknown>>;

const LONGEST_SERIES = 100;
/** Some examples on the vendor's own pages have time zones with one-digit hours. A date alone is ISO 8601 too, and taken by live accounts. */
const DATE_TIME = /^(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?)(?:Z|([+-])(\d{1,2}):?(\d\d))?$/;

/** A text parameter; an empty one counts as missing. A list, which results from a repeated name, is rejected. */
export function text(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw bad(`${name} must be a string`);
  return value;
}

/** "page": from 0, which is also the default. */
export function page(query: Query): number {
  return wholeNumber(query, 'page') ?? 0;
}

export function flag(query: Query, name: string): boolean {
  const value = text(query, name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw bad(`${name} must be true or false`);
  return value === 'true';
}

/** One of several words; the first one is the default. */
export function choice<Word extends string>(query: Query, name: string, words: readonly [Word, ...Word[]]): Word {
  const value = text(query, name);
  const found = value === undefined ? words[0] : words.find((word) => word === value);
  if (found === undefined) throw bad(`${name} must be one of ${words.join(', ')}`);
  return found;
}

/** "length", "unit" and "ending_at". Series without a unit are always daily. */
export function seriesRange(query: Query, now: number, units: 'daily' | 'dailyOrHourly', longest = LONGEST_SERIES): SeriesRange {
  const length = wholeNumber(query, 'length');
  if (length === undefined) throw bad('length is required');
  if (length < 1 || length > longest) throw bad(`length must be between 1 and ${longest} inclusive`);
  return {
    length,
    unit: units === 'daily' ? 'day' : choice(query, 'unit', ['day', 'hour']),
    endingAt: time(query, 'ending_at') ?? now,
  };
}

/** A time in milliseconds; UTC if it has no time zone, and midnight if it is a date. */
export function time(source: Query, name: string): number | undefined {
  const value = source[name];
  if (value === undefined || value === '') return undefined;
  const ms = typeof value === 'string' ? milliseconds(value) : NaN;
  if (Number.isNaN(ms)) throw bad(`${name} must be a datetime as ISO 8601 string`);
  return ms;
}

function milliseconds(value: string): number {
  const [, local, sign, hours, minutes] = DATE_TIME.exec(value) ?? [];
  if (local?.length === 'yyyy-MM-dd'.length) return sign === undefined ? Date.parse(local) : NaN;
  const zone = sign === undefined ? 'Z' : `${sign}${hours?.padStart(2, '0')}:${minutes}`;
  return Date.parse(`${local}${zone}`);
}

function wholeNumber(query: Query, name: string): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw bad(`${name} must be an integer${name === 'page' ? ' from 0' : ''}`);
  return Number(value);
}
