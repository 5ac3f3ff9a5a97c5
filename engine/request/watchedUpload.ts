import type { HttpRequest } from '../base/http';

/** How far an upload got. */
export interface Progress {
  /** Bytes passed to the connection in this attempt, and whether these were all. */
  sent: number;
  whole: boolean;
}

/** Size of the pieces passed to a connection; no more than this is wrongly counted as sent. */
const PIECE = 64 * 1024;

/** Splits a large chunk, such as in-memory content, because passing it to the connection does not mean that it was sent. */
function* pieces(whole: Uint8Array | string): Generator<Uint8Array | string> {
  for (let at = 0; at < whole.length; at += PIECE) yield typeof whole === 'string' ? whole.slice(at, at + PIECE) : whole.subarray(at, at + PIECE);
}

/** The same request with its upload observed, so that a broken connection can report how much was sent. */
export const watched = (request: HttpRequest, progress: Progress): HttpRequest => {
  const { upload } = request;
  if (!upload) return request;
  return {
    ...request,
    upload: {
      ...upload,
      async *open() {
        progress.sent = 0;
        progress.whole = false;
        for await (const whole of upload.open()) {
          for (const piece of pieces(whole)) {
            yield piece;
            progress.sent += piece.length;
          }
        }
        progress.whole = true;
      },
    },
  };
};
