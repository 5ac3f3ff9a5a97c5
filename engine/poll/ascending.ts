/** Something with a moment, in milliseconds since 1970. */
export interface Timed {
  readonly time: number;
}

const byTime = (one: Timed, other: Timed): number => one.time - other.time;

const isAscending = (page: readonly Timed[]): boolean => page.every((row, i) => i === 0 || page[i - 1]!.time <= row.time);

/** Whether two pages after one another show that the list goes from old to new: no vendor says so, and one that changes its order would lose rows. */
const showsOrder = (first: readonly Timed[], second: readonly Timed[]): boolean =>
  isAscending(first) && isAscending(second) && first[0]!.time < first.at(-1)!.time && first.at(-1)!.time <= second[0]!.time;

/**
 * Rows from old to new. Where the first two pages stand in that order they are given as they come, in memory that does not grow; else all are
 * read before the first is given.
 */
export async function* ascending<T extends Timed>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  const all: T[] = [];
  let before: readonly T[] | undefined;
  let inOrder: boolean | undefined;
  for await (const page of pages) {
    if (page.length === 0) continue;
    if (inOrder) {
      yield page;
      continue;
    }
    if (before && inOrder === undefined) {
      inOrder = showsOrder(before, page);
      if (inOrder) {
        yield before;
        yield page;
        all.length = 0;
        continue;
      }
    }
    before ??= page;
    for (const row of page) all.push(row);
  }
  if (!inOrder && all.length > 0) yield all.sort(byTime);
}
