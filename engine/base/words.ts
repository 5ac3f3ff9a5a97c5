import { trimmed } from './unseen';

/** What forms deliver for a field that was left alone. */
export const isLeftOut = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Whether a value is empty: forms deliver an empty text, spaces or invisible characters if an expression found nothing. */
export const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && trimmed(value) === '');

/** What a host calls its items and their fields. */
export interface HostWords {
  readonly item: string;
  readonly items: string;
  readonly field: string;
  /** The form's name for these fields, capitalized. */
  readonly column: string;
  readonly columns: string;
  readonly variables: string;
}

/** n8n's own words. */
export const ITEMS: HostWords = { item: 'item', items: 'items', field: 'field', column: 'Column', columns: 'Columns', variables: 'Variable Columns' };

/** `3 items` */
export const countOf = (count: number, { item, items }: HostWords): string => `${count} ${count === 1 ? item : items}`;

/** Compares texts for a list by name, without regard to case; the same wherever it runs, unlike what a locale says. */
export const byAlphabet = (one: string, other: string): number => {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
};

export const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const LONGEST_WORDS = 300;

/** The plain text in a vendor's answer; empty if it is an HTML page. */
export const plainWords = (text: string): string => (text.length < LONGEST_WORDS && !text.includes('<') ? text.trim() : '');

/** Joins texts in order, skipping anything that is not text or was said already. */
export const saidOnce = (texts: readonly unknown[], between: ': ' | '; ' | ' ' = ': '): string => {
  const said: string[] = [];
  for (const each of texts) {
    const text = typeof each === 'string' ? each.trim() : '';
    const core = text.replace(/\.$/, '').toLowerCase();
    if (core !== '' && !said.some((other) => other.toLowerCase().includes(core))) said.push(text);
  }
  return said.map((text, i) => (between === ' ' || i === said.length - 1 ? text : text.replace(/\.$/, ''))).join(between);
};

/** The vendor's words with final punctuation. */
export const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** The entries of a comma-separated text. */
export const commaSeparated = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
