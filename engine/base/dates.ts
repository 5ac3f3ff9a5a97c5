import { DateTime } from 'luxon';

/**
 * Reads any ISO 8601 date-time, basic or extended; one without an offset is in `timeZone`.
 * @returns undefined if the text is not a date-time
 */
export const readDate = (text: string, timeZone: string): DateTime | undefined => {
  const date = DateTime.fromISO(text.trim(), { zone: timeZone, setZone: true });
  return date.isValid ? date : undefined;
};

/** `2007-11-19T08:37:48+01:00`: extended, with a numeric offset, without fractions; keeps the offset of the input. */
export const isoWithOffset = (text: string, timeZone: string): string => {
  const date = readDate(text, timeZone);
  if (!date) throw new RangeError(`'${text}' is not a date-time`);
  return date.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
};

/** A human-readable duration: "2 min", "1 h 30 min". */
export const sayDuration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
};

/** A human-readable time in the given zone: "2026-11-23 04:30". */
export const sayTime = (ms: number, timeZone: string): string => DateTime.fromMillis(ms, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');

/** The time of day in the given zone, with the date if it is not that of `now`, and with seconds if it is less than a minute away: "14:32". */
export const sayClock = (ms: number, timeZone: string, now: number): string => {
  const [moment, today] = [ms, now].map((each) => DateTime.fromMillis(each, { zone: timeZone }));
  const time = moment!.toFormat(ms - now < 60_000 ? 'HH:mm:ss' : 'HH:mm');
  return moment!.hasSame(today!, 'day') ? time : `${moment!.toFormat('yyyy-MM-dd')} ${time}`;
};

/** A time as people say it, in the given zone: "Mon 30 Nov 10:00"; with the year if it is not that of `now`. */
export const sayMoment = (ms: number, timeZone: string, now: number): string => {
  const [moment, today] = [ms, now].map((each) => DateTime.fromMillis(each, { zone: timeZone, locale: 'en-GB' }));
  return moment!.toFormat(moment!.year === today!.year ? 'ccc d LLL HH:mm' : 'ccc d LLL yyyy HH:mm');
};

/** ISO 8601 in UTC, with fractions only if there are any: `2026-11-23T10:00:00Z`. */
export const isoUtc = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
