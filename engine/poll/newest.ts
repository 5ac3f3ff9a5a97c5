import type { Fields } from '../catalogue/fields';
import type { Json } from '../base/json';
import type { Feed } from '../catalogue/trigger';
import type { PollContext } from './context';
import { ask, rowsOf } from './read';

/** Rows read in one go; of a longer list, a later part is asked for. */
const MOST_ROWS = 5_000;
/** Requests asked for, one list each. */
const MOST_LISTS = 8;

interface Read {
  /** Newest first. */
  readonly rows: readonly Json[];
  /** Whether these are the newest there are: nothing was left out, or only older rows were. */
  readonly isDone: boolean;
  readonly latest: number;
}

const readFrom = async (context: PollContext, watch: Feed<Fields>, from: number): Promise<Read> => {
  const since = new Date(from).toISOString();
  const all: { readonly time: number; readonly row: Json }[] = [];
  for await (const rows of rowsOf(await ask(context, watch.operation, watch.input(context.chosen, { since, start: since }), MOST_ROWS))) {
    // A row without a readable time is the oldest.
    for (const row of rows) all.push({ time: watch.time(row) || 0, row });
  }
  const isNewestFirst = all.length > 1 && all[0]!.time > all.at(-1)!.time;
  all.sort((one, other) => other.time - one.time);
  return { rows: all.map(({ row }) => row), isDone: all.length < MOST_ROWS || isNewestFirst, latest: all[0]?.time ?? from };
};

/**
 * The newest rows of a feed from a time on, newest first. No vendor documents the order of its list, and a list may be too long to be read as a whole:
 * then the time from which it is short enough is looked for by halves.
 */
export const newestOf = async (context: PollContext, watch: Feed<Fields>, since: number, count: number): Promise<readonly Json[]> => {
  let found = await readFrom(context, watch, since);
  let [withRows, without] = [found.latest, context.ports.now()];
  for (let lists = 1; lists < MOST_LISTS && !found.isDone && without - withRows > watch.stepMs; lists++) {
    const middle = (withRows + without) / 2;
    const later = await readFrom(context, watch, middle);
    if (later.rows.length === 0) without = middle;
    else [found, withRows] = [later, Math.max(middle, later.latest)];
  }
  return found.rows.slice(0, count);
};
