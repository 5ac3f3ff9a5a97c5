import { ENCODINGS } from './encodings';
import type { Secret } from './secrets';

/** Where something was found that must not be there. */
export interface Find {
  readonly secret: string;
  /** The form in which all of it stands there; otherwise what was found of it. */
  readonly encoding: string;
  /** The text around it. */
  readonly around: string;
}

const PERCENT = /(?:%[\da-f]{2})+/gi;
const JSON_ESCAPE = /\\u([\da-f]{4})|\\(["\\/bfnrt])/gi;
const ENTITY = /&(?:#(\d+)|#x([\da-f]+)|(amp|lt|gt|quot|apos|eacute));/gi;
const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", eacute: 'é' };

const fromPercent = (text: string): string => text.replace(PERCENT, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
const fromJson = (text: string): string =>
  text.replace(JSON_ESCAPE, (whole, unit: string | undefined, letter: string | undefined) =>
    unit ? String.fromCharCode(parseInt(unit, 16)) : 'bfnrt'.includes(letter!) ? ' ' : (letter ?? whole),
  );
const fromHtml = (text: string): string =>
  text.replace(ENTITY, (_, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) =>
    name ? NAMES[name.toLowerCase()]! : String.fromCodePoint(Math.min(decimal ? Number(decimal) : parseInt(hexadecimal!, 16), 0x10ffff)),
  );

/** How often a text may have been wrapped. */
const DEPTH = 4;

/** A text, and what is left of it with one layer of escapes after another taken off. */
const layersOf = (text: string): readonly string[] => {
  const layers = [text];
  for (let depth = 0; depth < DEPTH; depth++) {
    const next = fromPercent(fromHtml(fromJson(layers.at(-1)!)));
    if (next === layers.at(-1)) break;
    layers.push(next);
  }
  return layers;
};

/** Base64 of a piece wherever it begins: what does not depend on the bytes around it, in both alphabets. */
const base64Of = (piece: string): readonly string[] =>
  [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.from(`${'\0'.repeat(shift)}${piece}`, 'latin1').toString('base64');
    const inner = whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + piece.length) * 8) / 6));
    return [...new Set([inner, inner.replaceAll('+', '-').replaceAll('/', '_')])];
  });

const hexOf = (piece: string): readonly string[] => {
  const hex = Buffer.from(piece, 'latin1').toString('hex');
  return [hex, hex.toUpperCase()];
};

interface Needle {
  readonly secret: Secret;
  readonly text: string;
}

const BASE64_RUN = /[\w+/-]{24,}/g;

/** Base64 in base64: what the long runs of a text hold, from each of the places where they may begin. */
const unpacked = (text: string): string =>
  [...text.matchAll(BASE64_RUN)].flatMap(([run]) => [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('latin1'))).join('\n');

/** Searches texts for secrets in any form. */
export class Searcher {
  private readonly needles: readonly Needle[];

  constructor(
    private readonly secrets: readonly Secret[],
    private readonly user = '',
  ) {
    this.needles = secrets.flatMap((secret) =>
      secret.pieces.flatMap((piece) => [piece, ...base64Of(piece), ...hexOf(piece)].map((text): Needle => ({ secret, text }))),
    );
  }

  /** What is found in a text, each secret once. */
  in(text: string): readonly Find[] {
    const finds = new Map<Secret, Find>();
    const look = (layer: string): void => {
      for (const { secret, text: needle } of this.needles) {
        if (finds.has(secret)) continue;
        const at = layer.indexOf(needle);
        if (at >= 0) finds.set(secret, { secret: secret.what, encoding: this.encodingIn(text, secret), around: layer.slice(Math.max(0, at - 60), at + 80) });
      }
    };
    const layers = layersOf(text);
    layers.forEach(look);
    layersOf(unpacked(layers.at(-1)!)).forEach(look);
    return [...finds.values()];
  }

  private encodingIn(text: string, { text: secret }: Secret): string {
    const layers = layersOf(text);
    const found = Object.entries(ENCODINGS).filter(([, encode]) => layers.some((layer) => layer.includes(encode(secret, this.user))));
    return found.map(([name]) => name).join('; ') || 'a piece of it';
  }

  get names(): readonly string[] {
    return this.secrets.map(({ what }) => what);
  }
}
