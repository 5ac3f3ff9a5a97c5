import type { FastifyInstance } from 'fastify';
import { readTime } from '../times';
import { bad } from '../exports/refusals';
import { text, type Query } from '../exports/query';

const DEFAULT_LIMIT = 100;
const MOST_LISTED = 1000;

/** What is specific to one list. */
export interface ModifiedList<Thing> {
  /** Member of the answer that holds the rows. */
  readonly member: string;
  /** What the errors call the things. */
  readonly noun: string;
  things(): Iterable<Thing>;
  rowOf(thing: Thing): object;
  /** The sample of one page sends `offset=0`, the errors of the other refuse it. */
  readonly takesZero?: true;
}

/** A list of what was modified within a time, oldest first: the pages do not name an order. */
export function modifiedRoute<Thing extends { readonly createdAt: number; readonly editedAt: number }>(
  app: FastifyInstance,
  path: string,
  { member, noun, things, rowOf, takesZero }: ModifiedList<Thing>,
): void {
  app.get<{ Querystring: Query }>(path, async ({ query }) => {
    const after = timeOf(query, 'modified_after', 'Modified after') ?? -Infinity;
    const before = timeOf(query, 'modified_before', 'Modified before') ?? Infinity;
    if (after > before) throw bad('Modified after time must be earlier than or the same as modified before time.');
    const limit = numberOf(query, 'limit', `${noun} number limit is invalid.`) ?? DEFAULT_LIMIT;
    if (limit < 1) throw bad(`${noun} number limit must be greater than 0.`);
    if (limit > MOST_LISTED) throw bad(`${noun} number limit exceeds maximum of ${MOST_LISTED}.`);
    const offset = numberOf(query, 'offset', 'Offset is invalid.');
    if (offset === 0 && !takesZero) throw bad('Offset must be greater than 0.');
    const rows = [...things()]
      .filter(({ editedAt }) => editedAt >= after && editedAt <= before)
      .sort((one, other) => one.createdAt - other.createdAt)
      .slice(offset ?? 0, (offset ?? 0) + limit)
      .map(rowOf);
    return { count: rows.length, [member]: rows };
  });
}

function timeOf(query: Query, name: string, words: string): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  const read = readTime(value);
  if (read === undefined) throw bad(`${words} time is invalid.`);
  return read.ms;
}

function numberOf(query: Query, name: string, words: string): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw bad(words);
  return Number(value);
}
