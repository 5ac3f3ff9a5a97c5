/** ISO 8601 in the forms people use, and the document's `yyyy-MM-dd'T'HH:mm:ss.SSSZ`. Today's examples also have a space instead of the T. */
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const MINUTE = 60_000;

/** A point in time, or a local time as if it were UTC. */
export interface ReadTime {
  readonly ms: number;
  readonly hasZone: boolean;
}

/** Reads a date or a date with a time; undefined if it is invalid or no such day exists. */
export function readTime(value: unknown): ReadTime | undefined {
  const parts = typeof value === 'string' ? DATE_TIME.exec(value) : null;
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const fraction = Number(`0.${parts[7] ?? 0}`) * 1000;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, fraction));
  // Date.UTC turns 30 February into a day in March; a date that does not round-trip does not exist.
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const offset = offsetOf(parts[8]);
  if (!exists || offset === undefined) return undefined;
  return { ms: date.getTime() - offset, hasZone: parts[8] !== undefined };
}

/** A day, as the milliseconds of its midnight in UTC. */
export function readDay(value: unknown): number | undefined {
  return typeof value === 'string' && DATE.test(value) ? readTime(value)?.ms : undefined;
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** A formatter for an IANA time zone; undefined if there is no such zone. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) {
    try {
      formats.set(zone, new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }));
    } catch {
      formats.set(zone, undefined);
    }
  }
  return formats.get(zone);
}

export function isZone(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

/** Cached from the last lookup: the people of a broadcast have few time zones, and all need the same time. */
const offsets = { at: Number.NaN, byZone: new Map<string, number>() };

/** A zone's offset from UTC at a given time; an unknown zone counts as UTC. */
export function zoneOffset(zone: unknown, at: number): number {
  if (typeof zone !== 'string') return 0;
  if (offsets.at !== at) {
    offsets.at = at;
    offsets.byZone.clear();
  }
  const known = offsets.byZone.get(zone);
  if (known !== undefined) return known;
  const name = formatOf(zone)
    ?.formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const offset = offsetOf(name?.slice('GMT'.length) || undefined) ?? 0;
  offsets.byZone.set(zone, offset);
  return offset;
}
