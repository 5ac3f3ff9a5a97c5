import type { DateTime } from 'luxon';
import { isoUtc, readDate } from '../base/dates';
import type { Fields } from '../catalogue/fields';
import type { Json, JsonObject } from '../base/json';
import type { Series } from '../catalogue/trigger';
import { allRowsOf, ask } from './read';
import type { PollContext, PollState, Step } from './context';

/** Extra points beyond those due by the clock, because days begin at different times in other time zones. */
const SPARE_POINTS = 3;
const DIGEST = 12;
/** By then a day is over in every time zone. */
const LONG_OVER_MS = 36 * 60 * 60_000;

interface Point {
  readonly time: string;
  readonly point: Json;
  /** Whether a later point exists, so that this one no longer grows. */
  readonly isComplete: boolean;
}

/** A point's timestamp by the clock; NaN if the text is not a time. */
const momentOf = (time: string): number => Date.parse(isDay(time) ? `${time}T00:00:00Z` : time);

const isDay = (time: string): boolean => /^\d{4}-\d\d-\d\d$/.test(time);

/** Compares timestamps, because the texts of the repeated hour in autumn are not in chronological order. */
const byTime = (one: string, other: string): number => momentOf(one) - momentOf(other) || (one < other ? -1 : Number(one !== other));

/** Whether a point is not before a start; days are compared as text. */
const isSince = (time: string, start: DateTime): boolean => (isDay(time) ? time >= start.toFormat('yyyy-MM-dd') : momentOf(time) >= start.toMillis());

/** All points from a time on, oldest first. A long span takes several requests. */
const pointsFrom = async (context: PollContext, watch: Series<Fields>, from: string | undefined): Promise<readonly Point[]> => {
  const { chosen, ports } = context;
  const unitMs = watch.unitMs(chosen);
  const points = new Map<string, Json>();
  const read = async (length: number, ending?: number): Promise<void> => {
    const iso = ending === undefined ? undefined : new Date(ending).toISOString();
    const reading = await ask(context, watch.operation(chosen), watch.input(chosen, length, iso));
    for (const point of await allRowsOf(reading)) if (watch.time(point) !== '') points.set(watch.time(point), point);
  };
  const now = ports.now();
  const units = from === undefined ? 1 : Math.max(1, Math.ceil((now - momentOf(from)) / unitMs));
  let left = units + SPARE_POINTS;
  while (left > watch.most) {
    await read(watch.most, now - (left - watch.most) * unitMs);
    // One less, so that consecutive requests share a point and leave no gap.
    left -= watch.most - 1;
  }
  await read(left);
  const times = [...points.keys()].sort(byTime);
  // The last point of a series with gaps has no successor but is complete nevertheless.
  const isLongOver = (time: string): boolean => momentOf(time) + unitMs + LONG_OVER_MS < now;
  return times.map((time) => ({ time, point: points.get(time)!, isComplete: time !== times.at(-1) || isLongOver(time) }));
};

/**
 * Polls a series of points. `until` is the last completed point; a digest records what was reported of the growing one after it. A point is complete
 * once a later one exists, so the time zone of the vendor's days does not matter.
 */
export async function* series(context: PollContext, watch: Series<Fields>, saved: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, ports, batch, of } = context;
  const grows = watch.grows(chosen);
  const digest = ({ point, isComplete }: Point): string => ports.sha256(JSON.stringify([point, isComplete])).slice(0, DIGEST);
  const how = { grows, digest, batch };
  const start = chosen.starting_at === undefined ? undefined : readDate(String(chosen.starting_at), ports.timeZone);
  const until = String(saved?.until ?? '');
  // A series without a completed point is read from the first poll on.
  const points = await pointsFrom(context, watch, until || (saved?.since as string | undefined) || start?.toUTC().toISO() || undefined);
  if (saved) return yield* tell(context, start ? points.filter(({ time }) => isSince(time, start)) : points, saved, how);

  const told = start ? points.filter(({ time }) => isSince(time, start)) : [];
  const before = points.filter((point) => (start ? !told.includes(point) : point.isComplete));
  const [growing] = start ? [] : points.filter(({ isComplete }) => !isComplete);
  const since = isoUtc(start ? Math.min(start.toMillis(), ports.now()) : ports.now());
  const state = { of, until: before.at(-1)?.time ?? '', since, ...(growing && grows && { growing: { time: growing.time, digest: digest(growing) } }) };
  yield { rows: [], state };
  yield* tell(context, told, state, how);
}

interface How {
  readonly grows: boolean;
  readonly batch: number;
  digest(point: Point): string;
}

async function* tell(context: PollContext, points: readonly Point[], saved: PollState, { grows, digest, batch }: How): AsyncGenerator<Step> {
  let until = String(saved.until ?? '');
  let growing = saved.growing as { readonly time: string; readonly digest: string } | undefined;
  let pending: JsonObject[] = [];
  const { since } = saved;
  const state = (): PollState => ({ of: context.of, until, ...(since !== undefined && { since }), ...(growing && { growing }) });
  for (const each of points) {
    const { time, point, isComplete } = each;
    if (until !== '' && byTime(time, until) <= 0) continue;
    const isKnown = growing?.time === time && growing.digest === digest(each);
    if (isComplete || (grows && !isKnown)) {
      const { raw, ...row } = context.shape(point);
      pending.push({ ...row, complete: isComplete, raw });
    }
    if (isComplete) {
      until = time;
      growing = undefined;
    } else if (grows) growing = { time, digest: digest(each) };
    if (pending.length >= batch) {
      yield { rows: pending, state: state() };
      pending = [];
    }
  }
  yield { rows: pending, state: state() };
}
