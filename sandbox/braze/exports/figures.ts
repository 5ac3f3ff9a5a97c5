const HOUR_MS = 3_600_000;

/** The time span of a figure, in whole hours since 1970. */
export interface Span {
  readonly firstHour: number;
  readonly hours: number;
}

/**
 * A count of events: between `least` and `most` per hour. Each hour's figure is a hash of the key and the hour, so past points never change, a day is
 * the sum of its hours, and the current hour grows with the clock.
 */
export function counted(key: string, span: Span, now: number, least: number, most: number): number {
  const start = hash(key);
  let sum = 0;
  for (let hour = span.firstHour; hour < span.firstHour + span.hours; hour++) {
    const whole = least + unit(scramble(start ^ scramble(hour))) * (most - least);
    sum += Math.floor(whole * elapsed(hour, 1, now));
  }
  return sum;
}

/** A level: at or slightly below `height`, different each day, and rising during the current day. */
export function level(key: string, span: Span, now: number, height: number): number {
  const whole = height * (0.9 + 0.1 * unit(scramble(hash(key) ^ scramble(span.firstHour))));
  return Math.floor(whole * (0.95 + 0.05 * elapsed(span.firstHour, span.hours, now)));
}

/** A fixed share of a figure, so that it never exceeds the figure itself. */
export function share(figure: number, part: number): number {
  return Math.floor(figure * part);
}

/** A number in [0, 1) determined by a text. */
export function fraction(text: string): number {
  return unit(scramble(hash(text)));
}

function elapsed(firstHour: number, hours: number, now: number): number {
  return Math.min(1, Math.max(0, (now / HOUR_MS - firstHour) / hours));
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Spreads neighboring numbers (the finalizer of MurmurHash3). */
function scramble(number: number): number {
  let value = number;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function unit(number: number): number {
  return number / 2 ** 32;
}
