import type { Span } from './figures';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The requested range of a series ("length", "unit" and "ending_at" of the endpoints in the document's section "Export"). */
export interface SeriesRange {
  readonly length: number;
  readonly unit: 'day' | 'hour';
  readonly endingAt: number;
}

export interface Point extends Span {
  /** A date if the unit is a day, a date and time if it is an hour. */
  readonly time: string;
}

/**
 * The points of a series, oldest first; the last one is the day or hour of `ending_at`. The account's days are in UTC. Points in the future are
 * omitted: length is a maximum.
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
