import { sequencesOf, type Chunk } from '../request/chunk';
import { retryOf } from '../request/context';
import type { AnyOperation, CheckContext } from '../catalogue/operation';

/** Maximum concurrent requests. */
const WIDTH = 4;

/** A request under way, and what decides which others may run beside it. */
interface UnderWay<T> {
  readonly chunk: Chunk;
  readonly terms: Terms;
  readonly result: Promise<T>;
}

/** Read before a request is sent, because the inputs of what was accepted are dropped. */
interface Terms {
  /** Whether it may run concurrently: order does not matter, or repeating it is harmless and what its order depends on is known. */
  readonly mayOverlap: boolean;
  readonly sequences: ReadonlySet<string> | undefined;
}

const termsOf = (o: AnyOperation, chunk: Chunk, context: CheckContext): Terms => {
  const sequences = sequencesOf(o, chunk);
  return { mayOverlap: o.batch?.atOnce !== undefined || (sequences !== undefined && retryOf(o, chunk.inputs, context) === 'idempotent'), sequences };
};

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
  const underWay: UnderWay<T>[] = [];
  const width = most ?? o.batch?.atOnce ?? WIDTH;
  let next = 0;
  const mayStart = ({ mayOverlap, sequences }: Terms): boolean =>
    underWay.length === 0 || (mayOverlap && underWay.every(({ terms }) => terms.mayOverlap && !share(terms.sequences, sequences)));
  while (next < chunks.length || underWay.length > 0) {
    while (next < chunks.length && !isOver() && (underWay.length === 0 || underWay.length < width)) {
      const chunk = chunks[next]!;
      const terms = termsOf(o, chunk, context);
      if (!mayStart(terms)) break;
      next++;
      const result = send(chunk);
      // Handled in its turn; until then a rejection must not count as unhandled.
      result.catch(() => undefined);
      underWay.push({ chunk, terms, result });
    }
    const first = underWay.shift();
    if (first) yield [first.chunk, await first.result];
    else yield [chunks[next++]!, undefined];
  }
}
