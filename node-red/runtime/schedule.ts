import { Cron } from 'croner';
import { LEAST_MS, UNITS } from '../shared/pollFields';
import { refuse } from './failure';

type Values = { readonly [name: string]: unknown };

/** Consecutive failures double the time to the next poll, up to this. */
const SLOWEST_MS = 60 * 60_000;

const cronAfter = (expression: string, after: number): number => {
  let next: Date | null;
  try {
    next = new Cron(expression, { paused: true }).nextRun(new Date(after));
  } catch (error) {
    throw refuse(
      `'Cron Expression' is '${expression}', which cannot be read: ${(error as Error).message.replace(/\.$/, '')}.`,
      'Use five parts, such as */15 8-18 * * MON-FRI.',
      'cron',
    );
  }
  if (!next) throw refuse(`'Cron Expression' is '${expression}', which never occurs again.`, 'Use times in the future.', 'cron');
  return next.getTime();
};

const intervalOf = ({ every, everyUnit: unit }: Values): number => {
  const ms = Number(every) * UNITS[String(unit) as keyof typeof UNITS];
  if (ms >= LEAST_MS) return ms;
  throw refuse(`'Every' is ${String(every)} ${String(unit)}; the minimum is 10 seconds.`, 'Enter a longer interval.', 'every');
};

/** What the last poll left behind. */
export interface Before {
  /** When it began; milliseconds since 1970. */
  readonly at: number;
  /** Consecutive failed polls. */
  readonly failures: number;
  /** How long the vendor asks to wait. */
  readonly retryAfterMs?: number;
}

/**
 * When the next poll is due, in milliseconds since 1970: by schedule, later after failures, and not before the vendor allows it.
 * @throws NodeFailure if the schedule cannot be read
 */
export const nextPoll = (values: Values, { at, failures, retryAfterMs = 0 }: Before, now: number): number => {
  const scheduled =
    values.schedule === 'cron' ? cronAfter(String(values.cron), now) : Math.max(now, at + intervalOf(values) * (failures > 0 ? 2 ** (failures - 1) : 1));
  const latest = now + SLOWEST_MS;
  const patient = failures > 0 && values.schedule !== 'cron' ? Math.min(scheduled, Math.max(latest, at + intervalOf(values))) : scheduled;
  return Math.max(patient, now + retryAfterMs);
};

/** When to retry if not even the schedule can be read: fixing it means a deploy, unless it comes from a context. */
export const afterTrouble = (now: number): number => now + SLOWEST_MS / 12;
