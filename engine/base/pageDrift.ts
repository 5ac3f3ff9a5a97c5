import { isObject, type Json, type JsonObject } from './json';

type Rows = readonly Json[];

/** How often two pages are read again before they are used as they are. */
const MOST_TRIES = 3;

const textsOf = (rows: Rows): readonly string[] => rows.map((row) => JSON.stringify(row));

const isSame = (one: Rows, other: Rows): boolean => {
  const texts = textsOf(other);
  return one.length === other.length && textsOf(one).every((text, i) => text === texts[i]);
};

/** Whether two rows are equal. Most differ in a member that is no object, so that they need not be written as text. */
export const isSameRow = (one: JsonObject, other: JsonObject): boolean => {
  for (const name in one) if (typeof one[name] !== 'object' && one[name] !== other[name]) return false;
  return JSON.stringify(one) === JSON.stringify(other);
};

/** The least and the greatest text of a member. */
type Range = readonly [least: string, greatest: string];

const memberOf = (row: Json, along: string): unknown => (isObject(row) ? row[along] : undefined);

/** Undefined if the member is not a text in each row. */
const rangeOf = (rows: Rows, along: string): Range | undefined => {
  let least: string | undefined;
  let greatest = '';
  for (const row of rows) {
    const value = memberOf(row, along);
    if (typeof value !== 'string') return undefined;
    if (value > greatest) greatest = value;
    if (least === undefined || value < least) least = value;
  }
  return least === undefined ? undefined : [least, greatest];
};

const common = ([least, greatest]: Range, other: Range): Range => [least > other[0] ? least : other[0], greatest < other[1] ? greatest : other[1]];

/** The rows that may be equal to one of another page, because equal rows have equal members: a few at the edge if the pages are ordered by the member. */
const near = (rows: Rows, along: string, range: Range | undefined): Rows => {
  if (!range) return rows;
  const [least, greatest] = range;
  if (least > greatest) return [];
  return rows.filter((row) => {
    const value = memberOf(row, along) as string;
    return value >= least && value <= greatest;
  });
};

const share = (one: Rows, other: Rows, along: string): boolean => {
  const [own, its] = [rangeOf(one, along), rangeOf(other, along)];
  const range = own && its && common(own, its);
  const known = new Set(textsOf(near(one, along, range)));
  return textsOf(near(other, along, range)).some((text) => known.has(text));
};

/** The rows left after removing each of the others once. */
const without = (rows: Rows, taken: Rows): Rows => {
  const left = new Map<string, number>();
  for (const text of textsOf(taken)) left.set(text, (left.get(text) ?? 0) + 1);
  const texts = textsOf(rows);
  return rows.filter((_, i) => {
    const text = texts[i]!;
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
};

/** By how many rows a page was shifted: its former beginning is now its end. */
const pushedBy = (before: Rows, now: Rows): number => {
  const [was, is] = [textsOf(before), textsOf(now)];
  for (let pushed = 0; pushed < was.length; pushed++) {
    if (is.length === was.length && is.every((text, i) => i < pushed || text === was[i - pushed])) return pushed;
  }
  return was.length;
};

/** What is new on a page compared with the page before it. */
export interface Settled {
  /** The page as it is now. */
  readonly page: Rows;
  readonly fresh: Rows;
  /** Rows equal to rows of the previous page were left out, though they may be different ones. */
  readonly isUnsure: boolean;
}

/**
 * The new rows of a page. A row equal to one on the previous page may be a different row, or the same one shifted because rows were added while the
 * list was read. If the two pages share a row, both are read again until they are stable. Detects up to one page of added rows.
 * @param before rows of the previous page, as returned
 * @param page the next page, as read
 * @param along a member by which the list is ordered as a rule; if it is not, more rows are compared
 * @param ask reads this page or the previous one again
 */
export const afterShifts = async (before: Rows, page: Rows, along: string, ask: (again: 'this' | 'before') => Promise<Rows>): Promise<Settled> => {
  if (!share(before, page, along)) return { page, fresh: page, isUnsure: false };
  let earlier = await ask('before');
  // Nothing was added, so they are different rows.
  if (isSame(earlier, before)) return { page, fresh: page, isUnsure: false };
  let now = page;
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    now = await ask('this');
    const again = await ask('before');
    const stands = isSame(again, earlier);
    earlier = again;
    if (!stands) continue;
    const pushed = pushedBy(before, earlier);
    const isClear = pushed < before.length && isSame(now.slice(0, pushed), before.slice(before.length - pushed));
    if (isClear) return { page: now, fresh: now.slice(pushed), isUnsure: false };
    break;
  }
  return { page: now, fresh: without(now, before), isUnsure: true };
};
