import type { Chunk } from '../request/chunk';
import { retryOf } from '../request/context';
import type { AnyOperation, CheckContext } from '../catalogue/operation';

/** Maximum concurrent requests. */
const WIDTH = 4;

/** Whether a request may run concurrently: order does not matter, or repeating it is harmless and what its order depends on is known. */
const mayOverlap = (o: AnyOperation, { inputs, sequences }: Chunk, context: CheckContext): boolean =>
  o.batch?.atOnce !== undefined || (sequences !== undefined && retryOf(o, inputs, context) === 'idempotent');

const share = (one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): boolean => {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const key of small) if (large.has(key)) return true;
  return false;
};

/**
 * The results of requests in order. Most are sent one by one; those that are repeatable and independent of each other's order are sent a few at a time,
 * because most of the time is spent on the network.
 * @param most maximum concurrent requests, if lower than the operation allows
 * @param isOver checked before each request: once true, pending requests are still awaited, and the others get no result
 */
export async function* inOrder<T>(
  o: AnyOperation,
  chunks: readonly Chunk[],
  context: CheckContext,
  most: number | undefined,
  send: (chunk: Chunk) => Promise<T>,
  isOver: () => boolean,
): AsyncGenerator<readonly [Chunk, T | undefined]> {
  const underWay: { readonly chunk: Chunk; readonly result: Promise<T> }[] = [];
  let next = 0;
  const mayStart = (chunk: Chunk): boolean =>
    underWay.length === 0 ||
    (underWay.length < (most ?? o.batch?.atOnce ?? WIDTH) &&
      mayOverlap(o, chunk, context) &&
      underWay.every((other) => mayOverlap(o, other.chunk, context) && !share(other.chunk.sequences, chunk.sequences)));
  while (next < chunks.length || underWay.length > 0) {
    while (next < chunks.length && !isOver() && mayStart(chunks[next]!)) {
      const chunk = chunks[next++]!;
      const result = send(chunk);
      // Handled in its turn; until then a rejection must not count as unhandled.
      result.catch(() => undefined);
      underWay.push({ chunk, result });
    }
    const first = underWay.shift();
    if (first) yield [first.chunk, await first.result];
    else yield [chunks[next++]!, undefined];
  }
}
