import { BOUNDS } from '../base/bounds';
import type { CampaignError, Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import { isObject, type Json } from '../base/json';
import type { PageSize, Paging, Parsed, Request } from '../catalogue/operation';
import { Sum } from '../base/sameBytes';
import { nextLink } from '../base/linkHeader';
import { afterShifts } from '../base/pageDrift';

interface Page {
  readonly parsed: Parsed<Json>;
  readonly reply: HttpReply;
}

const rowsOf = ({ parsed }: Page): readonly Json[] => ('rows' in parsed ? parsed.rows : []);

/** Skips rows that were returned before, identified by one of their members. */
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

/** Receives findings about a list. */
export interface Reader {
  /** Creates the error with which the list ends for its reader. */
  fail(failure: Failure): CampaignError;
  /** The request for a page that an answer links to, or why it is not read; needed for paging by `link`. */
  follow(request: Request, target: string): Request | { readonly failure: Failure };
  /** Called if the list moved while it was read, so that rows equal to others may have been left out. */
  readonly unsure?: (() => void) | undefined;
}

/** Rows by which a page is recognized, spread over it: to read all of them takes as long as to parse them. */
const SAMPLE = 100;

/** A page's number of rows, and the sum of those by which it is recognized. */
const printOf = (rows: readonly Json[]): string => {
  const sum = new Sum();
  const count = Math.min(rows.length, SAMPLE);
  for (let i = 0; i < count; i++) sum.addText(JSON.stringify(rows[Math.floor((i * rows.length) / count)]));
  return `${rows.length} ${sum.toString()}`;
};

/** Returns for each page whether it equals an earlier one. */
const recognition = (): ((rows: readonly Json[]) => boolean) => {
  const known = new Set<string>();
  return (rows) => {
    const print = printOf(rows);
    if (known.has(print)) return true;
    known.add(print);
    return false;
  };
};

const endless = (what: string): Failure => ({
  code: 'format',
  reached: 'yes',
  message: `The vendor keeps returning the same page of the list: ${what}. The pages after it cannot be read, so the list may be incomplete.`,
  todo: 'Narrow the list with its filters or fetch fewer rows (set a limit), and report the problem to the vendor.',
});

/**
 * All rows of a paged list, page by page. The first page is given; the others are fetched on demand. Ends at a short or empty page. Fails with `format`
 * if the vendor goes in circles: it repeats a page token, or {@link BOUNDS.samePages} pages in a row contain only earlier rows. Repeated pages are held
 * back until a new one follows, because rows may be equal.
 */
export async function* pages(
  paging: Paging | undefined,
  request: Request,
  first: Page,
  ask: (request: Request) => Promise<Page>,
  { fail, follow, unsure }: Reader,
): AsyncGenerator<readonly Json[]> {
  let page = first;
  let rows = rowsOf(page);
  const fresh = paging?.by === 'offset' && paging.key !== undefined ? newBy(paging.key) : (all: readonly Json[]) => all;
  const isKnown = recognition();
  const given = fresh(rows);
  if (given.length > 0) yield given;
  if (!paging) return;
  isKnown(rows);
  /** Number of consecutive repeated pages, their rows, and the pages held back. */
  let again = 0;
  let alike = 0;
  /** If rows may be equal, a few of them prove nothing. */
  const proof = 'shifts' in paging && paging.shifts !== undefined ? BOUNDS.sameRows.most : 0;
  let held: (readonly Json[])[] = [];
  const shown = function* (page: readonly Json[], own: readonly Json[]): Generator<readonly Json[]> {
    const isAgain = page.length > 0 && (isKnown(page) || own.length === 0);
    again = isAgain ? again + 1 : 0;
    alike = isAgain ? alike + page.length : 0;
    if (again >= BOUNDS.samePages.most && alike >= proof) throw fail(endless(`${again} in a row contained only rows from earlier pages`));
    if (own.length > 0) held.push(own);
    if (isAgain) return;
    yield* held;
    held = [];
  };
  const next = (param: string, value: string | number): Request => ({ ...request, query: { ...request.query, [param]: value } });
  const sizeOf = ({ param, max, answered }: PageSize): number => answered?.(page.reply.body) ?? Number(request.query?.[param] ?? max);
  /** Where the first request began, if not at the start. */
  const startAt = (param: string, first: number): number => Number(request.query?.[param] ?? first);
  const seen = new Set<string>();
  let count = rows.length;
  let asked = request;
  for (let number = 1; ; number++) {
    if (rows.length === 0) break;
    let following: Request;
    if (paging.by === 'token' || paging.by === 'link') {
      const token = paging.by === 'link' ? nextLink(page.reply.headers.link) : paging.next(page.reply);
      if (token === undefined) break;
      if (seen.has(token)) throw fail(endless('the page that it names as the next one was already read'));
      seen.add(token);
      const linked = paging.by === 'link' ? follow(request, token) : next(paging.param, token);
      if ('failure' in linked) throw fail(linked.failure);
      following = linked;
    } else if (paging.by === 'offset') {
      const at = startAt(paging.param, 0) + count;
      const total = paging.total?.(page.reply.body);
      if (total === undefined ? rows.length < sizeOf(paging.size) : at >= total) break;
      following = next(paging.param, at);
    } else {
      const full = paging.full ?? (paging.size ? sizeOf(paging.size) : 1);
      if (rows.length < full) break;
      following = next(paging.param, startAt(paging.param, paging.first) + number);
    }
    const before = { request: asked, rows };
    page = await ask(following);
    asked = following;
    rows = rowsOf(page);
    count += rows.length;
    if (!('shifts' in paging && paging.shifts !== undefined)) {
      yield* shown(rows, fresh(rows));
      continue;
    }
    const settled = await afterShifts(before.rows, rows, paging.shifts, async (again) =>
      rowsOf(again === 'this' ? (page = await ask(following)) : await ask(before.request)),
    );
    count += settled.page.length - rows.length;
    rows = settled.page;
    if (settled.isUnsure) unsure?.();
    yield* shown(rows, settled.fresh);
  }
  yield* held;
}
