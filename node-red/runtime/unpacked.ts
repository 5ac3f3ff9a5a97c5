import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** The first bytes of a stream, which are pushed back. */
const firstOf = async (stream: Readable): Promise<Uint8Array | undefined> => {
  for (;;) {
    const piece = stream.read() as Uint8Array | null;
    if (piece !== null) {
      stream.unshift(piece);
      return piece;
    }
    if (stream.readableEnded || stream.destroyed) return undefined;
    await new Promise<void>((done) => {
      const over = (): void => {
        for (const name of NEWS) stream.off(name, over);
        done();
      };
      for (const name of NEWS) stream.on(name, over);
    });
  }
};
const NEWS = ['readable', 'end', 'error', 'close'] as const;

/** By the coding's name in RFC 9110, 8.4.1. Some servers send `deflate` without the required header; the first byte shows which. */
const unpackerFor = (encoding: string, [first = 0]: Uint8Array) => {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding === 'deflate') return (first & 0x0f) === 8 ? createInflate() : createInflateRaw();
  return undefined;
};

/**
 * An answer's decompressed bytes. A truncated or damaged compressed body is an error of the stream.
 * @param encoding the answer's `Content-Encoding`; unknown ones leave the bytes unchanged
 */
export const unpacked = async (stream: Readable, encoding: string | undefined): Promise<{ readonly stream: Readable; readonly isUnpacked: boolean }> => {
  const word = encoding?.trim().toLowerCase() ?? '';
  if (word === '' || word === 'identity') return { stream, isUnpacked: false };
  // An answer without a body, such as one to HEAD, may declare an encoding.
  const first = await firstOf(stream);
  const unpacker = first && unpackerFor(word, first);
  return unpacker ? { stream: pipeline(stream, unpacker, () => undefined), isUnpacked: true } : { stream, isUnpacked: false };
};
