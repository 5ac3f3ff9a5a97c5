/** An invalid date, such as `new Date('tomorrow')`. */
export const INVALID_DATE = Symbol('invalid date');

const tagOf = (value: object): string => Object.prototype.toString.call(value);

const textOf = (moment: { toISO?: unknown; toISOString?: unknown }): unknown => {
  try {
    if (typeof moment.toISO === 'function') return (moment.toISO as () => unknown)();
    if (typeof moment.toISOString === 'function') return (moment.toISOString as () => unknown)();
  } catch {
    // An invalid Date throws here.
  }
  return undefined;
};

/**
 * Converts a date from a host to ISO 8601: a JavaScript Date (also from another realm, as in expression sandboxes), a luxon DateTime, or anything with
 * the methods of either.
 * @returns undefined if the value is not a date
 */
export const readMoment = (value: unknown): string | typeof INVALID_DATE | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const isMoment = tagOf(value) === '[object Date]' || typeof (value as { toISO?: unknown }).toISO === 'function' || 'toISOString' in value;
  if (!isMoment) return undefined;
  const text = textOf(value);
  return typeof text === 'string' ? text : INVALID_DATE;
};

/** Numbers from here on are milliseconds since 1970, as in JavaScript and Node-RED timestamps: 1973 and later. */
const LEAST_TIMESTAMP = 100_000_000_000;
const MOST_TIMESTAMP = 8_640_000_000_000_000;

/** Milliseconds since 1970 as ISO 8601; undefined if the number cannot be a timestamp. */
export const readTimestamp = (value: number): string | undefined =>
  value >= LEAST_TIMESTAMP && value <= MOST_TIMESTAMP ? new Date(value).toISOString() : undefined;
