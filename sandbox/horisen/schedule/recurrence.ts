import { DAY, dayOf, isMeant, weekOf, withDefaults, type Day } from './days';
import type { Rule } from './rule';
import type { Schedule } from './schedule';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How far ahead a rule is searched: one for 30 February has no occurrences. */
const HORIZON = 100 * 366 * DAY;
/** Rules of hours or less have too many occurrences to search that far. */
const SHORT_HORIZON = 10 * 366 * DAY;
const SHORT_UNITS: Readonly<Partial<Record<Rule['freq'], number>>> = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND };

/** The occurrences of a rule after it was saved, in UTC. It counts from then; the time of saving itself is not a run. */
export class Recurrence implements Schedule {
  next: number | undefined;
  private readonly moments: Generator<number>;

  constructor(rule: Rule, savedAt: number) {
    this.moments = dueMoments(rule, savedAt);
    this.advance();
  }

  advance(): void {
    const { done, value } = this.moments.next();
    this.next = done ? undefined : value;
  }
}

function* dueMoments(given: Rule, savedAt: number): Generator<number> {
  const start = Math.floor(savedAt / SECOND) * SECOND;
  const rule = withDefaults(given, dayOf(start));
  let counted = 0;
  for (const at of selectedMoments(rule, start)) {
    if (at < start) continue;
    if (at > rule.until || ++counted > rule.count) return;
    if (at > savedAt) yield at;
  }
}

/** With BYSETPOS only some of the occurrences in each period. */
function* selectedMoments(rule: Rule, start: number): Generator<number> {
  const { positions } = rule;
  if (!positions) return yield* allMoments(rule, start);
  let period: number | undefined;
  let moments: number[] = [];
  const selected = (): number[] => moments.filter((_, i) => positions.includes(i + 1) || positions.includes(i - moments.length));
  for (const at of allMoments(rule, start)) {
    const current = periodOf(rule, at);
    if (current !== period) {
      yield* selected();
      period = current;
      moments = [];
    }
    moments.push(at);
  }
  yield* selected();
}

/** All occurrences; with BYSETPOS from the beginning of the year, because a period may have begun before the rule was saved. */
function* allMoments(rule: Rule, start: number): Generator<number> {
  const today = dayOf(start);
  const isShort = SHORT_UNITS[rule.freq] !== undefined;
  const first = rule.positions && !isShort ? Date.UTC(today.year, 0, 1) - 7 * DAY : today.at;
  // The period in which the rule ends is needed completely: its last occurrence may be after the end.
  const until = rule.positions ? rule.until + 366 * DAY : rule.until;
  const end = Math.min(start + (isShort ? SHORT_HORIZON : HORIZON), until);
  for (let at = first; at <= end; at += DAY) {
    const day = dayOf(at);
    if (isDayDue(rule, day, today) && isMeant(rule, day)) yield* timesOf(rule, at, start);
  }
}

const isMultiple = (interval: number, distance: number): boolean => Math.round(distance) % interval === 0;

/** Whether a day matches the interval; intervals of hours or less are checked with the times. */
function isDayDue({ freq, interval, weekStart }: Rule, day: Day, start: Day): boolean {
  switch (freq) {
    case 'DAILY':
      return isMultiple(interval, (day.at - start.at) / DAY);
    case 'WEEKLY':
      return isMultiple(interval, (weekOf(day, weekStart) - weekOf(start, weekStart)) / (7 * DAY));
    case 'MONTHLY':
      return isMultiple(interval, (day.year - start.year) * 12 + day.month - start.month);
    case 'YEARLY':
      return isMultiple(interval, day.year - start.year);
    default:
      return true;
  }
}

const from0 = (length: number): number[] => Array.from({ length }, (_, i) => i);
const HOURS = from0(24);
const SIXTY = from0(60);

/** The times of a day: units smaller than the frequency default to the rule's start, others are unrestricted. */
function* timesOf(rule: Rule, day: number, start: number): Generator<number> {
  const unit = SHORT_UNITS[rule.freq];
  const step = unit ?? DAY;
  const startDate = new Date(start);
  const ascending = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => a - b);
  const hours = ascending(rule.hours ?? (step <= HOUR ? HOURS : [startDate.getUTCHours()]));
  const minutes = ascending(rule.minutes ?? (step <= MINUTE ? SIXTY : [startDate.getUTCMinutes()]));
  const seconds = ascending(rule.seconds ?? (step <= SECOND ? SIXTY : [startDate.getUTCSeconds()]));
  const isTimeDue = (at: number): boolean => unit === undefined || isMultiple(rule.interval, Math.floor(at / unit) - Math.floor(start / unit));
  for (const hour of hours) {
    for (const minute of minutes) {
      for (const second of seconds) {
        const at = day + hour * HOUR + minute * MINUTE + second * SECOND;
        if (isTimeDue(at)) yield at;
      }
    }
  }
}

/** The period in which BYSETPOS counts. */
function periodOf({ freq, weekStart }: Rule, at: number): number {
  const unit = SHORT_UNITS[freq];
  if (unit !== undefined) return Math.floor(at / unit);
  const day = dayOf(at);
  if (freq === 'DAILY') return day.at;
  if (freq === 'WEEKLY') return weekOf(day, weekStart);
  return freq === 'MONTHLY' ? day.year * 12 + day.month : day.year;
}
