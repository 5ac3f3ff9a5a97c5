import { commaSeparated } from './words';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** A text that looks like a JSON list but is not a valid one; it is rejected and shown. */
export class NoList {
  constructor(readonly text: string) {}
}

/** How a JSON list or object begins: a bracket followed by a quote or bracket, or by a quote and a closing bracket. */
const BEGINS_LIKE_JSON = /^\s*(?:\[\s*["[{]|\{\s*")/;
const ENDS_LIKE_JSON = /"\s*\]\s*$/;

/**
 * The entries of a text that looks like JSON. A name in brackets such as `[Promo]` and a template in braces do not look like JSON.
 * @returns undefined if it is ordinary text
 */
const jsonIn = (text: string): readonly unknown[] | undefined => {
  if (!/^\s*(?:\[[\s\S]*\]|\{[\s\S]*\})\s*$/.test(text)) {
    // Truncated at one end.
    return BEGINS_LIKE_JSON.test(text) || ENDS_LIKE_JSON.test(text) ? [new NoList(text)] : undefined;
  }
  const value = parsed(text);
  if (Array.isArray(value)) return value;
  const isMeantAsJson = value !== undefined || (text.trimStart().startsWith('[') && /[",]/.test(text));
  return isMeantAsJson ? [new NoList(text)] : undefined;
};

/** The entries of a text: those of a JSON list, otherwise its comma-separated parts. */
export const entriesIn = (text: string): readonly unknown[] => jsonIn(text) ?? commaSeparated(text);

/** A list entry that is itself a list written as JSON. */
const entriesOf = (entry: unknown): readonly unknown[] => (typeof entry === 'string' ? jsonIn(entry) : undefined) ?? [entry];

/** Reads a text or number, a JSON list, comma-separated text, or a list of these; returns anything else unchanged. */
export const readTextList = (value: unknown): unknown => {
  if (typeof value === 'string') return entriesIn(value);
  if (value instanceof NoList) return [value];
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(entriesOf);
  return typeof value === 'number' || typeof value === 'bigint' ? [value] : value;
};
