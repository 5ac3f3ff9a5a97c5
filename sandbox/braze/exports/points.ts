import type { Span } from './figures';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a series is asked for ("length", "unit" and "ending_at" of the endpoints in the document's section "Export"). */
export interface SeriesRange {
  readonly length: number;
  readonly unit: 'day' | 'hour';
  readonly endingAt: number;
}

export interface Point extends Span {
  /** A date when the unit is a day, a date and time when it is an hour. */
  readonly time: string;
}

/**
 * The points of a series, oldest first; the last one is the day or hour that `ending_at` falls in. The account's days are UTC's.
 * Points that lie wholly ahead of the clock are left out: length is the most that is returned.
 */
export function pointsOf({ length, unit, endingAt }: SeriesRange, now: number): Point[] {
  const size = unit === 'day' ? DAY_MS : HOUR_MS;
  const hours = size / HOUR_MS;
  const last = Math.floor(endingAt / size);
  return Array.from({ length }, (_, index) => last - length + 1 + index)
    .filter((index) => index * size <= now)
    .map((index) => {
      const start = new Date(index * size).toISOString();
      return { time: unit === 'day' ? start.slice(0, 10) : start.replace('.000Z', '+00:00'), firstHour: index * hours, hours };
    });
}
