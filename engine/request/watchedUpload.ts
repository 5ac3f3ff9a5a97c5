import type { HttpRequest } from '../base/http';

/** How far an upload got. */
export interface Progress {
  /** Bytes handed to the connection in this attempt, and whether those were all. */
  sent: number;
  whole: boolean;
}

/** A connection takes so much at once, and no more is taken for sent by then. */
const PIECE = 64 * 1024;

/** Small pieces of what may come as one large one, as content in memory does: that it was handed over says nothing of what has left. */
function* pieces(whole: Uint8Array | string): Generator<Uint8Array | string> {
  for (let at = 0; at < whole.length; at += PIECE) yield typeof whole === 'string' ? whole.slice(at, at + PIECE) : whole.subarray(at, at + PIECE);
}

/** The same request with its upload watched, so that a broken connection can say how much had left. */
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
