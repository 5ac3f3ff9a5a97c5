import type { HttpReply } from './http';
import { isObject, type Json } from './json';
import type { PageSize, Paging, Parsed, Request } from './operation';
import { afterShifts } from './shifts';

interface Page {
  readonly parsed: Parsed<Json>;
  readonly reply: HttpReply;
}

const rowsOf = ({ parsed }: Page): readonly Json[] => ('rows' in parsed ? parsed.rows : []);

/** Leaves out rows that came before, known by one of their members. */
const newBy = (key: string): ((rows: readonly Json[]) => readonly Json[]) => {
  const known = new Set<Json>();
  return (rows) =>
    rows.filter((row) => {
      const own = isObject(row) ? (row[key] as Json) : undefined;
      if (own === undefined) return true;
      if (known.has(own)) return false;
      known.add(own);
      return true;
    });
};

/**
 * All rows of a paged list, page by page. The first page is there already; the others are fetched as they are asked for.
 * Ends at a short or empty page, or where the vendor repeats a page token.
 * @param unsure told where the list moved while it was read, and rows that look like others may have been left out
 */
export async function* pages(
  paging: Paging | undefined,
  request: Request,
  first: Page,
  ask: (request: Request) => Promise<Page>,
  unsure: () => void = () => undefined,
): AsyncGenerator<readonly Json[]> {
  let page = first;
  let rows = rowsOf(page);
  const fresh = paging?.by === 'offset' && paging.key !== undefined ? newBy(paging.key) : (all: readonly Json[]) => all;
  const shown = function* (): Generator<readonly Json[]> {
    const some = fresh(rows);
    if (some.length > 0) yield some;
  };
  yield* shown();
  if (!paging) return;
  const next = (param: string, value: string | number): Request => ({ ...request, query: { ...request.query, [param]: value } });
  const sizeOf = ({ param, max, answered }: PageSize): number => answered?.(page.reply.body) ?? Number(request.query?.[param] ?? max);
  /** Where the first request began, where it did not begin at the beginning. */
  const startAt = (param: string, first: number): number => Number(request.query?.[param] ?? first);
  const seen = new Set<string>();
  let count = rows.length;
  let asked = request;
  for (let number = 1; ; number++) {
    if (rows.length === 0) return;
    let following: Request;
    if (paging.by === 'token') {
      const token = paging.next(page.reply);
      if (token === undefined || seen.has(token)) return;
      seen.add(token);
      following = next(paging.param, token);
    } else if (paging.by === 'offset') {
      const at = startAt(paging.param, 0) + count;
      const total = paging.total?.(page.reply.body);
      if (total === undefined ? rows.length < sizeOf(paging.size) : at >= total) return;
      following = next(paging.param, at);
    } else {
      const full = paging.full ?? (paging.size ? sizeOf(paging.size) : 1);
      if (rows.length < full) return;
      following = next(paging.param, startAt(paging.param, paging.first) + number);
    }
    const before = { request: asked, rows };
    page = await ask(following);
    asked = following;
    rows = rowsOf(page);
    count += rows.length;
    if (paging.by === 'token' || !paging.shifts) {
      yield* shown();
      continue;
    }
    const settled = await afterShifts(before.rows, rows, async (again) => rowsOf(again === 'this' ? (page = await ask(following)) : await ask(before.request)));
    count += settled.page.length - rows.length;
    rows = settled.page;
    if (settled.isUnsure) unsure();
    if (settled.fresh.length > 0) yield settled.fresh;
  }
}
