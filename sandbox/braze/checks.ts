import { isRecord } from '../server/body';
import { refuse } from './refusals';
import { readTime } from './times';

/** Returns what is wrong with a value, as the end of a sentence that begins with its name. */
export type Check = (value: unknown) => string | undefined;

/** The members of an object. Unlisted members are accepted: today's pages have many more. */
export interface Shape {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const faultUnless = (good: boolean, what: string): string | undefined => (good ? undefined : what);

/** `null` is the same as omitting a member. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isFilled = (value: unknown): value is string => isText(value) && value.trim() !== '';
const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

export const text: Check = (value) => faultUnless(isText(value), 'must be a string');
export const filled: Check = (value) => faultUnless(isFilled(value), 'must be a string that is not empty');
export const flag: Check = (value) => faultUnless(typeof value === 'boolean', 'must be a boolean');
export const whole: Check = (value) => faultUnless(isWhole(value), 'must be an integer');
export const number: Check = (value) => faultUnless(typeof value === 'number' && Number.isFinite(value), 'must be a number');
export const natural: Check = (value) => faultUnless(isWhole(value) && value >= 0, 'must be an integer from 0');
export const object: Check = (value) => faultUnless(isRecord(value), 'must be an object');
export const texts: Check = (value) => faultUnless(Array.isArray(value) && value.every(isText), 'must be an array of strings');
export const dateTime: Check = (value) => faultUnless(readTime(value) !== undefined, 'must be a datetime as ISO 8601 string');

export const url: Check = (value) =>
  faultUnless(isText(value) && /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : ''), 'must be an http or https URL');
/** "valid http or protocol uri"; a web URL or a deep link. */
export const uri: Check = (value) => faultUnless(isText(value) && /^[a-z][a-z0-9+.-]*:./i.test(value), 'must be a valid http or protocol uri');

/** "valid Key Value Hash". */
export const hash: Check = (value) =>
  faultUnless(isRecord(value) && Object.values(value).every((one) => typeof one !== 'object' || one === null), 'must be an object of plain values');

export const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    faultUnless(words.includes(value as string), `must be one of ${words.join(', ')}`);

const EMAIL = /^[^\s@<>"]+@[^\s@<>".]+(?:\.[^\s@<>".]+)+$/;
export const isEmail = (value: unknown): value is string => isText(value) && EMAIL.test(value);
export const email: Check = (value) => faultUnless(isEmail(value), 'must be a valid email address');

/** The first problem of an object's members, or undefined. */
export function faultIn(value: Readonly<Record<string, unknown>>, { required = {}, optional = {} }: Shape): string | undefined {
  for (const [name, check] of Object.entries(required)) {
    if (!isGiven(value[name])) return `'${name}' is required`;
    const fault = check(value[name]);
    if (fault) return `'${name}' ${fault}`;
  }
  for (const [name, check] of Object.entries(optional)) {
    const fault = isGiven(value[name]) ? check(value[name]) : undefined;
    if (fault) return `'${name}' ${fault}`;
  }
  return undefined;
}

/** Rejects a request with invalid members. */
export function demand(value: Readonly<Record<string, unknown>>, shape: Shape, where = ''): void {
  const fault = faultIn(value, shape);
  if (fault) throw refuse.badRequest(where ? `${where}: ${fault}` : fault);
}

/** A whole number in a query, which is always text; undefined if it is not there. */
export function naturalIn(query: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) throw refuse.badRequest(`'${name}' must be an integer from 0`);
  return Number(value);
}
