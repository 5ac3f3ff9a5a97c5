import { isoUtc, readDate } from '../base/dates';
import type { Fields } from '../catalogue/fields';
import type { Json, JsonObject } from '../base/json';
import type { Feed } from '../catalogue/trigger';
import { ascending } from './ascending';
import { SeenWindow, SEEN_DIGEST } from './seenWindow';
import { ask, rowsOf } from './read';
import type { PollContext, PollState, Step } from './context';

/** So long after its moment a row is expected whatever the volume; newer ones wait where their keys would take too much room. */
const SETTLE_MS = 60_000;
/** How far the vendor's clock may be behind ours when it is asked for the first time. */
const SKEW_MS = 60 * 60_000;

interface Row {
  readonly time: number;
  readonly key: string;
  readonly row: Json;
}

/** Where a feed stands: all rows before `from` are done with; of the later ones those in `told` were handed on, or in `seen`, as it was kept once. */
interface Place {
  readonly told?: Json | undefined;
  readonly seen?: Json | undefined;
  readonly start: number;
  readonly from: number;
}

const placeOf = ({ start, from, told, seen }: PollState): Place => ({ start: Date.parse(String(start)), from: Date.parse(String(from)), told, seen });

async function* readable(context: PollContext, watch: Feed<Fields>, pages: AsyncIterable<readonly Json[]>, from: number): AsyncGenerator<readonly Row[]> {
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
      if (time >= from) rows.push({ time, key: watch.key(row), row });
    }
    yield rows;
  }
}

/**
 * Polls rows that each stand for a moment. What may still come late is read again each time, and told from what was handed on by moment and
 * key: equal ones by their number. The keys that are kept take a bounded room; where they would need more, moments are closed earlier, and
 * the newest rows wait until theirs is.
 */
export async function* feed(context: PollContext, watch: Feed<Fields>, saved: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, ports, batch, of } = context;
  // It is all that the state has.
  const keyBytes = 2 * context.keyBytes;
  const { stepMs } = watch;
  const floor = (ms: number): number => Math.floor(ms / stepMs) * stepMs;
  const given = saved === undefined && chosen.starting_at !== undefined ? readDate(String(chosen.starting_at), ports.timeZone)?.toMillis() : undefined;
  const place: Place | undefined = saved ? placeOf(saved) : given === undefined ? undefined : { start: given, from: floor(given) };
  // A step earlier, as it is not said whether the moment itself is in.
  const since = place ? Math.min(place.from - stepMs, ports.now()) : ports.now() - SKEW_MS;
  const reading = await ask(context, watch.operation, watch.input(chosen, { since: isoUtc(floor(since)), start: isoUtc(floor(place?.start ?? since)) }));
  const { now } = reading;
  const start = place?.start ?? floor(now);
  const from = place?.from ?? start;
  const rows = ascending(readable(context, watch, rowsOf(reading), from));
  const digest = (key: string): string => ports.sha256(`${of} ${key}`).slice(0, SEEN_DIGEST);
  const seen = SeenWindow.from(place?.told, place?.seen, keyBytes, digest);

  /** Moments before this one are closed. */
  let closed = from;
  let reached = from;
  /** Where the page before began: rows of it may come once more, and be others. */
  let pageBefore = from;
  let page = from;
  /** Nothing is closed any more once the list has moved: what was left out has to be read again. */
  let frozen: number | undefined;
  const close = (before: number): void => {
    if (reading.isUnsure()) frozen ??= Math.min(closed, pageBefore);
    closed = Math.max(closed, Math.min(before, frozen ?? Infinity));
    seen.close(closed);
  };
  const stateAt = (moment: number): PollState => {
    close(Math.min(moment, floor(now - watch.lookBackMs(chosen))));
    return { of, start: isoUtc(start), from: isoUtc(closed), told: seen.toJSON() };
  };

  // From now on: what is there already is not told.
  if (!place) {
    for await (const page of rows) for (const { time, key } of page) if (seen.fits(time, key)) seen.add(time, key);
    yield { rows: [], state: { of, start: isoUtc(start), from: isoUtc(from), told: seen.toJSON() } };
    return;
  }

  const old = SeenWindow.from(place.told, place.seen, Infinity, digest);
  let pending: JsonObject[] = [];
  /** A moment with more rows than can be remembered: there is no state in its middle, only after it. */
  let whole: number | undefined;
  const remembered = (time: number, key: string): 'yes' | 'whole' | 'no' => {
    if (seen.fits(time, key)) return 'yes';
    const settled = floor(now - SETTLE_MS);
    close(Math.min(time, settled));
    if (seen.fits(time, key)) return 'yes';
    return time < settled && !reading.isUnsure() ? 'whole' : 'no';
  };
  /** Ends a moment that is not remembered. */
  const leave = (moment: number): void => {
    close(moment + stepMs);
    whole = undefined;
  };

  let waits = false;
  reading: for await (const some of rows) {
    pageBefore = page;
    page = some[0]!.time;
    for (const { time, key, row } of some) {
      if (old.take(time, key)) continue;
      if (whole !== undefined && time > whole) leave(whole);
      if (pending.length >= batch && whole === undefined) {
        yield { rows: pending, state: stateAt(Math.max(Math.min(reached, pageBefore), closed)) };
        pending = [];
      }
      // A row of a closed moment was seen by chance, between pages that shifted.
      if (time >= closed && time !== whole) {
        const answer = remembered(time, key);
        if (answer === 'no') {
          waits = true;
          break reading;
        }
        if (answer === 'whole') whole = time;
        else seen.add(time, key);
      }
      pending.push(context.shape(row));
      reached = Math.max(reached, time);
    }
  }
  if (whole !== undefined) leave(whole);
  yield { rows: pending, state: stateAt(waits ? Math.max(Math.min(reached, pageBefore), closed) : Infinity), ...(waits && { comeBackMs: SETTLE_MS }) };
}
