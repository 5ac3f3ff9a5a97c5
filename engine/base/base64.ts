import { utf8Bytes } from './bytes';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The Base64 digits (RFC 4648, 4) that depend only on these bytes, whatever comes before and after them.
 * @param unknown number of bytes before them, modulo 3: 0, 1 or 2
 */
export const base64Digits = (bytes: Uint8Array, unknown = 0): string => {
  let digits = '';
  let bits = 0;
  let held = 0;
  for (let i = -unknown; i < bytes.length; i++) {
    held = ((held << 8) | (bytes[i] ?? 0)) & 0x3fff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      digits += ALPHABET[(held >> bits) & 63]!;
    }
  }
  return digits.slice(Math.ceil((unknown * 8) / 6));
};

/** Base64 of a text's UTF-8 bytes, as used by HTTP basic authentication (RFC 7617). */
export const base64 = (text: string): string => {
  const bytes = utf8Bytes(text);
  const spare = (3 - (bytes.length % 3)) % 3;
  const digits = base64Digits(Uint8Array.from([...bytes, ...Array<number>(spare).fill(0)]));
  return `${digits.slice(0, digits.length - spare)}${'='.repeat(spare)}`;
};
