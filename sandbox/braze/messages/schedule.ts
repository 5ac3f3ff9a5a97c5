import { isRecord } from '../../server/body';
import { demand, flag } from '../checks';
import { hashOf } from '../outbox/hash';
import { refuse } from '../refusals';
import { readTime, zoneOffset } from '../times';
import type { Person } from '../users/user';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The earliest and latest time zones, in hours ahead of UTC. */
const EASTERNMOST = 14;
const WESTERNMOST = -12;

/** When messages are sent: to everyone at once, at the same local time, or on a day at each person's best time. */
export interface Schedule {
  readonly mode: 'fixed' | 'local' | 'optimal';
  /** The time; in the other modes the local time as if it were UTC. */
  readonly at: number;
}

/**
 * The schedule object ("Scheduling Messages"). Without a time zone `time` is UTC; for a local or optimal time it must have none. A local time must not
 * have passed: in the document in the company's time zone, which is UTC here, today in all time zones.
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

/** The first and the last time at which somebody gets the messages. */
export function spanOf({ mode, at }: Schedule): readonly [first: number, last: number] {
  if (mode === 'fixed') return [at, at];
  if (mode === 'local') return [at - EASTERNMOST * HOUR, at - WESTERNMOST * HOUR];
  const midnight = Math.floor(at / DAY) * DAY;
  return [midnight, midnight + DAY];
}

/** When this person gets the messages. Without any history, the best time is derived from the ID. */
export function dueFor({ mode, at }: Schedule, person: Person): number {
  if (mode === 'fixed') return at;
  if (mode === 'local') return at - zoneOffset(person.profile.time_zone, at);
  return Math.floor(at / DAY) * DAY + (hashOf(person.external_id ?? person.braze_id) % 24) * HOUR;
}
