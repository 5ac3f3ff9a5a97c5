import { isObject, type Json, type JsonObject } from '../../../engine';

/** A value of a row, and what its column is named after: the channel, the variation, its number, and the member. */
interface Cell {
  readonly path: readonly string[];
  readonly value: Json;
}

/** A message of a channel. */
interface Message {
  readonly entry: JsonObject;
  /** The variation's name as it is, and as part of a column's name. */
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

const messageOf = (entry: JsonObject): Message => {
  const words = asText(entry.variation_name);
  return { entry, words, name: asName(words), id: asText(entry.variation_api_id) };
};

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
/** Messages without a name come last. Those without name and ID stay as Braze lists them: nothing else tells them apart. */
const byName = (one: Message, other: Message): number =>
  Number(one.name === '') - Number(other.name === '') || compared(one.name, other.name) || compared(one.words, other.words) || compared(one.id, other.id);

/**
 * What tells the messages of a channel apart: the name of the variation; a number where there are several and none has a name, or where names come to the
 * same. Numbers follow the names and IDs, not the order in the answer, which no page promises.
 */
const partsOf = (messages: readonly Message[]): ReadonlyMap<Message, readonly string[]> => {
  const isAlone = ({ name }: Message): boolean => messages.filter((each) => each.name === name).length === 1 && (name !== '' || messages.length === 1);
  const numbered = messages.filter((message) => !isAlone(message)).sort(byName);
  return new Map(
    messages.map((message) => [message, [message.name, numbered.includes(message) ? `${numbered.indexOf(message) + 1}` : ''].filter((part) => part !== '')]),
  );
};

const cellsOf = (channel: string, entries: Json): Cell[] => {
  const list = (Array.isArray(entries) ? entries : [entries]).filter(isObject) as readonly JsonObject[];
  const messages = list.map(messageOf);
  const parts = partsOf(messages);
  return messages.flatMap((message) =>
    Object.entries(message.entry).flatMap(([member, value]) =>
      member !== 'variation_name' && isFigure(value) ? [{ path: [channel, ...parts.get(message)!, member], value }] : [],
    ),
  );
};

/**
 * Cells by the names of their columns. The parts of a name are joined by an underscore; where two cells would have one name, by as many as keep them
 * apart, whichever comes first. A member of the point itself keeps its name.
 */
const named = (cells: readonly Cell[]): JsonObject => {
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
  const own = Object.entries(common).flatMap(([member, value]): Cell[] => (isFigure(value) ? [{ path: [member], value }] : []));
  const channels = Object.entries(isObject(messages) ? (messages as JsonObject) : {});
  return named([...own, ...channels.flatMap(([channel, entries]) => cellsOf(channel, entries ?? null))]);
};
