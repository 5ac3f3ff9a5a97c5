import { BOUNDS } from '../../../engine';
import type { Held } from './heap';

/** A host may hold so much more at the end than after its first minute. */
const MOST_GROWTH = 0.1;
/** What Node-RED remembers of an entry of a message that failed: its marks, about 500 bytes, the entry itself and its result. */
const BYTES_AN_ENTRY = 1_000;

/**
 * Whether a host holds more at the end than it may. What is remembered of messages that failed and did not come back has a bound of its own, which takes
 * longer than a soak to be reached.
 */
export const hasGrown = (before: Held, after: Held): boolean => {
  const remembered = Math.min(after.remembered, BOUNDS.journeyEntries.most) - Math.min(before.remembered, BOUNDS.journeyEntries.most);
  return after.held - before.held > before.held * MOST_GROWTH + remembered * BYTES_AN_ENTRY;
};
