import { isRecord } from '../../server/body';
import { demand, flag } from '../checks';
import { hashOf } from '../outbox/hash';
import { refuse } from '../refusals';
import { readTime, zoneOffset } from '../times';
import type { Person } from '../users/user';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The first and the last clocks of the world, in hours ahead of UTC. */
const EASTERNMOST = 14;
const WESTERNMOST = -12;

/** When messages go out: for all at once, at the same time on everybody's clock, or on a day at each person's best time. */
export interface Schedule {
  readonly mode: 'fixed' | 'local' | 'optimal';
  /** The moment; in the other modes what the clock shows there, as if it were UTC's. */
  readonly at: number;
}

/**
 * The schedule object ("Scheduling Messages"). Without a zone `time` is UTC; with a local or an optimal time it must have none. A local time
 * must not have passed: in the document in the company's zone, which is UTC here, today in all zones.
 */
export function readSchedule(value: unknown, now: number, appboy: boolean): Schedule {
  if (!isRecord(value)) throw refuse.badRequest("'schedule' must be an object");
  demand(value, { optional: { in_local_time: flag, at_optimal_time: flag } }, 'schedule');
  const time = readTime(value.time);
  if (!time) throw refuse.sendAt();
  const mode = value.at_optimal_time === true ? 'optimal' : value.in_local_time === true ? 'local' : 'fixed';
  if (mode !== 'fixed' && time.hasZone) throw refuse.sendAt();
  const passed = time.ms - (appboy ? 0 : WESTERNMOST * HOUR) < now;
  if (mode === 'local' && passed) throw refuse.localTimePassed();
  return { mode, at: time.ms };
}

/** The first and the last moment at which somebody gets the messages. */
export function spanOf({ mode, at }: Schedule): readonly [first: number, last: number] {
  if (mode === 'fixed') return [at, at];
  if (mode === 'local') return [at - EASTERNMOST * HOUR, at - WESTERNMOST * HOUR];
  const midnight = Math.floor(at / DAY) * DAY;
  return [midnight, midnight + DAY];
}

/** When this person gets the messages. What is best for a person is, for want of a history, decided by the id. */
export function dueFor({ mode, at }: Schedule, person: Person): number {
  if (mode === 'fixed') return at;
  if (mode === 'local') return at - zoneOffset(person.profile.time_zone, at);
  return Math.floor(at / DAY) * DAY + (hashOf(person.external_id ?? person.braze_id) % 24) * HOUR;
}
