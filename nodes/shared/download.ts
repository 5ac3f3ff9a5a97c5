import { TransportError, type Signal } from '../../engine';
import { abortReason, hostClock } from './clock';

/** The part of a Node stream that is needed here; its module cannot be imported in a community node. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy(error?: Error): void;
}

const LOOK_MS = 1_000;

/**
 * The bytes of an answer as they arrive; breaks off when the other side is silent for too long, or when the signal is aborted.
 * Time that the reader takes for itself does not count as silence.
 */
export async function* flowing(stream: ByteStream, silenceMs: number, signal?: Signal): AsyncGenerator<Uint8Array> {
  let askedAt: number | undefined;
  let ended = false;
  const stop = (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error)));
  const onAbort = () => stop(abortReason(signal!));
  const watch = async () => {
    while (!ended) {
      await hostClock.sleep(Math.min(LOOK_MS, silenceMs));
      if (askedAt !== undefined && Date.now() - askedAt > silenceMs) return stop(new TransportError('no more data arrived', 'maybe'));
    }
  };
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort);
  const watching = watch();
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      askedAt = Date.now();
      const { done, value } = await chunks.next();
      askedAt = undefined;
      if (done) return;
      yield value;
    }
  } finally {
    ended = true;
    signal?.removeEventListener('abort', onAbort);
    stream.destroy();
    void watching;
  }
}

/** Makes a Node stream of other bytes by the class of one that is there. */
export interface StreamMaker {
  from(bytes: AsyncIterable<Uint8Array>, options: { readonly objectMode: boolean }): ByteStream;
}

export const makerOf = (stream: ByteStream): StreamMaker => stream.constructor as unknown as StreamMaker;
