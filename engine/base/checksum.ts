/** The CRC-32 polynomial (ISO 3309, as used by zip and gzip), bit-reversed. */
const POLYNOMIAL = 0xedb88320;
/** Bytes per step, each with its own lookup table: several times faster than byte by byte. */
const AT_ONCE = 8;

const tables = (): readonly Int32Array[] => {
  const all = Array.from({ length: AT_ONCE }, () => new Int32Array(256));
  const [first] = all as [Int32Array];
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
    first[byte] = sum;
  }
  for (let i = 1; i < AT_ONCE; i++) {
    for (let byte = 0; byte < 256; byte++) {
      const before = all[i - 1]![byte]!;
      all[i]![byte] = (before >>> 8) ^ first[before & 0xff]!;
    }
  }
  return all;
};

const [T0, T1, T2, T3, T4, T5, T6, T7] = tables() as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

/** CRC-32 of a byte stream, independent of how it is chunked. Detects accidental changes, not tampering. */
export class Crc32 {
  private state = -1;

  add(bytes: Uint8Array): void {
    let sum = this.state;
    let at = 0;
    for (const whole = bytes.length - AT_ONCE; at <= whole; at += AT_ONCE) {
      sum ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      sum =
        T7[sum & 0xff]! ^
        T6[(sum >>> 8) & 0xff]! ^
        T5[(sum >>> 16) & 0xff]! ^
        T4[sum >>> 24]! ^
        T3[bytes[at + 4]!]! ^
        T2[bytes[at + 5]!]! ^
        T1[bytes[at + 6]!]! ^
        T0[bytes[at + 7]!]!;
    }
    for (; at < bytes.length; at++) sum = (sum >>> 8) ^ T0[(sum ^ bytes[at]!) & 0xff]!;
    this.state = sum;
  }

  /** The checksum of all bytes so far, 0 to 2^32 - 1. */
  get value(): number {
    return ~this.state >>> 0;
  }
}
