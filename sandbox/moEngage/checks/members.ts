import { isRecord } from '../../server/body';
import { refuse } from '../refusals';

export type Members = Readonly<Record<string, unknown>>;

/** `null` is the same as omitting a member. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
/** Flags in the samples are the words "true" and "false". */
export const isFlag = (value: unknown): boolean => typeof value === 'boolean' || value === 'true' || value === 'false';
export const isTrue = (value: unknown): boolean => value === true || value === 'true';
export const isUrl = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

export function textIn(members: Members, name: string, prefix: string): string {
  const value = members[name];
  if (!isText(value)) throw refuse.parse(`${prefix}${name} must be a string that is not empty`);
  return value;
}

export function objectIn(members: Members, name: string, prefix = ''): Members {
  const value = members[name];
  if (!isRecord(value)) throw refuse.parse(`${prefix}${name} must be an object`);
  return value;
}

/** An absent list is empty. */
export function listIn(members: Members, name: string, prefix = ''): readonly unknown[] {
  const value = members[name] ?? [];
  if (!Array.isArray(value)) throw refuse.value(`${prefix}${name} must be a list`);
  return value;
}

export function choiceIn<W extends string>(members: Members, name: string, words: readonly W[], prefix = ''): W {
  const word = words.find((each) => each === members[name]);
  if (word === undefined) throw refuse.value(`${prefix}${name} must be one of ${words.join(', ')}`);
  return word;
}

/** Optional members with their checks. */
export type Demands = Readonly<Record<string, readonly [test: (value: unknown) => boolean, what: string]>>;

export function demand(members: Members, demands: Demands, prefix: string): void {
  for (const [name, [test, what]] of Object.entries(demands)) {
    if (isGiven(members[name]) && !test(members[name])) throw refuse.value(`${prefix}${name} must be ${what}`);
  }
}

/** Rejects members that are not documented. */
export function noOthers(members: Members, names: readonly string[], prefix = ''): void {
  const other = Object.keys(members).find((name) => !names.includes(name));
  if (other !== undefined) throw refuse.parse(`${prefix}${other} is not known`);
}

export const oneOf =
  (...words: readonly unknown[]) =>
  (value: unknown): boolean =>
    words.includes(value);

export const wholeFrom =
  (least: number, most: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
