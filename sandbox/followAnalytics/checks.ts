import { isRecord } from '../server/body';
import { refuse } from './refusals';
import type { JsonObject } from './state';

/** Returns what is wrong with a value, as the end of a sentence that begins with its name. */
export type Check = (value: unknown) => string | undefined;

/** The members of an object. Unlisted members are accepted: the document shows only "many of the optional ones". */
export interface Shape {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const faultUnless = (good: boolean, what: string): string | undefined => (good ? undefined : what);

/** `null` is the same as omitting a member. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
export const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);
export const isFilled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

export const text: Check = (value) => faultUnless(typeof value === 'string', 'must be a string');
export const filled: Check = (value) => faultUnless(isFilled(value), 'must be a string that is not empty');
export const flag: Check = (value) => faultUnless(typeof value === 'boolean', 'must be a boolean');
export const object: Check = (value) => faultUnless(isRecord(value), 'must be an object');
export const filledTexts: Check = (value) =>
  faultUnless(Array.isArray(value) && value.length > 0 && value.every(isFilled), 'must be a list of strings, not empty');

export const whole =
  (from: number, to = Infinity): Check =>
  (value) =>
    faultUnless(isWhole(value) && value >= from && value <= to, `must be an integer from ${from}${to === Infinity ? '' : ` to ${to}`}`);

export const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    faultUnless(words.includes(value as string), `must be one of ${words.join(', ')}`);

/** Rejects an object with invalid members. `path` is the prefix of its members' names. */
export function demand(value: JsonObject, { required = {}, optional = {} }: Shape, path = ''): void {
  for (const [name, check] of Object.entries(required)) {
    if (!isGiven(value[name])) throw refuse.invalid(`${path}${name} is required`);
    demandValue(value[name], check, path + name);
  }
  for (const [name, check] of Object.entries(optional)) if (isGiven(value[name])) demandValue(value[name], check, path + name);
}

function demandValue(value: unknown, check: Check, path: string): void {
  const fault = check(value);
  if (fault) throw refuse.invalid(`${path} ${fault}`);
}
