/** The forms in which one text may come back. Each is written out here: the test shares nothing with what it tests. */

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');
const units = (text: string): readonly number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const points = (text: string): readonly number[] => [...text].map((character) => character.codePointAt(0)!);

const escapedBytes = (text: string): string => [...bytesOf(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
const lowerHex = (text: string): string => text.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase());
const form = (text: string): string => new URLSearchParams({ k: text }).toString().slice(2);
const json = (text: string): string => JSON.stringify(text).slice(1, -1);

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', é: '&eacute;' };

/** A text in the middle of a longer one, shifted by so many bytes: base64 writes it differently each time. */
const shifted = (text: string, by: number): string => bytesOf(`${'.'.repeat(by)}key="${text}", and so on`).toString('base64');

export const ENCODINGS: Readonly<Record<string, (secret: string, user: string) => string>> = {
  'as it is': (secret) => secret,
  percent: (secret) => encodeURIComponent(secret),
  'percent, lower case': (secret) => lowerHex(encodeURIComponent(secret)),
  'percent, every character': (secret) => escapedBytes(secret),
  'percent, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form: (secret) => form(secret),
  JSON: (secret) => json(secret),
  'JSON, twice': (secret) => json(json(secret)),
  'JSON, every character': (secret) =>
    units(secret)
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  'HTML, named': (secret) => [...secret].map((character) => NAMED[character] ?? character).join(''),
  'HTML, decimal': (secret) =>
    points(secret)
      .map((point) => `&#${point};`)
      .join(''),
  'HTML, hexadecimal': (secret) =>
    points(secret)
      .map((point) => `&#x${point.toString(16).toUpperCase()};`)
      .join(''),
  base64: (secret) => bytesOf(secret).toString('base64'),
  base64url: (secret) => bytesOf(secret).toString('base64url'),
  'base64 of user and secret': (secret, user) => bytesOf(`${user}:${secret}`).toString('base64'),
  'base64 around it': (secret) => shifted(secret, 0),
  'base64 around it, shifted by 1': (secret) => shifted(secret, 1),
  'base64 around it, shifted by 2': (secret) => shifted(secret, 2),
  hexadecimal: (secret) => bytesOf(secret).toString('hex'),
  'hexadecimal, upper case': (secret) => bytesOf(secret).toString('hex').toUpperCase(),
};

export const ENCODING_NAMES: readonly string[] = Object.keys(ENCODINGS);
