import type { FastifyInstance } from 'fastify';
import { choice, flag, page, type Query } from './query';

const ROWS_A_PAGE = 100;
const NAMES_A_PAGE = 250;

/** What can be listed. */
interface Listable {
  readonly archived: boolean;
  readonly createdAt: number;
}

/** What is specific to one list. */
export interface List<Thing extends Listable> {
  /** Member of the answer that holds the rows. */
  readonly member: string;
  /** Everything there is, including archived objects. */
  things(query: Query): Iterable<Thing>;
  rowOf(thing: Thing): object;
  /** The end of the time of creation with which the list begins; newest if absent. */
  readonly first?: 'oldest';
  /** Archived objects are never included; by default "include_archived" requests them. */
  readonly archived?: 'never';
}

/** A complete "... List Endpoint" of the document's section "Export": a page of objects, most recent first unless the list says otherwise; today's "sort_direction" decides it. */
export function listRoute<Thing extends Listable>(app: FastifyInstance, path: string, { member, things, rowOf, archived, first }: List<Thing>): void {
  app.get<{ Querystring: Query }>(path, async ({ query }) => {
    const includesArchived = archived !== 'never' && flag(query, 'include_archived');
    const direction = choice(query, 'sort_direction', first === 'oldest' ? ['asc', 'desc'] : ['desc', 'asc']) === 'asc' ? 1 : -1;
    const listed = [...things(query)].filter((thing) => includesArchived || !thing.archived).sort((a, b) => direction * (a.createdAt - b.createdAt));
    return { message: 'success', [member]: pageOf(listed, query, ROWS_A_PAGE).map(rowOf) };
  });
}

/** An ordered list of names. */
export function namesRoute(app: FastifyInstance, path: string, member: string, names: () => Iterable<string>): void {
  app.get<{ Querystring: Query }>(path, async ({ query }) => ({ message: 'success', [member]: pageOf([...names()].sort(), query, NAMES_A_PAGE) }));
}

function pageOf<Thing>(things: Thing[], query: Query, size: number): Thing[] {
  const from = page(query) * size;
  return things.slice(from, from + size);
}
