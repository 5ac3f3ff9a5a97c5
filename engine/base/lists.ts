import { commaSeparated } from './words';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** A text that is written like JSON and is no list of it: it is refused, and shown. */
export class NoList {
  constructor(readonly text: string) {}
}

/** How a list or an object of JSON begins, and nothing else: a bracket, then a quote or a bracket, or a quote and a bracket that ends a list. */
const BEGINS_LIKE_JSON = /^\s*(?:\[\s*["[{]|\{\s*")/;
const ENDS_LIKE_JSON = /"\s*\]\s*$/;

/**
 * What a text that is written like JSON stands for: the entries of a list. A name in brackets, such as `[Promo]`, and a template in braces are not
 * written like JSON.
 * @returns undefined where it is a text like others
 */
const jsonIn = (text: string): readonly unknown[] | undefined => {
  if (!/^\s*(?:\[[\s\S]*\]|\{[\s\S]*\})\s*$/.test(text)) {
    // Cut off at one of its ends.
    return BEGINS_LIKE_JSON.test(text) || ENDS_LIKE_JSON.test(text) ? [new NoList(text)] : undefined;
  }
  const value = parsed(text);
  if (Array.isArray(value)) return value;
  const isMeantAsJson = value !== undefined || (text.trimStart().startsWith('[') && /[",]/.test(text));
  return isMeantAsJson ? [new NoList(text)] : undefined;
};

/** The entries that a text stands for: those of a JSON list, or what stands between commas. */
export const entriesIn = (text: string): readonly unknown[] => jsonIn(text) ?? commaSeparated(text);

/** An entry of a list that is itself a list written as JSON. */
const entriesOf = (entry: unknown): readonly unknown[] => (typeof entry === 'string' ? jsonIn(entry) : undefined) ?? [entry];

/** One text or number, a JSON list or a comma-separated text, or a list of these; anything else is given back as it is. */
export const readTextList = (value: unknown): unknown => {
  if (typeof value === 'string') return entriesIn(value);
  if (value instanceof NoList) return [value];
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(entriesOf);
  return typeof value === 'number' || typeof value === 'bigint' ? [value] : value;
};
