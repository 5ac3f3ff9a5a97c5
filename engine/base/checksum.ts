import { whenAsked } from './whenAsked';

/** The polynomial of zip and gzip (ISO 3309), bit-reversed. */
const POLYNOMIAL = 0xedb88320;
/** Castagnoli's (iSCSI, RFC 3720, 12.1), which has no factor in common with the other one. */
const ANOTHER = 0x82f63b78;
/** Bytes per step, each with its own lookup table: several times faster than byte by byte. */
const AT_ONCE = 8;

type Table = Int32Array;
type Tables = readonly [Table, Table, Table, Table, Table, Table, Table, Table];

const tablesOf = (polynomial: number): Tables => {
  const all = Array.from({ length: AT_ONCE }, () => new Int32Array(256));
  const [first] = all as [Int32Array];
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 1 ? (sum >>> 1) ^ polynomial : sum >>> 1;
    first[byte] = sum;
  }
  for (let i = 1; i < AT_ONCE; i++) {
    for (let byte = 0; byte < 256; byte++) {
      const before = all[i - 1]![byte]!;
      all[i]![byte] = (before >>> 8) ^ first[before & 0xff]!;
    }
  }
  return all as unknown as Tables;
};

const ofZip = whenAsked(() => tablesOf(POLYNOMIAL));
const ofAnother = whenAsked(() => tablesOf(ANOTHER));

/** A cyclic redundancy check of a byte stream, independent of how it is chunked. Detects accidental changes, not tampering. */
class Crc {
  private state = -1;

  constructor(private readonly tables: Tables) {}

  add(bytes: Uint8Array): void {
    const [t0, t1, t2, t3, t4, t5, t6, t7] = this.tables;
    let sum = this.state;
    let at = 0;
    for (const whole = bytes.length - AT_ONCE; at <= whole; at += AT_ONCE) {
      sum ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      sum =
        t7[sum & 0xff]! ^
        t6[(sum >>> 8) & 0xff]! ^
        t5[(sum >>> 16) & 0xff]! ^
        t4[sum >>> 24]! ^
        t3[bytes[at + 4]!]! ^
        t2[bytes[at + 5]!]! ^
        t1[bytes[at + 6]!]! ^
        t0[bytes[at + 7]!]!;
    }
    for (; at < bytes.length; at++) sum = (sum >>> 8) ^ t0[(sum ^ bytes[at]!) & 0xff]!;
    this.state = sum;
  }

  /** The checksum of all bytes so far, 0 to 2^32 - 1. */
  get value(): number {
    return ~this.state >>> 0;
  }
}

/** CRC-32, as in zip and gzip. */
export class Crc32 extends Crc {
  constructor() {
    super(ofZip());
  }
}

/** Recognizes bytes that come again: 64 bits of two checks with nothing in common, where 32 leave one chance in four billion for each file. */
export class ByteSum {
  private readonly checks = [new Crc(ofZip()), new Crc(ofAnother())] as const;

  add(bytes: Uint8Array): void {
    for (const check of this.checks) check.add(bytes);
  }

  /** Whether both were given the same bytes so far. */
  equals({ checks }: ByteSum): boolean {
    return this.checks.every(({ value }, i) => value === checks[i]!.value);
  }
}
