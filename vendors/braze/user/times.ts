import { isoWithOffset, readDate, type Json } from '../../../engine';

/** A date-time that says its zone itself, and so travels as it is. */
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** A time as Braze reads it without doubt; a wall-clock time is one of the host's zone. */
export const timeToSend = (text: string, timeZone: string): string => (WITH_ZONE.test(text) ? text : isoWithOffset(text, timeZone));

/** Whether a value is a date or date-time in ISO 8601, with a blank for the `T` too. */
export const isTime = (value: Json | undefined): value is string =>
  typeof value === 'string' && ((WITH_ZONE.test(value) && !Number.isNaN(Date.parse(value))) || readDate(value.replace(' ', 'T'), 'UTC') !== undefined);

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether a value is a day of the calendar in the form YYYY-MM-DD. Tables have one in every row, so it is not left to luxon. */
export const isDay = (value: Json | undefined): value is string => {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const at = Date.parse(value);
  // 30 February is read as a day in March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};
