import { isoUtc, readDate } from '../base/dates';
import type { Fields } from '../catalogue/fields';
import type { Json, JsonObject } from '../base/json';
import type { Feed } from '../catalogue/trigger';
import { ascending, byTime, Descent } from './ascending';
import { backwards } from './backwards';
import { ask, rowsOf, type Reading } from './read';
import { FeedReplay, windowOf } from './feedReplay';
import { marked } from './replay';
import type { PollContext, PollState, Step } from './context';

/** A row is expected within this time after its timestamp, whatever the volume; newer rows wait if their keys take too much space. */
const SETTLE_MS = 60_000;
/** How far the vendor's clock may be behind ours at the first poll. */
const SKEW_MS = 60 * 60_000;

/** A class, because V8 may take objects of a literal, if the first ones last a little, for permanent, and not free them for long. */
class Row {
  constructor(
    readonly time: number,
    readonly key: string,
    readonly row: Json,
  ) {}
}

/** A feed's position: all rows before `from` are done; of later ones, those in `told` (or `seen` in an older state format) were passed on. */
interface Place {
  readonly told?: Json | undefined;
  readonly seen?: Json | undefined;
  readonly start: number;
  readonly from: number;
}

const placeOf = ({ start, from, told, seen }: PollState): Place => ({ start: Date.parse(String(start)), from: Date.parse(String(from)), told, seen });

async function* readable(context: PollContext, watch: Feed<Fields>, pages: AsyncIterable<readonly Json[]>, from: number): AsyncGenerator<readonly Row[]> {
  const order = new Descent();
  for await (const page of pages) {
    const rows: Row[] = [];
    for (const row of page) {
      const time = watch.time(row);
      if (Number.isNaN(time)) {
        throw context.fail({
          code: 'format',
          reached: 'yes',
          message: `A row from ${context.vendor.label} has no readable time, so it cannot be told apart from rows that were already returned.`,
          todo: 'Report it together with the row below; nothing was skipped, and it will be tried again.',
          details: { row },
        });
      }
      order.add(time);
      if (time >= from) rows.push(new Row(time, watch.key(row), row));
    }
    yield rows;
    if (watch.isEndless && rows.length === 0 && order.isProven) return;
  }
}

/** The same pages, each asked for while the one before is passed on: otherwise the vendor and we would wait for each other. */
async function* ahead<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const all = pages[Symbol.asyncIterator]();
  for (let next = all.next(); ; ) {
    const { done, value } = await next;
    if (done) return;
    next = all.next();
    // Thrown in its turn; until then it must not count as unhandled.
    next.catch(() => undefined);
    yield value;
  }
}

/** The rows of a list from the oldest to the newest, in whatever order the vendor has them. */
async function* oldestFirst(context: PollContext, watch: Feed<Fields>, reading: Reading, from: number, lost: () => void): AsyncGenerator<readonly Row[]> {
  const pages = watch.isEndless ? undefined : await backwards(reading, watch.time, lost);
  if (pages) {
    for await (const page of readable(context, watch, ahead(pages), from)) if (page.length > 0) yield [...page].sort(byTime);
    return;
  }
  const listed = rowsOf(reading);
  yield* ascending(readable(context, watch, watch.isEndless ? listed : ahead(listed), from));
}

/**
 * Polls rows with timestamps. Rows that may still arrive late are read again each time and matched with what was passed on by timestamp and key; equal
 * ones are counted. The stored keys are bounded; if they need more space, timestamps are closed earlier, and the newest rows wait until theirs is.
 */
