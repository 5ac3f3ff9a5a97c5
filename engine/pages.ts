import type { HttpReply } from './http';
import type { Json } from './json';
import type { Paging, Parsed, Request } from './operation';

interface Page {
  readonly parsed: Parsed<Json>;
  readonly reply: HttpReply;
}

const rowsOf = ({ parsed }: Page): readonly Json[] => ('rows' in parsed ? parsed.rows : []);

/**
 * All rows of a paged list, page by page. The first page is there already; the others are fetched as they are asked for.
 * Ends at a short or empty page, or where the vendor repeats a page token.
 */
export async function* pages(
  paging: Paging | undefined,
  request: Request,
  first: Page,
  ask: (request: Request) => Promise<Page>,
): AsyncGenerator<readonly Json[]> {
  let page = first;
  let rows = rowsOf(page);
  if (rows.length > 0) yield rows;
  if (!paging) return;
  const next = (param: string, value: string | number): Request => ({ ...request, query: { ...request.query, [param]: value } });
  const sizeOf = (param: string, most: number): number => Number(request.query?.[param] ?? most);
  const seen = new Set<string>();
  let count = rows.length;
  for (let number = 1; ; number++) {
    if (rows.length === 0) return;
    let following: Request;
    if (paging.by === 'token') {
      const token = paging.next(page.reply);
      if (token === undefined || seen.has(token)) return;
      seen.add(token);
      following = next(paging.param, token);
    } else if (paging.by === 'offset') {
      if (rows.length < sizeOf(paging.size.param, paging.size.max)) return;
      following = next(paging.param, count);
    } else {
      const full = paging.full ?? (paging.size ? sizeOf(paging.size.param, paging.size.max) : 1);
      if (rows.length < full) return;
      following = next(paging.param, paging.first + number);
    }
    page = await ask(following);
    rows = rowsOf(page);
    count += rows.length;
    if (rows.length > 0) yield rows;
  }
}
