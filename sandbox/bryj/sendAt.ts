import { refuse } from './refusals';

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)([+-])(\d\d)(\d\d)$/;
const EXTENDED = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d):(\d\d)$/;
const GRACE_MS = 5 * 60_000;

/**
 * Reads `send_at` ("Create a request": basic `20071119T083748-0600` or extended `2007-11-19T08:37:48+01:00`, nothing else: no fraction, no `Z`). Absent
 * means now; more than five minutes in the past is rejected ("Troubleshooting").
 */
export function readSendAt(value: unknown, now: number): number {
  if (value === undefined || value === null) return now;
  const parts = typeof value === 'string' ? (BASIC.exec(value) ?? EXTENDED.exec(value)) : null;
  if (!parts) throw refuse.timeFormat();
  const [year, month, day, hour, minute, second, , offsetHours, offsetMinutes] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC turns 30 February into a day in March; a date that does not round-trip does not exist.
  const date = new Date(time);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!exists || offsetHours > 23 || offsetMinutes > 59) throw refuse.timeFormat();
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (parts[7] === '-' ? -1 : 1);
  const at = time - offset;
  if (at < now - GRACE_MS) throw refuse.timePast();
  return at;
}
