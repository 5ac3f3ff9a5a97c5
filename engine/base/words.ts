import { trimmed } from './unseen';

/** What forms hand over for a field that was left alone. */
export const isLeftOut = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Whether a value says nothing: forms hand over an empty text, or one of spaces or of what cannot be seen, where an expression found nothing. */
export const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && trimmed(value) === '');

/** What a host calls the things that one of which is one person, and what they say by name. */
export interface HostWords {
  readonly item: string;
  readonly items: string;
  readonly field: string;
  /** What the form calls those that it is asked to name, with a capital. */
  readonly column: string;
  readonly columns: string;
  readonly variables: string;
}

/** n8n's own words. */
export const ITEMS: HostWords = { item: 'item', items: 'items', field: 'field', column: 'Column', columns: 'Columns', variables: 'Variable Columns' };

/** `3 items` */
export const countOf = (count: number, { item, items }: HostWords): string => `${count} ${count === 1 ? item : items}`;

export const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const LONGEST_WORDS = 300;

/** What a vendor's answer says that is mere text; nothing where it is a page. */
export const plainWords = (text: string): string => (text.length < LONGEST_WORDS && !text.includes('<') ? text.trim() : '');

/** Several texts as one, in their order; what is no text, or was said already, is left out. */
export const saidOnce = (texts: readonly unknown[], between: ': ' | '; ' | ' ' = ': '): string => {
  const said: string[] = [];
  for (const each of texts) {
    const text = typeof each === 'string' ? each.trim() : '';
    const core = text.replace(/\.$/, '').toLowerCase();
    if (core !== '' && !said.some((other) => other.toLowerCase().includes(core))) said.push(text);
  }
  return said.map((text, i) => (between === ' ' || i === said.length - 1 ? text : text.replace(/\.$/, ''))).join(between);
};

/** The vendor's words with an end. */
export const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** The entries of a text with commas between them. */
export const commaSeparated = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
