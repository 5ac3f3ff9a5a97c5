import { isObject, type Json, type JsonObject } from '../../engine';

/** A value of a row, and what its column is named after, such as the channel, the variation, its number, and the member. */
export interface Cell {
  readonly path: readonly string[];
  readonly value: Json;
}

/** One of several things of a kind with figures of their own, such as a message of a channel. */
export interface Part {
  readonly entry: JsonObject;
  /** Its name as it is, and as part of a column's name. */
  readonly words: string;
  readonly name: string;
  readonly id: string;
}

const isFigure = (value: Json | undefined): value is number | string => typeof value === 'number' || typeof value === 'string';
const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Words as a part of a column's name. */
const asName = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/** A part by its name and ID. */
export const partOf = (entry: JsonObject, name: Json | undefined, id: Json | undefined): Part => {
  const words = asText(name);
  return { entry, words, name: asName(words), id: asText(id) };
};

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
/** Parts without a name come last. Those without name and ID stay as Braze lists them: nothing else tells them apart. */
const byName = (one: Part, other: Part): number =>
  Number(one.name === '') - Number(other.name === '') || compared(one.name, other.name) || compared(one.words, other.words) || compared(one.id, other.id);

/**
 * What tells parts of a kind apart: the name; a number where there are several and none has a name, or where names come to the same. Numbers follow the
 * names and IDs, not the order in the answer, which no page promises.
 */
export const namesOf = (parts: readonly Part[]): ReadonlyMap<Part, readonly string[]> => {
  const isAlone = ({ name }: Part): boolean => parts.filter((each) => each.name === name).length === 1 && (name !== '' || parts.length === 1);
  const numbered = parts.filter((part) => !isAlone(part)).sort(byName);
  return new Map(parts.map((part) => [part, [part.name, numbered.includes(part) ? `${numbered.indexOf(part) + 1}` : ''].filter((word) => word !== '')]));
};

/** The figures among an object's members, except one that names it, below the start of their columns' names. */
export const figuresIn = (entry: Json | undefined, start: readonly string[] = [], naming?: string): readonly Cell[] =>
  Object.entries(isObject(entry) ? (entry as JsonObject) : {}).flatMap(([member, value]) =>
    member !== naming && isFigure(value) ? [{ path: [...start, member], value }] : [],
  );

const cellsOf = (channel: string, entries: Json, start: readonly string[]): readonly Cell[] => {
  const list = (Array.isArray(entries) ? entries : [entries]).filter(isObject) as readonly JsonObject[];
  const messages = list.map((entry) => partOf(entry, entry.variation_name, entry.variation_api_id));
  const names = namesOf(messages);
  return messages.flatMap((message) => figuresIn(message.entry, [...start, channel, ...names.get(message)!], 'variation_name'));
};

/** The figures of messages by channel. */
export const messagesIn = (messages: Json | undefined, start: readonly string[] = []): readonly Cell[] =>
  Object.entries(isObject(messages) ? (messages as JsonObject) : {}).flatMap(([channel, entries]) => cellsOf(channel, entries ?? null, start));

/**
 * Cells by the names of their columns. The parts of a name are joined by an underscore; where two cells would have one name, by as many as keep them
 * apart, whichever comes first. A member of the point itself keeps its name.
 */
export const rowOf = (cells: readonly Cell[]): JsonObject => {
  const gaps = new Map(cells.map((cell) => [cell, 1]));
  const nameOf = (cell: Cell): string => cell.path.join('_'.repeat(gaps.get(cell)!));
  for (;;) {
    const counts = new Map<string, number>();
    for (const cell of cells) counts.set(nameOf(cell), (counts.get(nameOf(cell)) ?? 0) + 1);
    const clashing = cells.filter((cell) => cell.path.length > 1 && counts.get(nameOf(cell))! > 1);
    if (clashing.length === 0) return Object.fromEntries(cells.map((cell) => [nameOf(cell), cell.value]));
    for (const cell of clashing) gaps.set(cell, gaps.get(cell)! + 1);
  }
};

/**
 * One flat row per day: `email_sent`; with several messages per channel `email_1_sent`, `email_2_sent`; for a multivariate campaign
 * `android_push_variant_1_sent`, `android_push_control_group_enrolled`.
 */
export const flatPoint = (point: Json): JsonObject => {
  const { messages, ...common } = point as JsonObject;
  return rowOf([...figuresIn(common), ...messagesIn(messages)]);
};
