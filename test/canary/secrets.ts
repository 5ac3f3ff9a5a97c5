import { createHash } from 'node:crypto';

const LETTERS = 'bcdfghjkmnpqrstvwxzBCDFGHJKMNPQRSTVWXZ23456789';
/** A run is the same each time, so that a change is what makes it fail; other secrets come with another seed. */
const SEED = process.env.CANARY_SEED ?? '20261129';
let draws = 0;

/** Letters by the seed; at most 32. */
const drawn = (length: number): string =>
  [...createHash('sha256').update(`${SEED} ${draws++}`).digest().subarray(0, length)].map((byte) => LETTERS[byte % LETTERS.length]!).join('');

/** A text that must not be seen anywhere. Half of it is found as well as all of it. */
export interface Secret {
  /** Whose it is, or how it was got: `bryj password`, `bryj token 3`. */
  readonly what: string;
  readonly text: string;
  /** Pieces by which it is known, each of them in itself unlikely to come up by chance. */
  readonly pieces: readonly string[];
}

/** Digits that, behind a sign of an encoding, are taken for a byte: `password=C3...`. */
const LIKE_A_BYTE = 'C3';

/** Two random pieces with the characters between them that encodings write differently. */
export const newSecret = (what: string, between: string): Secret => {
  const pieces = [`${LIKE_A_BYTE}${drawn(10)}`, drawn(11)];
  return { what, text: pieces.join(between), pieces };
};

/** A text that is secret as it is. */
export const secretOf = (what: string, text: string): Secret => ({ what, text, pieces: [text] });

/** What a header can carry, and fields that take neither quotes nor blanks. */
export const KEY_CHARACTERS = '/+&=%<;~é-';
/** What a field takes that is sent in a body alone. */
export const PROSE_CHARACTERS = ' "/+&=%<\'\\é漢😀-';
/** What vendors make tokens of. */
export const TOKEN_CHARACTERS = '/+=.~_-&';
