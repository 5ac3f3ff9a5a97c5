/** An unescaped text that maps each position back to the original. */
export interface Decoded {
  readonly text: string;
  /** Start, in the original text, of what is at a position of `text`; for its length: the end of the original. */
  from(place: number): number;
}

/** Maximum nesting of escapes; no real answer has more. */
const LEVELS = 6;

/** Characters an escape can begin with; most texts contain none. */
const MAYBE = /[%\\&=]/;

/** Whether a text may contain escapes. */
export const isEscaped = (text: string): boolean => MAYBE.test(text);

/** HTML's names for the characters from U+00A1 on (HTML 4, 24.2.1), in order. */
const LATIN_1 =
  'iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN ' +
  'szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const NAMED = new Map<string, string>([
  ...LATIN_1.split(' ').map((name, i) => [name, String.fromCharCode(0xa1 + i)] as const),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', sol: '/', plus: '+', equals: '=', num: '#', bsol: '\\', euro: '\u20ac' }),
]);
const AFTER_SLASH: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Percent-encoded bytes, JSON and JavaScript escapes, HTML character references. */
const ESCAPE =
  /((?:%[\da-f]{2})+)|%u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\u([\da-f]{4})|\\x([\da-f]{2})|\\([^ux])|&#x([\da-f]{1,8});?|&#(\d{1,9});?|&([a-z]{2,6}\d{0,2});?/gi;
/** Quoted-printable is decoded separately: in `key=C3` the equals sign separates a key from its value. */
const QUOTED = /((?:=[\da-f]{2})+)/gi;

/** Length in bytes of the UTF-8 character that begins with this byte; 1 if it begins none. */
const lengthOf = (byte: number): number => (byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc0 && byte < 0xe0 ? 2 : 1);

const pointText = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd');

/** The characters of a run of bytes written with three places each, and how many bytes each takes; bytes that are not UTF-8 stand for themselves. */
function* charactersOf(run: string): Generator<readonly [character: string, bytes: number]> {
  const byteAt = (i: number): number => Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
  const count = run.length / 3;
  for (let i = 0; i < count; ) {
    const first = byteAt(i);
    const length = lengthOf(first);
    const tail = Array.from({ length: length - 1 }, (_, k) => (i + 1 + k < count ? byteAt(i + 1 + k) : 0));
    const isWhole = tail.every((byte) => byte >= 0x80 && byte < 0xc0);
    const size = isWhole ? length : 1;
    const point = isWhole && length > 1 ? tail.reduce((bits, byte) => (bits << 6) | (byte & 63), first & (0xff >> (length + 1))) : first;
    yield [pointText(point), size];
    i += size;
  }
}

/** Consecutive parts of a text, each with its position in the original. */
class Parts {
  private readonly texts: string[] = [];
  private readonly at: number[] = [];
  private readonly origin: number[] = [];
  /** Whether a part is unchanged, so that its positions in the original are consecutive too. */
  private readonly isSame: boolean[] = [];
  private length = 0;

  add(text: string, origin: number, isSame: boolean): void {
    if (text === '') return;
    this.texts.push(text);
    this.at.push(this.length);
    this.origin.push(origin);
    this.isSame.push(isSame);
    this.length += text.length;
  }

  /** @param before the text that these parts were made from, which knows the original positions */
  over(before: Decoded): Decoded {
    const { at, origin, isSame, length } = this;
    return {
      text: this.texts.join(''),
      from: (place) => {
        if (place >= length) return before.from(before.text.length);
        let low = 0;
        let high = at.length - 1;
        while (low < high) {
          const middle = (low + high + 1) >> 1;
          if (at[middle]! <= place) low = middle;
          else high = middle - 1;
        }
        return before.from(origin[low]! + (isSame[low]! ? place - at[low]! : 0));
      },
    };
  }
}

const once = (before: Decoded, escape = ESCAPE): Decoded | undefined => {
  const { text } = before;
  const parts = new Parts();
  let end = 0;
  for (const match of text.matchAll(escape)) {
    const [all, bytes, percentUnit, braced, unit, byte, slashed, hex, decimal, named] = match;
    parts.add(text.slice(end, match.index), end, true);
    end = match.index + all.length;
    if (bytes !== undefined) {
      let at = match.index;
      for (const [character, size] of charactersOf(bytes)) {
        parts.add(character, at, false);
        at += size * 3;
      }
      continue;
    }
    const code = percentUnit ?? unit ?? byte;
    const point = braced ?? hex;
    if (code !== undefined) parts.add(String.fromCharCode(Number.parseInt(code, 16)), match.index, false);
    else if (point !== undefined) parts.add(pointText(Number.parseInt(point, 16)), match.index, false);
    else if (decimal !== undefined) parts.add(pointText(Number(decimal)), match.index, false);
    else if (slashed !== undefined) parts.add(AFTER_SLASH[slashed] ?? slashed, match.index, false);
    else {
      const known = NAMED.get(named!) ?? NAMED.get(named!.toLowerCase());
      parts.add(known ?? all, match.index, known === undefined);
    }
  }
  if (end === 0) return undefined;
  parts.add(text.slice(end), end, true);
  return parts.over(before);
};

/** A text as it is, then with one level of escapes removed at a time until none are left. */
function* unescaped(text: string): Generator<Decoded> {
  let level: Decoded | undefined = { text, from: (place) => place };
  for (let depth = 0; level; depth++) {
    yield level;
    level = depth < LEVELS && isEscaped(level.text) ? once(level) : undefined;
  }
}

/** The same levels, each also decoded as quoted-printable. */
export function* levelsOf(text: string): Generator<Decoded> {
  for (const level of unescaped(text)) {
    yield level;
    const quoted = level.text.includes('=') ? once(level, QUOTED) : undefined;
    if (quoted) yield quoted;
  }
}

/** A text with all escapes removed. */
export const fullyDecoded = (text: string): string => {
  let last = text;
  for (const level of unescaped(text)) last = level.text;
  return last;
};
