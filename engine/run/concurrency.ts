import type { Chunk } from '../request/chunk';
import { retryOf } from '../request/context';
import type { AnyOperation, CheckContext } from '../catalogue/operation';

/** Requests that are under way at once, at most. */
const WIDTH = 4;

/** Whether a request may be under way beside others: nothing hangs on the order, or a second time does no harm and it is known what the order hangs on. */
const mayOverlap = (o: AnyOperation, { inputs, sequences }: Chunk, context: CheckContext): boolean =>
  o.batch?.atOnce !== undefined || (sequences !== undefined && retryOf(o, inputs, context) === 'idempotent');

const share = (one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): boolean => {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const key of small) if (large.has(key)) return true;
  return false;
};

/**
 * The results of requests in their order. Most are sent one after the other; those that do not depend on each other's order, and that may
 * be repeated, are sent a few at a time, because the way to the vendor and back takes longest.
 * @param most requests under way at once at most, where that is fewer than the operation allows
 * @param isOver asked before a request is sent: after that those under way still come, with a result, and the others without
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
      // Looked at in its turn; until then a failure is nobody's fault.
      result.catch(() => undefined);
      underWay.push({ chunk, result });
    }
    const first = underWay.shift();
    if (first) yield [first.chunk, await first.result];
    else yield [chunks[next++]!, undefined];
  }
}
