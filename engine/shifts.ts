import type { Json } from './json';

type Rows = readonly Json[];

/** How often two pages are read again before they are taken as they are. */
const MOST_TRIES = 3;

const textsOf = (rows: Rows): readonly string[] => rows.map((row) => JSON.stringify(row));

const isSame = (one: Rows, other: Rows): boolean => {
  const texts = textsOf(other);
  return one.length === other.length && textsOf(one).every((text, i) => text === texts[i]);
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

/**
 * What a page brings after the one before it, where rows that look the same may be several or one that came again, because others were
 * added before it while the list was read. Where the two pages share a row, both are read again until they stand still. It finds as many
 * added rows as a page has.
 * @param before the page before, and its request
 * @param page as it was read
 * @param ask reads this page, or the one before, again
 * @returns the page as it is now, and the rows of both that were not in the one before
 */
export const afterShifts = async (
  before: { readonly rows: Rows },
  page: Rows,
  ask: (again: 'this' | 'before') => Promise<Rows>,
): Promise<{ readonly page: Rows; readonly fresh: Rows }> => {
  const known = new Set(textsOf(before.rows));
  if (!textsOf(page).some((text) => known.has(text))) return { page, fresh: page };
  let earlier = await ask('before');
  if (isSame(earlier, before.rows)) return { page, fresh: page };
  let now = page;
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    now = await ask('this');
    const again = await ask('before');
    const stands = isSame(again, earlier);
    earlier = again;
    if (stands) break;
  }
  return { page: now, fresh: without([...earlier, ...now], before.rows) };
};
