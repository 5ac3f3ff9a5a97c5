import type { HttpReply } from './http';

type Headers = HttpReply['headers'];

const SECOND = 1_000;

/** Longer than this nobody waits, and longer than this no calendar is asked for: a year. */
const MOST_MS = 366 * 24 * 60 * 60 * SECOND;

/** A number in a header, which may be empty, missing, or in words. */
export const numberIn = (headers: Headers, name: string): number | undefined => {
  const text = headers[name]?.trim() ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** A wait that can be waited: whole or in parts, but not backwards, and no longer than a year. */
const within = (ms: number): number | undefined => (Number.isFinite(ms) && ms >= 0 ? Math.min(ms, MOST_MS) : undefined);

const seconds = (text: string): number | undefined => (text === '' ? undefined : within(Number(text) * SECOND));

/** Any date has letters, of a month or a zone; `-5` has none, and is no date of the year 2001. */
const date = (text: string, now: number): number | undefined =>
  /[a-z]/i.test(text) && /\d/.test(text) ? within(Math.max(0, Date.parse(text) - now)) : undefined;

/**
 * Milliseconds that a `Retry-After` header asks for: seconds, or a date (RFC 9110, 10.2.3). Of several values the longest counts; what is
 * neither says nothing.
 */
export const retryAfter = (headers: Headers, now: number): number | undefined => {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  const whole = seconds(text) ?? date(text, now);
  if (whole !== undefined) return whole;
  const each = text.split(',').flatMap((part) => seconds(part.trim()) ?? []);
  return each.length > 0 ? Math.max(...each) : undefined;
};

/** The moment at which a window of a rate limit turns, from epoch seconds. */
export const resetIn = (headers: Headers, name: string): number | undefined => {
  const reset = numberIn(headers, name);
  return reset === undefined || reset <= 0 ? undefined : reset * SECOND;
};

/** How long it is until a moment, as a wait that can be waited. */
export const untilMoment = (at: number, now: number): number | undefined => within(Math.max(0, at - now));
