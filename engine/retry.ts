import type { Failure } from './errors';
import type { Retry } from './operation';

/** How patient a call is; from the vendor's catalogue entry. */
export interface Patience {
  readonly attempts: number;
  /** Longest single wait between two attempts. */
  readonly longestWaitMs: number;
}

const FIRST_BACKOFF_MS = 1_000;

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

/**
 * How long to wait before attempt `attempt` + 1: what the vendor said, else exponential back-off with full jitter.
 * @returns undefined where the attempts are used up or the vendor asks for more patience than there is
 */
export const waitBefore = (attempt: number, failure: Failure, patience: Patience, random: () => number): number | undefined => {
  if (attempt >= patience.attempts) return undefined;
  if (failure.retryAfterMs !== undefined) return failure.retryAfterMs <= patience.longestWaitMs ? failure.retryAfterMs : undefined;
  return Math.min(patience.longestWaitMs, FIRST_BACKOFF_MS * 2 ** (attempt - 1)) * random();
};
