import type { Failure } from '../base/errors';
import type { Retry } from '../catalogue/operation';

/** How patient a call is, from the vendor's catalogue entry. */
export interface Patience {
  /** Tries of a request, not counting those that met a rate limit. */
  readonly attempts: number;
  /** Maximum single wait between two attempts, and maximum total wait for rate limits. */
  readonly longestRetryWaitMs: number;
}

const FIRST_BACKOFF_MS = 1_000;
/** Requests after a time named by the vendor are spread over at most this: at first, and finally. */
const FIRST_SPREAD_MS = 5_000;
const WIDEST_SPREAD_MS = 30_000;

/**
 * The only table that says whether a failed request may be repeated. A request refused before the vendor acted always may; one that may have been acted
 * on only if repeating it does no harm. Expired tokens are renewed below, where the credentials are kept.
 */
export const mayRepeat = (failure: Failure, retry: Retry): boolean => {
  if (failure.repeatable === false) return false;
  if (failure.code === 'rateLimited') return true;
  if (failure.code === 'unavailable' || failure.code === 'outcomeUnknown') return failure.reached === 'no' || retry === 'safe' || retry === 'idempotent';
  return false;
};

/** Adds jitter to a time that all waiting calls were told, so that they do not return at the same instant; grows with each failed try. */
export const spread = (waitMs: number, times: number, random: () => number): number =>
  random() * Math.min(WIDEST_SPREAD_MS, Math.min(FIRST_SPREAD_MS, Math.max(FIRST_BACKOFF_MS, waitMs / 4)) * 2 ** Math.min(times - 1, 5));

/** The waits of one request, from its first failure on. */
export interface Waits {
  /** How long to wait before the next try; undefined if patience is exhausted or the vendor asks for more than is left. */
  next(failure: Failure): number | undefined;
  /** Remaining time for rate limits, in milliseconds. */
  left(): number;
  /** Accounts for time spent on a rate limit elsewhere. */
  spend(ms: number): void;
  /** The tries so far that met no rate limit. */
  readonly tries: number;
}

/**
 * Rate limits are waited for within a total time, regardless of the number of tries, because only time helps; anything else is tried a fixed number of
 * times with exponential backoff and full jitter.
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
      // A time that is now or in the past is the same as none.
      const named = retryAfterMs !== undefined && retryAfterMs > 0 ? retryAfterMs : undefined;
      if (code !== 'rateLimited') {
        if (++tries >= attempts) return undefined;
        if (named === undefined) return backOff(tries) * random();
        return named <= longestRetryWaitMs ? named + spread(named, 1, random) : undefined;
      }
      limits++;
      const wait = named === undefined ? backOff(limits) * (0.5 + random() / 2) : named + spread(named, limits, random);
      // Only the vendor's time is compared with the maximum; the jitter never makes the difference.
      if ((named ?? wait) > longestRetryWaitMs - spent) return undefined;
      spent += wait;
      return wait;
    },
  };
};
