/** Something with a timestamp, in milliseconds since 1970. */
export interface Timed {
  readonly time: number;
}

/** This many distinct timestamps in order are no accident: a random order begins like this in one list out of 479 million. */
const PROOF = 12;

/** Whether a list is newest first, as far as it was read. */
export class Descent {
  private last = Infinity;
  private moments = 0;
  private isBroken = false;

  add(time: number): void {
    if (time > this.last) this.isBroken = true;
    if (time < this.last) this.moments++;
    this.last = time;
  }

  get isProven(): boolean {
    return !this.isBroken && this.moments >= PROOF;
  }
}

export const byTime = (one: Timed, other: Timed): number => one.time - other.time;

/**
 * Rows from oldest to newest, whatever order the vendor uses, since none documents it. Once a list proves to be ascending it is streamed in constant
 * memory; a list in any other order is read completely before its first row is returned, unless `backwards` can read it from its end.
 */
export async function* ascending<T extends Timed>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  let all: T[] = [];
  let isOrdered = true;
  let moments = 0;
  for await (const page of pages) {
    if (isOrdered && moments >= PROOF) {
      if (page.length > 0) yield page;
      continue;
    }
    for (const row of page) {
      const last = all.at(-1);
      if (last && row.time < last.time) isOrdered = false;
      if (!last || row.time > last.time) moments++;
      all.push(row);
    }
    if (!isOrdered || moments < PROOF) continue;
    yield all;
    all = [];
  }
  if (all.length > 0) yield all.sort(byTime);
}
