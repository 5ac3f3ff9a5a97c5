import type { Json } from './json';

type Rows = readonly Json[];

/** How often two pages are read again before they are taken as they are. */
const MOST_TRIES = 3;

const textsOf = (rows: Rows): readonly string[] => rows.map((row) => JSON.stringify(row));

const isSame = (one: Rows, other: Rows): boolean => {
  const texts = textsOf(other);
  return one.length === other.length && textsOf(one).every((text, i) => text === texts[i]);
};

const share = (one: Rows, other: Rows): boolean => {
  const known = new Set(textsOf(one));
  return textsOf(other).some((text) => known.has(text));
};

/** The rows that are left once each of some others was taken out once. */
const without = (rows: Rows, taken: Rows): Rows => {
  const left = new Map<string, number>();
  for (const text of textsOf(taken)) left.set(text, (left.get(text) ?? 0) + 1);
  return rows.filter((row) => {
    const text = JSON.stringify(row);
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
};

/** By how many rows a page was pushed on: what was at its beginning is at its end now. */
const pushedBy = (before: Rows, now: Rows): number => {
  const [was, is] = [textsOf(before), textsOf(now)];
  for (let pushed = 0; pushed < was.length; pushed++) {
    if (is.length === was.length && is.every((text, i) => i < pushed || text === was[i - pushed])) return pushed;
  }
  return was.length;
};

/** What a page brings that was not on the one before it. */
export interface Settled {
  /** The page as it is now. */
  readonly page: Rows;
  readonly fresh: Rows;
  /** Rows that look like some of the page before were left out, though they may be others. */
  readonly isUnsure: boolean;
}

/**
 * What a page brings after the one before it, where a row that looks like one of them may be another, or the same that came again because rows were
 * added before it while the list was read. Where the two pages share a row, they are read again until they stand still. As many added rows
 * are found as a page has.
 * @param before the rows of the page before, as they were taken
 * @param page as it was read after it
 * @param ask reads this page, or the one before, again
 */
export const afterShifts = async (before: Rows, page: Rows, ask: (again: 'this' | 'before') => Promise<Rows>): Promise<Settled> => {
  if (!share(before, page)) return { page, fresh: page, isUnsure: false };
  let earlier = await ask('before');
  // Nothing was added: they are others.
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
