const DAY = 86_400_000;

/** A local date and time. */
export interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** "MM/DD/YYYY"; undefined if it is invalid or no such day exists. */
export function readDate(value: unknown): Pick<Clock, 'year' | 'month' | 'day'> | undefined {
  const parts = typeof value === 'string' ? /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value) : null;
  if (!parts) return undefined;
  const [month, day, year] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : undefined;
}

/** "HH:MM AM/PM", on a 12-hour clock. */
export function readTime(value: unknown): Pick<Clock, 'hour' | 'minute'> | undefined {
  const parts = typeof value === 'string' ? /^(0\d|1[0-2]):([0-5]\d) (AM|PM)$/.exec(value) : null;
  if (!parts || parts[1] === '00') return undefined;
  return { hour: (Number(parts[1]) % 12) + (parts[3] === 'PM' ? 12 : 0), minute: Number(parts[2]) };
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) {
    try {
      const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
      formats.set(zone, new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', ...parts }));
    } catch {
      formats.set(zone, undefined);
    }
  }
  return formats.get(zone);
}

export const isZone = (zone: unknown): zone is string => typeof zone === 'string' && zone !== '' && formatOf(zone) !== undefined;

/** The local time in a zone at a given time. */
export function clockAt(at: number, zone: string): Clock {
  const parts = new Map(
    formatOf(zone)
      ?.formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const partOf = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return { year: partOf('year'), month: partOf('month'), day: partOf('day'), hour: partOf('hour'), minute: partOf('minute') };
}

/** A local time as if it were UTC. */
export const asUtc = ({ year, month, day, hour, minute }: Clock): number => Date.UTC(year, month - 1, day, hour, minute);

/** The time at which a zone's clocks show this; a local time skipped by daylight saving is an hour later. */
export function momentOf(clock: Clock, zone: string): number {
  const wanted = asUtc(clock);
  const offsetAt = (at: number): number => asUtc(clockAt(at, zone)) - Math.floor(at / 60_000) * 60_000;
  // The offset must be valid at the resulting time; on the day of a change the first guess may use the wrong one.
  const guess = wanted - offsetAt(wanted);
  const second = wanted - offsetAt(guess);
  return offsetAt(second) === wanted - second ? second : Math.max(guess, second);
}

export function daysLater(clock: Clock, days: number): Clock {
  const date = new Date(asUtc(clock) + days * DAY);
  return { ...clock, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
