import { TransportError, type Signal } from '../../engine';
import { abortReason, hostClock } from './clock';

/** The subset of a Node stream that is needed here; community nodes cannot import its module. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy(error?: Error): void;
}

const LOOK_MS = 1_000;

/**
 * The bytes of an answer as they arrive; aborts if the other side is silent for too long or the signal is aborted. Time that the reader takes does not
 * count as silence.
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

/** Creates a Node stream of other bytes with the class of an existing one. */
export interface StreamMaker {
  from(bytes: AsyncIterable<Uint8Array>, options: { readonly objectMode: boolean }): ByteStream;
}

export const makerOf = (stream: ByteStream): StreamMaker => stream.constructor as unknown as StreamMaker;
