import type { JsonObject } from '../base/json';
import { readTextList } from '../base/lists';
import type { AnyOperation, CheckContext, Problem } from '../catalogue/operation';
import { personOf } from './people';
import { readJson } from './reading';
import { validate } from './validate';
import { isLeftOut } from '../base/words';

type Raw = { readonly [wireName: string]: unknown };

/** One entry of an input's lists as an input of its own, not yet validated. */
export interface Part {
  readonly raw: Raw;
  /** Position among the entries of all lists, from 1. */
  readonly entry: number;
  /** The list that it is in, and its index there. */
  readonly list: string;
  readonly index: number;
}

/** The result of checking an input: what can be sent, and what is wrong with the rest. */
export interface Sorted {
  readonly good: readonly { readonly input: JsonObject; readonly doubts: readonly string[] }[];
  /** `entry` is absent if the whole input is invalid. */
  readonly bad: readonly { readonly problems: readonly Problem[]; readonly entry?: number; readonly raw: Raw }[];
}

/** The list that a list field's value represents, or the value itself if it is not a list. */
export const listIn = (o: AnyOperation, name: string, value: unknown): unknown => (o.fields[name]?.type === 'list' ? readTextList(value) : readJson(value));

/**
 * The entries of an input's lists that may be sent separately, each with the other fields; undefined if a list cannot be read or there are fewer than
 * two entries.
 */
export const partsOf = (o: AnyOperation, raw: Raw): readonly Part[] | undefined => {
  const names = (o.batch?.splitBy ?? []).filter((name) => !isLeftOut(raw[name]));
  const lists = names.map((name) => [name, listIn(o, name, raw[name])] as const);
  if (!lists.every(([, list]) => Array.isArray(list))) return undefined;
  const others = Object.fromEntries(Object.entries(raw).filter(([name]) => !names.includes(name)));
  const parts = lists.flatMap(([name, list]) =>
    (list as readonly unknown[]).map((entry, index) => ({ raw: { ...others, [name]: [entry] }, list: name, index })),
  );
  return parts.length > 1 ? parts.map((part, i) => ({ ...part, entry: i + 1 })) : undefined;
};

/** Problems of an entry checked by itself, with their paths in the whole input. */
export const inWhole = (problems: readonly Problem[], { list, index }: Part): readonly Problem[] => {
  const [alone, place] = [`${list}[0]`, `${list}[${index}]`];
  return problems.map(({ field, message, todo }) => ({ field: field.replace(alone, place), message: message.replace(alone, place), todo }));
};

/** The entry that a field's path leads to, from 1, and the person it names; undefined if the list has only one. */
export const entryAt = (o: AnyOperation, raw: Raw, field: string): { readonly entry?: number; readonly person?: string } => {
  const [, name, index] = /^([^.[]+)\[(\d+)\]/.exec(field) ?? [];
  if (name === undefined) return {};
  const list = listIn(o, name, raw[name]);
  if (!Array.isArray(list) || list.length < 2) return {};
  const others = Object.fromEntries(Object.entries(raw).filter(([each]) => !(o.batch?.splitBy ?? []).includes(each)));
  const person = personOf(o, { ...others, [name]: [list[Number(index)]] } as JsonObject);
  return { entry: Number(index) + 1, ...(person !== undefined && { person }) };
};

/** Whether all problems concern single entries of lists that may be sent separately. */
const isOfEntries = (o: AnyOperation, problems: readonly Problem[]): boolean =>
  problems.every(({ field }) => (o.batch?.splitBy ?? []).some((name) => field.startsWith(`${name}[`)));

/** The same input with only some entries. */
const withOnly = (o: AnyOperation, raw: Raw, parts: readonly Part[]): Raw => {
  const names = o.batch?.splitBy ?? [];
  const lists = Object.fromEntries(
    names.flatMap((name) => (raw[name] === undefined ? [] : [[name, parts.flatMap((part) => (part.raw[name] as readonly unknown[]) ?? [])]])),
  );
  return { ...raw, ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) };
};

/** Checks an input. If only single entries of its lists are invalid, they are separated from the others, which can be sent without them. */
export const sortOut = (o: AnyOperation, raw: Raw, context: CheckContext): Sorted => {
  const whole = validate(o, raw, context);
  if ('input' in whole) return { good: [{ input: whole.input, doubts: whole.doubts ?? [] }], bad: [] };
  const refused: Sorted = { good: [], bad: [{ problems: whole.problems, raw }] };
  const parts = isOfEntries(o, whole.problems) ? partsOf(o, raw) : undefined;
  if (!parts) return refused;
  const read = parts.map((part) => ({ part, validated: validate(o, part.raw, context) }));
  const sound = read.flatMap(({ part, validated }) => ('input' in validated ? [part] : []));
  if (sound.length === parts.length) return refused;
  const bad = read.flatMap(({ part, validated }) =>
    'problems' in validated ? [{ problems: inWhole(validated.problems, part), entry: part.entry, raw: part.raw }] : [],
  );
  if (sound.length === 0) return { good: [], bad };
  // Rules for the whole input also apply to the rest.
  const rest = validate(o, withOnly(o, raw, sound), context);
  return 'problems' in rest ? refused : { good: [{ input: rest.input, doubts: rest.doubts ?? [] }], bad };
};

/** Whether the entries of an input's lists may be sent separately, valid or not. */
export const mayPart = (o: AnyOperation, raw: Raw, context: CheckContext): boolean => {
  const { good, bad } = sortOut(o, raw, context);
  return good.length > 0 || bad.every(({ entry }) => entry !== undefined);
};
