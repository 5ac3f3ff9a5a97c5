import { isoWithOffset, readDate, type Json } from '../../../engine';

/** A date-time with its own time zone, which is sent unchanged. */
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** A time in unambiguous form; a time without a zone is in the host's time zone. */
export const timeToSend = (text: string, timeZone: string): string => (WITH_ZONE.test(text) ? text : isoWithOffset(text, timeZone));

/** Whether a value is a date or date-time in ISO 8601, also with a space instead of the `T`. */
export const isTime = (value: Json | undefined): value is string =>
  typeof value === 'string' && ((WITH_ZONE.test(value) && !Number.isNaN(Date.parse(value))) || readDate(value.replace(' ', 'T'), 'UTC') !== undefined);

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether a value is a valid calendar day in the form YYYY-MM-DD. Not left to luxon, because tables have one in every row. */
export const isDay = (value: Json | undefined): value is string => {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const at = Date.parse(value);
  // 30 February would be read as a day in March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};
