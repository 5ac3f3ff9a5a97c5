const DATE = String.raw`(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)`;
const TIME = String.raw`(?<hour>\d\d):?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`;
const ZONE = String.raw`(?<zone>Z|[+-]\d\d(?::?\d\d)?)`;
const ISO = new RegExp(`^${DATE}(?:[T ]${TIME}${ZONE}?)?$`);
const MINUTE = 60_000;

/**
 * Reads a date or a date with a time "expressed in any ISO format, e.g. 2017-04-06T16:41:44+05:00", also without separators. Without a time zone it is
 * UTC. Undefined if it is invalid or no such day exists.
 */
export function readDate(value: unknown): number | undefined {
  // In a query, a plus that was not written as %2B arrives as a space.
  const parts = typeof value === 'string' ? ISO.exec(value.replace(/(T.*\d) (\d\d:?\d\d)$/, '$1+$2'))?.groups : undefined;
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) => Number(parts[name] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number(`0.${parts.fraction ?? 0}`) * 1000));
  // Date.UTC turns 30 February into a day in March; a date that does not round-trip does not exist.
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const offset = offsetOf(parts.zone);
  return exists && offset !== undefined ? date.getTime() - offset : undefined;
}

function offsetOf(zone = 'Z'): number | undefined {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}