export async function* feed(context: PollContext, watch: Feed<Fields>, saved: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, ports, batch, of } = context;
  // This state has no other list of keys.
  const keyBytes = 2 * context.keyBytes;
  const { stepMs } = watch;
  const floor = (ms: number): number => Math.floor(ms / stepMs) * stepMs;
  const given = saved === undefined && chosen.starting_at !== undefined ? readDate(String(chosen.starting_at), ports.timeZone)?.toMillis() : undefined;
  const place: Place | undefined = saved ? placeOf(saved) : given === undefined ? undefined : { start: given, from: floor(given) };
  // A replay begins at this place, so that it does not return what the first poll has just returned.
  if (place && !saved && context.replay) {
    yield { rows: [], state: { of, start: isoUtc(place.start), from: isoUtc(place.from), told: {} } };
    return;
  }
  // One step earlier, because it is undocumented whether the bound is inclusive.
  const since = place ? Math.min(place.from - stepMs, ports.now()) : ports.now() - SKEW_MS;
  const reading = await ask(context, watch.operation, watch.input(chosen, { since: isoUtc(floor(since)), start: isoUtc(floor(place?.start ?? since)) }));
  const { now } = reading;
  const start = place?.start ?? floor(now);
  const from = place?.from ?? start;
  /** Whether newer rows are left for the next poll. */
  let waits = false;
  const lost = (): void => {
    waits = true;
  };
  const rows = oldestFirst(context, watch, reading, from, lost);
  const seen = windowOf(context, place ?? {}, keyBytes);
  const replay = FeedReplay.from(context, saved);

  /** Timestamps before this one are closed. */
  let closed = from;
  let reached = from;
  /** Where the previous page began: rows equal to its rows may follow and be different ones. */
  let pageBefore = from;
  let page = from;
  /** Once the list has moved, nothing more is closed: skipped rows must be read again. */
  let frozen: number | undefined;
  const close = (before: number): void => {
    if (reading.isUnsure()) frozen ??= Math.min(closed, pageBefore);
    closed = Math.max(closed, Math.min(before, frozen ?? Infinity));
    seen.close(closed);
    replay?.close(closed);
  };
  const awaited = floor(now - watch.lookBackMs(chosen));
  const stateAt = (moment: number): PollState => {
    close(Math.min(moment, awaited));
    return { of, start: isoUtc(start), from: isoUtc(closed), told: seen.toJSON(), ...(replay && { replay: replay.toJSON() }) };
  };

  // Start now: existing rows are not reported.
  if (!place) {
    for await (const page of rows) for (const { time, key } of page) if (seen.fits(time, key)) seen.add(time, key);
    yield { rows: [], state: { of, start: isoUtc(start), from: isoUtc(from), told: seen.toJSON() } };
    return;
  }

  const old = windowOf(context, place, Infinity);
  let pending: JsonObject[] = [];
  /** A timestamp with more rows than can be stored: the state can only be saved after it. */
  let whole: number | undefined;
  const fits = (time: number, key: string): boolean => seen.fits(time, key, replay?.size);
  const remembered = (time: number, key: string): 'yes' | 'whole' | 'no' => {
    if (fits(time, key)) return 'yes';
    // What is no longer awaited goes first.
    close(Math.min(time, awaited));
    if (fits(time, key)) return 'yes';
    const settled = floor(now - SETTLE_MS);
    close(Math.min(time, settled));
    if (fits(time, key)) return 'yes';
    return time < settled && !reading.isUnsure() ? 'whole' : 'no';
  };
  /**
   * What is done after the rows so far. Rows since the page before may have to be read again, unless the space was too small for their keys: the few that
   * are left would then be written with each step for nothing.
   */
  const done = (): number => (closed > pageBefore ? reached : Math.min(reached, pageBefore));
  /** Ends a timestamp that is not stored. */
  const leave = (moment: number): void => {
    close(moment + stepMs);
    whole = undefined;
  };

  reading: for await (const some of rows) {
    pageBefore = page;
    page = some[0]!.time;
    for (const { time, key, row } of some) {
      if (old.take(time, key)) continue;
      if (whole !== undefined && time > whole) leave(whole);
      if (pending.length >= batch && whole === undefined) {
        yield { rows: pending, state: stateAt(done()) };
        pending = [];
      }
      const isReplayed = replay?.take(time, key) === true;
      // A row of a closed timestamp, seen by chance between shifted pages.
      if (time >= closed && time !== whole) {
        const answer = remembered(time, key);
        if (answer === 'no') {
          if (isReplayed) replay?.putBack(time, key);
          waits = true;
          break reading;
        }
        if (answer === 'whole') whole = time;
        else seen.add(time, key);
      }
      const shaped = context.shape(row);
      pending.push(isReplayed ? marked(shaped) : shaped);
      reached = Math.max(reached, time);
    }
  }
  if (whole !== undefined) leave(whole);
  // Rows that a moving list left out come with the next poll, and must be known as replayed then.
  if (replay && !waits && !reading.isUnsure()) close(replay.end());
  yield { rows: pending, state: stateAt(waits ? done() : Infinity), ...(waits && { comeBackMs: SETTLE_MS }) };
}
