import type { DateTime } from 'luxon';
import { isoUtc, readDate } from '../base/dates';
import type { Fields } from '../catalogue/fields';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { Series } from '../catalogue/trigger';
import { allRowsOf, ask } from './read';
import { marked, replayIn } from './replay';
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

const earliest = (one: string, other: string | undefined): string => (other !== undefined && momentOf(other) < momentOf(one) ? other : one);

interface Growing {
  readonly time: string;
  readonly digest: string;
}

/** How far a series was returned. */
interface Place {
  /** The last completed point; empty if there was none. */
  readonly until: string;
  /** What was returned of the growing one after it. */
  readonly growing?: Growing | undefined;
}

const placeIn = ({ until, growing }: JsonObject | PollState): Place => ({
  until: String(until ?? ''),
  growing: isObject(growing) ? (growing as unknown as Growing) : undefined,
});

/** The place that is further on. */
const furthest = (one: Place, other: Place): Place => {
  if (one.until !== other.until) return one.until === '' || (other.until !== '' && byTime(one.until, other.until) < 0) ? other : one;
  return one.growing ? one : other;
};

const placed = ({ until, growing }: Place): JsonObject => ({ until, ...(growing && { growing: { ...growing } }) });

/** Puts a series back to its beginning, of which only the points since a time are returned; the place that it had says which ones were returned before. */
export const rewoundSeries = ({ until, growing, ...rest }: PollState, since: string): PollState => ({
  ...rest,
  until: '',
  replay: { since, rest: placed(placeIn({ until: until ?? '', growing: growing ?? null })) },
});

/** Ends a replay, early or not: the series continues where it stood. */
export const unwoundSeries = (saved: PollState, rest: JsonObject): PollState => {
  const { until: _, growing: __, ...others } = saved;
  return { ...others, ...placed(furthest(placeIn(saved), placeIn(rest))) };
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
  const replay = replayIn(saved);
  const returned = replay?.rest && placeIn(replay.rest);
  // A series without a completed point is read from the first poll on.
  const first = saved?.since as string | undefined;
  const since = returned ? earliest(replay.since, returned.until || first) : first;
  const points = await pointsFrom(context, watch, until || since || start?.toUTC().toISO() || undefined);
  const isAsked = ({ time }: Point): boolean => !start || isSince(time, start);
  if (saved && returned && context.replay) {
    const { from } = context.replay;
    const asked = points.filter((point) => (isTold(point, returned, digest) ? isSince(point.time, from) : isAsked(point)));
    let last: PollState = saved;
    for await (const step of tell(context, asked, saved, { ...how, returned })) yield { ...step, state: (last = { ...step.state, replay: saved.replay }) };
    yield { rows: [], state: { ...unwoundSeries(last, replay.rest!), replay: { since: replay.since } } };
    return;
  }
  if (saved) {
    for await (const step of tell(context, points.filter(isAsked), saved, how)) {
      yield replay ? { ...step, state: { ...step.state, replay: { since: replay.since } } } : step;
    }
    return;
  }

  const told = start ? points.filter(isAsked) : [];
  const before = points.filter((point) => (start ? !told.includes(point) : point.isComplete));
  const [growing] = start ? [] : points.filter(({ isComplete }) => !isComplete);
  const began = isoUtc(start ? Math.min(start.toMillis(), ports.now()) : ports.now());
  const state = { of, until: before.at(-1)?.time ?? '', since: began, ...(growing && grows && { growing: { time: growing.time, digest: digest(growing) } }) };
  yield { rows: [], state };
  yield* tell(context, told, state, how);
}

interface How {
  readonly grows: boolean;
  readonly batch: number;
  digest(point: Point): string;
  /** In a replay: how far the series was returned before. */
  readonly returned?: Place;
}

/** Whether a point was returned before, as it is now. */
const isTold = (each: Point, { until, growing }: Place, digest: How['digest']): boolean =>
  (until !== '' && byTime(each.time, until) <= 0) || (growing?.time === each.time && growing.digest === digest(each));

async function* tell(context: PollContext, points: readonly Point[], saved: PollState, { grows, digest, batch, returned }: How): AsyncGenerator<Step> {
  let { until, growing } = placeIn(saved);
  let pending: JsonObject[] = [];
  const { since } = saved;
  const state = (): PollState => ({ of: context.of, ...(since !== undefined && { since }), ...placed({ until, growing }) });
  for (const each of points) {
    const { time, point, isComplete } = each;
    if (until !== '' && byTime(time, until) <= 0) continue;
    const isKnown = growing?.time === time && growing.digest === digest(each);
    if (isComplete || (grows && !isKnown)) {
      const { raw, ...shaped } = context.shape(point);
      const row: JsonObject = { ...shaped, complete: isComplete, raw: raw! };
      pending.push(returned && isTold(each, returned, digest) ? marked(row) : row);
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
