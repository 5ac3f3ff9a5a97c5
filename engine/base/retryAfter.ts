import type { HttpReply } from './http';

type Headers = HttpReply['headers'];

const SECOND = 1_000;

/** Longest accepted wait: a year. */
const MOST_MS = 366 * 24 * 60 * 60 * SECOND;

/** A number in a header; the header may be missing, empty or not numeric. */
export const numberIn = (headers: Headers, name: string): number | undefined => {
  const text = headers[name]?.trim() ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** A usable wait: not negative, and no longer than a year. */
const within = (ms: number): number | undefined => (Number.isFinite(ms) && ms >= 0 ? Math.min(ms, MOST_MS) : undefined);

const seconds = (text: string): number | undefined => (text === '' ? undefined : within(Number(text) * SECOND));

/** The beginnings of HTTP dates (RFC 9110, 5.6.7) and of ISO 8601. Engines also parse `-5` and `tomorrow 5` as dates, in 2001, and so as no wait. */
const DATE = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? |\d{4}-\d{2}-\d{2}T)/i;
const date = (text: string, now: number): number | undefined => (DATE.test(text) ? within(Math.max(0, Date.parse(text) - now)) : undefined);

/**
 * Milliseconds requested by a `Retry-After` header: seconds or a date (RFC 9110, 10.2.3). The longest of several values counts; a value that is neither
 * is ignored.
 */
export const retryAfter = (headers: Headers, now: number): number | undefined => {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  const whole = seconds(text) ?? date(text, now);
  if (whole !== undefined) return whole;
  const each = text.split(',').flatMap((part) => seconds(part.trim()) ?? []);
  return each.length > 0 ? Math.max(...each) : undefined;
};

/** When a rate limit window resets, from epoch seconds. */
export const resetIn = (headers: Headers, name: string): number | undefined => {
  const reset = numberIn(headers, name);
  return reset === undefined || reset <= 0 ? undefined : reset * SECOND;
};

/** The usable wait until a time. */
export const untilMoment = (at: number, now: number): number | undefined => within(Math.max(0, at - now));
