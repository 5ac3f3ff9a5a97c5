import { readDate } from './dates';
import { refuse } from './refusals';

/** The parameters of a request's URL. */
export type Query = Readonly<Record<string, unknown>>;

/** A parameter's text; one without a value counts as missing. */
export function textIn(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw refuse.badParameter(name, value);
  return value;
}

/** A comma-separated list; undefined if there is none. `words` are the allowed values. */
export function listIn(query: Query, name: string, words?: readonly string[]): ReadonlySet<string> | undefined {
  const value = textIn(query, name);
  if (value === undefined) return undefined;
  const given = value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (words && given.some((one) => !words.includes(one))) throw refuse.badParameter(name, value);
  return new Set(given);
}

export function wholeIn(query: Query, name: string, from: number, to = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = textIn(query, name);
  if (value === undefined) return undefined;
  const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= from && number <= to)) throw refuse.badParameter(name, value);
  return number;
}

export function dateIn(query: Query, name: string): number | undefined {
  const value = textIn(query, name);
  const time = readDate(value);
  if (value !== undefined && time === undefined) throw refuse.badParameter(name, value);
  return time;
}
