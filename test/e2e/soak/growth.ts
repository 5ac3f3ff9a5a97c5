import type { Held } from './heap';

/** A host may hold so much more at the end than after its first minute. */
const MOST_GROWTH = 0.1;
/** In a shorter soak, memories with a bound (IDs that an account has created, limits, tokens, compiled code) are still being filled at the end. */
const LEAST_MINUTES = 5;
/** What they take at most for each item meanwhile; a leak keeps the item itself, which is more. */
const MOST_BYTES_AN_ITEM = 384;

/** Whether a host holds more at the end than it may. */
export const hasGrown = (before: Held, after: Held, items: number, minutes: number): boolean => {
  const grown = after.held - before.held;
  const filling = minutes < LEAST_MINUTES ? items * MOST_BYTES_AN_ITEM : 0;
  return grown > Math.max(before.held * MOST_GROWTH, filling);
};
