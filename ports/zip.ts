import { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, zlibInflate, zlibInflateEnd, zlibInflateInit2, ZStream } from 'pako';
import { ZipProblem, type Zip } from '../engine/ports';

/** Bytes taken and given at once: what they unpack to stands in memory until it is handed on. */
const PIECE = 64 * 1024;
/** No header of zlib around the data. */
const RAW_DEFLATE = -15;

// APPNOTE.TXT of the zip format, 4.3 and 4.5.
const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const AFTER_FILES = [0x02014b50, 0x06054b50, 0x06064b50, 0x08064b50];
const STORED = 0;
const DEFLATED = 8;
const IN_ZIP64 = 0xffffffff;

/** Bytes as they arrive, with a look ahead. */
class Cursor {
  private held: Uint8Array = new Uint8Array(0);
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.source = bytes[Symbol.asyncIterator]();
  }

  /** Up to `count` bytes, fewer only at the end; they stay. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.held.length < count) {
      const { done, value } = await this.source.next();
      if (done) break;
      const both = new Uint8Array(this.held.length + value.length);
      both.set(this.held);
      both.set(value, this.held.length);
      this.held = both;
    }
    return this.held.subarray(0, count);
  }

  /** The next bytes, as many as are there; none at the end. They stay. */
  async next(): Promise<Uint8Array> {
    while (this.held.length === 0) {
      const { done, value } = await this.source.next();
      if (done) break;
      this.held = value;
    }
    return this.held.subarray(0, PIECE);
  }

  skip(count: number): void {
    this.held = this.held.subarray(count);
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

interface Entry {
  readonly name: string;
  readonly method: number;
  /** Absent: they come behind the data. */
  readonly sizes?: { readonly packed: number; readonly whole: number };
}

/** Sizes of files beyond 4 GB stand in an extra field. */
const largeSizes = (extra: Uint8Array, whole: number, packed: number): { packed: number; whole: number } => {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    const read = (size: number): number => {
      if (size !== IN_ZIP64) return size;
      from += 8;
      return long(view, from - 8);
    };
    const size = read(whole);
    return { whole: size, packed: read(packed) };
  }
  return { whole, packed };
};

/** The header of the next file, or undefined behind the last one. */
const headerOf = async (cursor: Cursor, isFirst: boolean): Promise<Entry | undefined> => {
  const start = await cursor.peek(30);
  const signature = start.length >= 4 ? viewOf(start).getUint32(0, true) : 0;
  if (AFTER_FILES.includes(signature)) return undefined;
  if (signature !== LOCAL_HEADER || start.length < 30) throw new ZipProblem(isFirst ? 'it is no zip archive' : 'it ends before its directory, or is broken');
  const fixed = viewOf(start);
  const [flags, method] = [fixed.getUint16(6, true), fixed.getUint16(8, true)];
  const [nameLength, extraLength] = [fixed.getUint16(26, true), fixed.getUint16(28, true)];
  const sizes = [fixed.getUint32(18, true), fixed.getUint32(22, true)] as const;
  const all = (await cursor.peek(30 + nameLength + extraLength)).slice(30);
  if (all.length < nameLength + extraLength) throw new ZipProblem('it ends within a header');
  cursor.skip(30 + nameLength + extraLength);
  const name = new TextDecoder().decode(all.subarray(0, nameLength));
  if ((flags & 1) !== 0) throw new ZipProblem(`'${name}' is encrypted`);
  const isBehind = (flags & 8) !== 0;
  if ((method !== DEFLATED && method !== STORED) || (isBehind && method === STORED)) throw new ZipProblem(`'${name}' is packed in a way that cannot be read`);
  return { name, method, ...(!isBehind && { sizes: largeSizes(all.subarray(nameLength), sizes[1], sizes[0]) }) };
};

async function* stored(cursor: Cursor, { name, sizes }: Entry): AsyncGenerator<Uint8Array> {
  let left = sizes!.packed;
  while (left > 0) {
    const piece = (await cursor.next()).subarray(0, left);
    if (piece.length === 0) throw new ZipProblem(`it ends within '${name}'`);
    yield piece;
    cursor.skip(piece.length);
    left -= piece.length;
  }
}

/** Unpacks up to the end that the data itself marks, so a file may hold whatever bytes it likes and need not say its size before. */
async function* inflated(cursor: Cursor, { name, sizes }: Entry): AsyncGenerator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, RAW_DEFLATE);
  let packed = 0;
  let whole = 0;
  let status: number = Z_OK;
  while (status !== Z_STREAM_END) {
    const piece = await cursor.next();
    if (piece.length === 0) throw new ZipProblem(`it ends within '${name}'`);
    stream.input = piece;
    stream.next_in = 0;
    stream.avail_in = piece.length;
    do {
      stream.output = new Uint8Array(PIECE);
      stream.next_out = 0;
      stream.avail_out = PIECE;
      status = zlibInflate(stream, Z_NO_FLUSH);
      if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR)
        throw new ZipProblem(`'${name}' is broken: ${stream.msg || `zlib says ${status}`}`);
      whole += stream.next_out;
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
    } while (status === Z_OK && stream.avail_out === 0);
    const used = piece.length - stream.avail_in;
    packed += used;
    cursor.skip(used);
  }
  zlibInflateEnd(stream);
  const said = sizes ?? (await sizesBehind(cursor, packed, whole));
  if (said.packed !== packed || said.whole !== whole) throw new ZipProblem(`'${name}' has another size than it says`);
}

/** The descriptor behind a file: with or without a signature, of short or of long sizes; the one that fits is meant. */
const sizesBehind = async (cursor: Cursor, packed: number, whole: number): Promise<{ packed: number; whole: number }> => {
  const bytes = await cursor.peek(24);
  const view = viewOf(bytes);
  for (const start of bytes.length >= 4 && view.getUint32(0, true) === DESCRIPTOR ? [8, 4] : [4]) {
    if (bytes.length >= start + 16 && long(view, start) === packed && long(view, start + 8) === whole) {
      cursor.skip(start + 16);
      return { packed, whole };
    }
    if (bytes.length >= start + 8 && view.getUint32(start, true) === packed >>> 0 && view.getUint32(start + 4, true) === whole >>> 0) {
      cursor.skip(start + 8);
      return { packed, whole };
    }
  }
  return { packed: -1, whole: -1 };
};

async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new ZipProblem('the text in it is not UTF-8');
    }
  };
  const filled = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.trim() !== '');
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decode(piece)).split('\n');
    rest = lines.pop()!;
    const complete = filled(lines);
    if (complete.length > 0) yield complete;
  }
  const last = filled([rest + decode()]);
  if (last.length > 0) yield last;
}

async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const cursor = new Cursor(bytes);
  try {
    for (let isFirst = true; ; isFirst = false) {
      const entry = await headerOf(cursor, isFirst);
      if (!entry) return;
      yield* linesOf(entry.method === STORED ? stored(cursor, entry) : inflated(cursor, entry));
    }
  } finally {
    await cursor.close();
  }
}

/**
 * Zip archives as a stream over pako's zlib, which says where packed data ends; readers that look for signatures instead
 * take chance bytes for them in archives of gigabytes. It needs nothing of Node, so one adapter serves every host.
 */
export const zip: Zip = { lines };
