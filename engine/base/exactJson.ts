import type { Json } from './json';

/** Fewer digits are always exact: 2^53 has sixteen. */
const MAY_BE_LARGE = /\d{16}/;
/** A number of JSON. */
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const WHOLE = /^-?\d+$/;

const QUOTE = '"';

/** The position after a string that begins at `open`. The text is valid JSON, so it has an end. */
const endOfString = (text: string, open: number): number => {
  for (let at = text.indexOf(QUOTE, open + 1); at >= 0; at = text.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
};

const asText = (part: string): string =>
  part.replace(NUMBER, (number) => (WHOLE.test(number) && !Number.isSafeInteger(Number(number)) ? `"${number}"` : number));

/** Valid JSON in which whole numbers that a number cannot hold are texts. */
const withTexts = (text: string): string => {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf(QUOTE, at);
    parts.push(asText(text.slice(at, open < 0 ? text.length : open)));
    if (open < 0) break;
    const end = endOfString(text, open);
    parts.push(text.slice(open, end));
    at = end;
  }
  return parts.join('');
};

/**
 * What JSON of others says, without loss: a whole number beyond 2^53 becomes a text of the same digits, because numbers would change the last of them,
 * and IDs have that many. Everything else is what `JSON.parse` makes of it.
 * @throws SyntaxError if it is not JSON
 */
export const exactJson = (text: string): Json => {
  const value = JSON.parse(text) as Json;
  return MAY_BE_LARGE.test(text) ? (JSON.parse(withTexts(text)) as Json) : value;
};
