import type { Catalog, Item } from './catalog';
import { fault, refuseWith } from './refusals';

const PAGE = 50;

/** A page's cursor: opaque to the caller. */
const cursorOf = (from: number): string => Buffer.from(`items:${from}`).toString('base64url');

function startOf(cursor: unknown): number {
  if (cursor === undefined) return 0;
  const [, from] = /^items:(\d+)$/.exec(Buffer.from(String(cursor), 'base64url').toString()) ?? [];
  if (from === undefined || Number(from) % PAGE !== 0) throw refuseWith([fault('invalid-cursor', 'The cursor is not valid', 'cursor', cursor)]);
  return Number(from);
}

/**
 * "List multiple catalog item details": 50 items a page, and a `Link` header with the pages before and after it, unless one page holds all. As at Braze,
 * the links do not know the folder under which the sandbox plays.
 */
export function listItems({ name, items }: Catalog, cursor: unknown): { readonly items: readonly Item[]; readonly link?: string } {
  const from = startOf(cursor);
  const all = [...items.values()];
  const to = (start: number, rel: string): string => `</catalogs/${encodeURIComponent(name)}/items?cursor=${cursorOf(start)}>; rel="${rel}"`;
  const links = [...(from > 0 ? [to(Math.max(0, from - PAGE), 'prev')] : []), ...(from + PAGE < all.length ? [to(from + PAGE, 'next')] : [])];
  return { items: all.slice(from, from + PAGE), ...(links.length > 0 && { link: links.join(',') }) };
}
