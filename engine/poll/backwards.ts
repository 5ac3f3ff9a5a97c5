import { CampaignError } from '../base/errors';
import type { JsonObject } from '../base/json';
import type { Windows } from '../base/output';
import { isSameRow } from '../base/pageDrift';
import { Descent } from './ascending';
import { rowsOf, type Reading } from './read';

/** Rows by which a window is found again in the next one, if it has as many. */
const ANCHOR = 20;
/** How many rows may be added between two requests, as a share of a page; the second one counts once they were more than the first. */
const ADDED = [1 / 50, 3 / 10] as const;

/** Rows that were read, and where they began at that time. */
interface Window {
  readonly from: number;
  readonly rows: readonly JsonObject[];
}

/**
 * The window that reaches from as far before a place as possible to so many rows behind it. A window of a size begins at a multiple of that size, so the
 * sizes are tried.
 */
export const windowBefore = (place: number, overlap: number, most: number): { readonly from: number; readonly count: number } => {
  let best = { from: place, count: 0 };
  for (let count = most; count > overlap && place - best.from < count - overlap; count--) {
    const from = Math.floor((place - 1) / count) * count;
    if (from + count >= place + overlap && from < best.from) best = { from, count };
  }
  return best;
};

/** Where rows begin among others; undefined if nowhere, or if they may begin in several places. */
const placeOf = (anchor: readonly JsonObject[], rows: readonly JsonObject[]): number | undefined => {
  const [first, ...others] = anchor;
  let place: number | undefined;
  if (!first) return undefined;
  for (let i = 0; i + anchor.length <= rows.length; i++) {
    if (!isSameRow(first, rows[i]!) || !others.every((row, k) => isSameRow(row, rows[i + 1 + k]!))) continue;
    if (place !== undefined) return undefined;
    place = i;
  }
  return place;
};

/** A list read window by window from its end, while rows are added before those that were read. */
class Walk {
  /** Which share is expected now. */
  private pace = 0;

  constructor(private readonly windows: Windows<JsonObject>) {}

  /** The last window; undefined if the vendor does not keep to the size of a page. */
  async last(): Promise<Window | undefined> {
    const { most } = this.windows;
    const isThere = async (page: number): Promise<boolean> => ((await this.windows.read(page * most, 1))?.length ?? 0) > 0;
    let [there, beyond] = [0, 1];
    while (await isThere(beyond)) [there, beyond] = [beyond, beyond * 2];
    while (beyond - there > 1) {
      const middle = (there + beyond) >> 1;
      if (await isThere(middle)) there = middle;
      else beyond = middle;
    }
    let last: Window | undefined;
    // Rows that were added meanwhile have moved the end.
    for (let page = there; ; page++) {
      const rows = await this.windows.read(page * most, most);
      if (!rows) return undefined;
      if (rows.length > 0) last = { from: page * most, rows };
      if (rows.length < most) return last;
    }
  }

  /** The rows before a window, and where they begin now; undefined if the window is not found again. */
  async before({ from: place, rows: behind }: Window): Promise<Window | undefined> {
    const { most } = this.windows;
    const anchor = behind.slice(0, ANCHOR);
    for (; this.pace < ADDED.length; this.pace++) {
      const { from, count } = windowBefore(place, anchor.length + Math.ceil(most * ADDED[this.pace]!), most);
      const rows = count > 0 ? await this.windows.read(from, count) : undefined;
      const found = rows && placeOf(anchor, rows);
      if (found !== undefined) return { from, rows: rows!.slice(0, found) };
    }
    return undefined;
  }
}

/** The last two windows; undefined if the list is too short, or not even these can be read. What is wrong with a single request is no reason to fail. */
const endOf = async (walk: Walk): Promise<Window[] | undefined> => {
  try {
    const last = await walk.last();
    const next = last && last.from > 0 ? await walk.before(last) : undefined;
    return next && [last!, next];
  } catch (error) {
    if (error instanceof CampaignError && error.failure.reached === 'yes') return undefined;
    throw error;
  }
};

/** @param end is emptied, so that its windows are not kept as long as the list is read */
async function* backFrom(end: Window[], walk: Walk, lost: () => void): AsyncGenerator<readonly JsonObject[]> {
  for (let window = end.shift(); window; window = end.shift() ?? (await walk.before(window))) {
    yield window.rows;
    if (window.from === 0) return;
  }
  lost();
}

/**
 * The pages of a list that is newest first, from its last to its first, so that they are passed on as they are read and none is kept. Each window is read
 * together with the beginning of the one behind it: by that it is seen how many rows were added meanwhile, and none is left out or comes twice.
 * Undefined if the list is in another order, or too short, or cannot be read like that.
 * @param lost called if the list moved too much: the pages end there, and the newer ones are left for later
 */
export const backwards = async (
  reading: Reading,
  timeOf: (row: JsonObject) => number,
  lost: () => void,
): Promise<AsyncIterable<readonly JsonObject[]> | undefined> => {
  const windows = reading.output.kind === 'rows' ? reading.output.windows : undefined;
  if (!windows) return undefined;
  const order = new Descent();
  for await (const first of rowsOf(reading)) {
    if (first.length < windows.most) return undefined;
    for (const row of first as readonly JsonObject[]) order.add(timeOf(row));
    break;
  }
  if (!order.isProven) return undefined;
  const walk = new Walk(windows);
  const end = await endOf(walk);
  return end && backFrom(end, walk, lost);
};
