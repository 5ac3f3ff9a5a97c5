import { joined } from '../engine/base/bytes';

/** Bytes decoded at a time: few enough to keep intermediate results small although in-memory content comes as one chunk. */
const PIECE = 64 * 1024;
const LINE_FEED = 10;
const MARK = '\uFEFF';

/** Number of trailing bytes that form an incomplete character. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

/** Lines before the first one that is not UTF-8. A line feed is never part of a multi-byte character, so the lines of a chunk can be checked one by one. */
const badLine = (bytes: Uint8Array): number => {
  let line = 0;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end < 0 ? bytes.length : end + 1;
    if (decoded(bytes.subarray(from, to)) === undefined) break;
    from = to;
  }
  return line;
};

/**
 * A UTF-8 text as its bytes arrive, in non-empty chunks, without a byte order mark.
 * @param broken creates the error for bytes that are not UTF-8, with the number of line feeds between the last chunk and their line; whoever reads the
 *   chunks knows the line in which the last one ended
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>, broken: (lines: number) => Error): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  let isFirst = true;
  const take = (piece: Uint8Array): string => {
    const text = decoded(piece);
    if (text === undefined) throw broken(badLine(piece));
    const isMarked = isFirst && text.startsWith(MARK);
    if (text !== '') isFirst = false;
    return isMarked ? text.slice(1) : text;
  };
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = joined([rest, chunk.subarray(at, at + PIECE)]);
      const whole = piece.length - unfinished(piece);
      // Copied because the source may reuse its buffer.
      rest = piece.slice(whole);
      const text = take(piece.subarray(0, whole));
      if (text !== '') yield text;
    }
  }
  const text = take(rest);
  if (text !== '') yield text;
}
