import type { Failure } from '../base/errors';
import type { Retry } from '../catalogue/operation';

/** How patient a call is; from the vendor's catalogue entry. */
export interface Patience {
  /** Tries of a request, those not counted that met a limit. */
  readonly attempts: number;
  /** Longest single wait between two attempts, and longest time that a request waits for limits in all. */
  readonly longestRetryWaitMs: number;
}

const FIRST_BACKOFF_MS = 1_000;
/** What comes after the moment that a vendor names is spread over at most so long: the first time, and in the end. */
const FIRST_SPREAD_MS = 5_000;
const WIDEST_SPREAD_MS = 30_000;

/**
 * The one table that says whether a failed request may be repeated. A refusal before the vendor acted may always be; a request that
 * may have been acted on only where a second time does no harm. An expired token is renewed below, where the credentials are kept.
 */
export const mayRepeat = (failure: Failure, retry: Retry): boolean => {
  if (failure.repeatable === false) return false;
  if (failure.code === 'rateLimited') return true;
  if (failure.code === 'unavailable' || failure.code === 'outcomeUnknown') return failure.reached === 'no' || retry === 'safe' || retry === 'idempotent';
  return false;
};

/** A time after a moment that all who wait were told, so that they do not all come back in that instant; wider with each time in vain. */
export const spread = (waitMs: number, times: number, random: () => number): number =>
  random() * Math.min(WIDEST_SPREAD_MS, Math.min(FIRST_SPREAD_MS, Math.max(FIRST_BACKOFF_MS, waitMs / 4)) * 2 ** Math.min(times - 1, 5));

/** The waits of one request, from its first failure on. */
export interface Waits {
  /** How long to wait before the next try; undefined where patience is used up, or the vendor asks for more of it than there is. */
  next(failure: Failure): number | undefined;
  /** What is left of the time for limits, in milliseconds. */
  left(): number;
  /** Time that was spent on a limit elsewhere. */
  spend(ms: number): void;
  /** The tries so far that met no limit. */
  readonly tries: number;
}

/**
 * A limit is waited for within a time, whatever the number of tries, since all it takes is to come later; anything else is tried so many
 * times, with exponential back-off and full jitter.
 */
export const waitsFor = ({ attempts, longestRetryWaitMs }: Patience, random: () => number): Waits => {
  let tries = 0;
  let limits = 0;
  let spent = 0;
  const backOff = (times: number): number => Math.min(longestRetryWaitMs, FIRST_BACKOFF_MS * 2 ** (times - 1));
  return {
    get tries() {
      return tries;
    },
    left: () => longestRetryWaitMs - spent,
    spend(ms) {
      spent += ms;
    },
    next({ code, retryAfterMs }) {
      // A moment that is over, or this one, says no more than none.
      const named = retryAfterMs !== undefined && retryAfterMs > 0 ? retryAfterMs : undefined;
      if (code !== 'rateLimited') {
        if (++tries >= attempts) return undefined;
        if (named === undefined) return backOff(tries) * random();
        return named <= longestRetryWaitMs ? named + spread(named, 1, random) : undefined;
      }
      limits++;
      const wait = named === undefined ? backOff(limits) * (0.5 + random() / 2) : named + spread(named, limits, random);
      // What the vendor names is within the time or not; the spread never makes the difference.
      if ((named ?? wait) > longestRetryWaitMs - spent) return undefined;
      spent += wait;
      return wait;
    },
  };
};
