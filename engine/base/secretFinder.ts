import { base64Digits } from './base64';
import { utf8Bytes } from './bytes';
import { fullyDecoded, isEscaped, levelsOf, type Decoded } from './decoded';

export const MASK = '***';
/** From this length on, nobody writes a secret by chance; it is masked everywhere, in data too. */
const UNMISTAKABLE = 8;
/** From this length on, a secret is masked if it is a whole word; a shorter one only after its name. */
const WORD = 4;
/** A long secret is searched in pieces of this length, so that a truncated one is found too. */
const PIECE = 48;
/** Minimum length of a piece. */
const SHORTEST_PIECE = 32;
/** Fewer Base64 or hexadecimal digits could be anything. */
const LEAST_PACKED = 8;

/** A range of a text; the end is exclusive. */
type Stretch = readonly [start: number, end: number];

/** A lone surrogate is sent as this character. */
const wellFormed = (text: string): string => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

const piecesOf = (text: string): readonly string[] => {
  const count = Math.max(1, Math.floor(text.length / PIECE));
  // Divided evenly: what would be left over for the last piece could be a single character, which is in any text.
  const at = (i: number): number => Math.floor((i * text.length) / count);
  return Array.from({ length: count }, (_, i) => text.slice(at(i), at(i + 1)));
};

/** A secret as it may be written in text that is parsed or encoded again: in JSON, a URL, a form. */
const writtenForms = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%20/g, '+'),
];

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Search strings: the secret, the secret with its apparent escapes decoded, with a form's plus signs for blanks, and encoded at each offset in a group. */
const needlesOf = (secret: string): readonly string[] => {
  const known = wellFormed(secret);
  const plain = [known, fullyDecoded(known), known.replace(/ /g, '+')];
  const packed = writtenForms(known).flatMap((form) => {
    const bytes = utf8Bytes(form);
    const digits = [0, 1, 2].map((unknown) => base64Digits(bytes, unknown));
    // The URL- and filename-safe alphabet (RFC 4648, 5).
    return [...digits, ...digits.map((each) => each.replace(/\+/g, '-').replace(/\//g, '_')), hexOf(bytes), hexOf(bytes).toUpperCase()];
  });
  const all = [secret, ...plain, ...packed.filter(({ length }) => length >= LEAST_PACKED)];
  return [...new Set(all.flatMap(piecesOf))].filter((each) => each !== '');
};

const LETTER = /[\p{L}\p{N}]/u;

const isWord = (text: string, [start, end]: Stretch): boolean => !LETTER.test(text.slice(start - 1, start)) && !LETTER.test(text.slice(end, end + 1));

/** What may stand between a secret's name and the secret. */
const IS = /["']?\s*[:=]\s*["']?(?:(?:Bearer|Basic|Token)\s+)?$/i;
const LONGEST_NAME = 80;

const isNamed = (text: string, [start]: Stretch, names: readonly string[]): boolean => {
  const before = text.slice(Math.max(0, start - LONGEST_NAME), start);
  const name = before.replace(IS, '');
  return name !== before && names.some((each) => name.toLowerCase().endsWith(each.toLowerCase()));
};

function* stretchesOf(text: string, needle: string): Generator<Stretch> {
  // A false match may overlap a real one.
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) yield [at, at + needle.length];
}

/** Matches whatever contains one of some texts, unit by unit. */
const anyOf = (texts: readonly string[]): RegExp =>
  new RegExp(texts.map((text) => text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('|'));

/** Finds one secret in texts. A class, because V8 keeps optimizing closures of several secrets anew. */
export class Finder {
  /** Minimum length of a text that can contain it. */
  readonly least: number;
  /** Whether it cannot occur by chance. */
  readonly isSure: boolean;
  /** Built lazily, when there is a text to search. */
  private needles: readonly string[] | undefined;
  private any: RegExp | undefined;

  /** @param names what precedes a short secret where it is written down */
  constructor(
    private readonly secret: string,
    private readonly names: readonly string[],
  ) {
    this.least = Math.min(secret.length, SHORTEST_PIECE);
    this.isSure = secret.length >= UNMISTAKABLE;
  }

  /** Whether it may occur in the raw text; fast, because there are many texts. */
  touches(text: string): boolean {
    // All in one pass, which takes a fraction of the time of one search each.
    this.any ??= anyOf(this.wanted());
    return this.any.test(text);
  }

  /** Where it occurs in a text after some escapes were removed. */
  in(decoded: Decoded): readonly Stretch[] {
    const { text } = decoded;
    const found: Stretch[] = [];
    for (const needle of this.wanted()) {
      if (!text.includes(needle)) continue;
      for (const stretch of stretchesOf(text, needle)) {
        if (this.isMeant(text, stretch)) found.push([decoded.from(stretch[0]), decoded.from(stretch[1])]);
      }
    }
    return found;
  }

  private wanted(): readonly string[] {
    this.needles ??= needlesOf(this.secret);
    return this.needles;
  }

  private isMeant(text: string, stretch: Stretch): boolean {
    return this.isSure || (isWord(text, stretch) && (this.secret.length >= WORD || isNamed(text, stretch, this.names)));
  }
}

/** Called for each text of millions of rows. */
const mayContain = (text: string, finders: readonly Finder[]): boolean => {
  let isLong = false;
  for (const { least } of finders) isLong ||= least <= text.length;
  if (!isLong) return false;
  if (isEscaped(text)) return true;
  for (const finder of finders) if (finder.touches(text)) return true;
  return false;
};

/** A text with everything the finders match masked, in any encoding; the text itself if there is no match. */
export const masked = (text: string, finders: readonly Finder[]): string => {
  if (!mayContain(text, finders)) return text;
  let found: Stretch[] | undefined;
  for (const decoded of levelsOf(text)) {
    for (const finder of finders) {
      const some = finder.in(decoded);
      if (some.length > 0) (found ??= []).push(...some);
    }
  }
  if (!found) return text;
  let clean = '';
  let at = 0;
  for (const [start, end] of found.sort(([a], [b]) => a - b)) {
    if (end <= at) continue;
    // Pieces of one secret and overlapping forms share one mask.
    clean += start > at || at === 0 ? `${text.slice(at, start)}${MASK}` : '';
    at = end;
  }
  return clean + text.slice(at);
};
