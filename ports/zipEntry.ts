import { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, zlibInflate, zlibInflateEnd, zlibInflateInit2, ZStream } from 'pako';
import { Crc32 } from '../engine/base/checksum';
import { ZipProblem } from '../engine/base/ports';
import { long, viewOf, type Cursor } from './cursor';
import { DIRECTORY } from './zipDirectory';

/** Bytes yielded at a time, because uncompressed data is held in memory until it is passed on. */
const PIECE = 64 * 1024;
/** Raw data without a zlib header. */
const RAW_DEFLATE = -15;

// Zip format, APPNOTE.TXT, 4.3 and 4.5.
const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const FIXED = 30;
const STORED = 0;
const DEFLATED = 8;
const IN_ZIP64 = 0xffffffff;
const ZIP64 = 1;

/** An archive's metadata for one of its files. */
interface Said {
  readonly packed: number;
  readonly whole: number;
  readonly checksum: number;
}

export interface Entry {
  readonly name: string;
  readonly method: number;
  /** Absent if it follows the data. */
  readonly said?: Said;
}

/** Sizes of files beyond 4 GB are in an extra field. */
const sizesOf = (extra: Uint8Array, whole: number, packed: number, name: string): { packed: number; whole: number } => {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64) continue;
    const end = Math.min(at + 4 + view.getUint16(at + 2, true), extra.length);
    let from = at + 4;
    const read = (size: number): number => {
      if (size !== IN_ZIP64) return size;
      from += 8;
      if (from > end) throw new ZipProblem(`'${name}' states its size in a field that is too short`);
      return long(view, from - 8);
    };
    const size = read(whole);
    return { whole: size, packed: read(packed) };
  }
  return { whole, packed };
};

/** The header of the next file, or undefined after the last one. */
export const headerOf = async (cursor: Cursor, isFirst: boolean): Promise<Entry | undefined> => {
  const start = await cursor.peek(FIXED);
  if (isFirst && start.length === 0) throw new ZipProblem('it is empty');
  const signature = start.length >= 4 ? viewOf(start).getUint32(0, true) : 0;
  if (DIRECTORY.includes(signature)) return undefined;
  if (signature !== LOCAL_HEADER || start.length < FIXED)
    throw new ZipProblem(isFirst ? 'it is not a zip archive' : 'it ends before its directory, or is damaged');
  const fixed = viewOf(start);
  const [flags, method] = [fixed.getUint16(6, true), fixed.getUint16(8, true)];
  const checksum = fixed.getUint32(14, true);
  const sizes = [fixed.getUint32(18, true), fixed.getUint32(22, true)] as const;
  const [nameLength, extraLength] = [fixed.getUint16(26, true), fixed.getUint16(28, true)];
  const all = (await cursor.peek(FIXED + nameLength + extraLength)).slice(FIXED);
  if (all.length < nameLength + extraLength) throw new ZipProblem('it ends inside a header');
  cursor.skip(FIXED + nameLength + extraLength);
  const name = new TextDecoder().decode(all.subarray(0, nameLength));
  if ((flags & 1) !== 0) throw new ZipProblem(`'${name}' is encrypted`);
  const isBehind = (flags & 8) !== 0;
  if ((method !== DEFLATED && method !== STORED) || (isBehind && method === STORED)) throw new ZipProblem(`'${name}' uses an unsupported compression method`);
  return { name, method, ...(!isBehind && { said: { ...sizesOf(all.subarray(nameLength), sizes[1], sizes[0], name), checksum } }) };
};

async function* stored(cursor: Cursor, { name, said }: Entry): AsyncGenerator<Uint8Array> {
  let left = said!.packed;
  const sum = new Crc32();
  while (left > 0) {
    const piece = (await cursor.next()).subarray(0, left);
    if (piece.length === 0) throw new ZipProblem(`it ends inside '${name}'`);
    sum.add(piece);
    yield piece;
    cursor.skip(piece.length);
    left -= piece.length;
  }
  compare(name, said!, { packed: said!.packed, whole: said!.packed, checksum: sum.value });
}

/** Decompresses up to the end marked in the data itself, so a file may contain any bytes and need not declare its size. */
async function* inflated(cursor: Cursor, { name, said }: Entry): AsyncGenerator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, RAW_DEFLATE);
  const sum = new Crc32();
  let packed = 0;
  let whole = 0;
  let status: number = Z_OK;
  while (status !== Z_STREAM_END) {
    const piece = await cursor.next();
    if (piece.length === 0) throw new ZipProblem(`it ends inside '${name}'`);
    stream.input = piece;
    stream.next_in = 0;
    stream.avail_in = piece.length;
    do {
      stream.output = new Uint8Array(PIECE);
      stream.next_out = 0;
      stream.avail_out = PIECE;
      status = zlibInflate(stream, Z_NO_FLUSH);
      if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR)
        throw new ZipProblem(`'${name}' is damaged: ${stream.msg || `zlib says ${status}`}`);
      whole += stream.next_out;
      const unpacked = stream.output.subarray(0, stream.next_out);
      sum.add(unpacked);
      if (unpacked.length > 0) yield unpacked;
    } while (status === Z_OK && stream.avail_out === 0);
    const used = piece.length - stream.avail_in;
    if (used === 0 && status !== Z_STREAM_END) throw new ZipProblem(`'${name}' is damaged`);
    packed += used;
    cursor.skip(used);
  }
  zlibInflateEnd(stream);
  const found = { packed, whole, checksum: sum.value };
  compare(name, said ?? (await saidBehind(cursor, found)), found);
}

/** The descriptor after a file, with or without a signature, with 32-bit or 64-bit sizes; the variant whose sizes match is used. */
const saidBehind = async (cursor: Cursor, { packed, whole }: Said): Promise<Said> => {
  const bytes = await cursor.peek(24);
  const view = viewOf(bytes);
  const starts = bytes.length >= 4 && view.getUint32(0, true) === DESCRIPTOR ? [4, 0] : [0];
  for (const start of starts) {
    for (const [length, sizeAt] of [
      [20, (at: number) => long(view, at)],
      [12, (at: number) => view.getUint32(at, true)],
    ] as const) {
      if (bytes.length < start + length) continue;
      const half = (length - 4) / 2;
      const [sizePacked, sizeWhole] = [sizeAt(start + 4), sizeAt(start + 4 + half)];
      const isShort = half === 4;
      if (sizePacked !== (isShort ? packed >>> 0 : packed) || sizeWhole !== (isShort ? whole >>> 0 : whole)) continue;
      cursor.skip(start + length);
      return { packed, whole, checksum: view.getUint32(start, true) };
    }
  }
  return { packed: -1, whole: -1, checksum: -1 };
};

const compare = (name: string, said: Said, found: Said): void => {
  if (said.packed !== found.packed || said.whole !== found.whole) throw new ZipProblem(`'${name}' does not have the size it states`);
  if (said.checksum !== found.checksum) throw new ZipProblem(`'${name}' is damaged: its checksum does not match its content`);
};

/** The uncompressed bytes of the file whose header was just read; its metadata is verified at the end. Throws ZipProblem. */
export const contentOf = (cursor: Cursor, entry: Entry): AsyncGenerator<Uint8Array> =>
  entry.method === STORED ? stored(cursor, entry) : inflated(cursor, entry);
