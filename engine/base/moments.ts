/** A date that is none, such as `new Date('tomorrow')`. */
export const INVALID_DATE = Symbol('invalid date');

const tagOf = (value: object): string => Object.prototype.toString.call(value);

const textOf = (moment: { toISO?: unknown; toISOString?: unknown }): unknown => {
  try {
    if (typeof moment.toISO === 'function') return (moment.toISO as () => unknown)();
    if (typeof moment.toISOString === 'function') return (moment.toISOString as () => unknown)();
  } catch {
    // A Date without a time throws here.
  }
  return undefined;
};

/**
 * A date as hosts deliver it, in ISO 8601: JavaScript's Date, also of another realm as sandboxes of expressions make it, luxon's DateTime, and what
 * has the methods of one of the two.
 * @returns undefined where the value is no date at all
 */
export const readMoment = (value: unknown): string | typeof INVALID_DATE | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const isMoment = tagOf(value) === '[object Date]' || typeof (value as { toISO?: unknown }).toISO === 'function' || 'toISOString' in value;
  if (!isMoment) return undefined;
  const text = textOf(value);
  return typeof text === 'string' ? text : INVALID_DATE;
};

/** Numbers from here on are moments in milliseconds since 1970, as timestamps of JavaScript and Node-RED are: 1973 and later. */
const LEAST_TIMESTAMP = 100_000_000_000;
const MOST_TIMESTAMP = 8_640_000_000_000_000;

/** A number of milliseconds since 1970 in ISO 8601; undefined where it cannot be one. */
export const readTimestamp = (value: number): string | undefined =>
  value >= LEAST_TIMESTAMP && value <= MOST_TIMESTAMP ? new Date(value).toISOString() : undefined;
