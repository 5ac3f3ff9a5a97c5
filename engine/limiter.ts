import type { Signal } from './http';
import type { Ports } from './ports';
import type { Quota } from './vendor';

interface Bucket {
  /** Moments of the calls in the current window, oldest first. */
  calls: number[];
  /** From the vendor's headers: no call is left until then. */
  closedUntil: number;
}

/** Keeps the calls of one account within its quotas; a bucket a quota, because vendors count them apart. */
export interface Limiter {
  /** Waits for a place. */
  enter(quota: string): Promise<void>;
  /** Learns from an answer's headers. */
  learn(quota: string, told: { readonly left?: number; readonly resetAt?: number }): void;
}

const limiters = new Map<string, { buckets: Map<string, Bucket> }>();
/** Accounts whose limiters are remembered; the oldest is forgotten first. */
const MOST_ACCOUNTS = 1_000;

const bucketsOf = (accountId: string): Map<string, Bucket> => {
  const known = limiters.get(accountId) ?? { buckets: new Map<string, Bucket>() };
  limiters.delete(accountId);
  limiters.set(accountId, known);
  if (limiters.size > MOST_ACCOUNTS) limiters.delete(limiters.keys().next().value!);
  return known.buckets;
};

/**
 * The limiter of an account, shared by all calls in this process. Waits above `longestWaitMs` are not waited out:
 * the call goes through and the vendor's own refusal says when to come back.
 */
export const limiterOf = (
  accountId: string,
  quotas: Readonly<Record<string, Quota>>,
  longestWaitMs: number,
  ports: Pick<Ports, 'now' | 'sleep' | 'progress'>,
  signal?: Signal,
): Limiter => {
  const buckets = bucketsOf(accountId);
  const bucketOf = (quota: string): Bucket => {
    const bucket = buckets.get(quota) ?? { calls: [], closedUntil: 0 };
    buckets.set(quota, bucket);
    return bucket;
  };
  return {
    async enter(name) {
      const bucket = bucketOf(name);
      const quota = quotas[name];
      for (;;) {
        const now = ports.now();
        let free = bucket.closedUntil;
        if (quota) {
          bucket.calls = bucket.calls.filter((at) => at > now - quota.perMs);
          if (bucket.calls.length >= quota.calls) free = Math.max(free, bucket.calls[0]! + quota.perMs);
        }
        const wait = free - now;
        if (wait <= 0 || wait > longestWaitMs) break;
        await ports.sleep(wait, signal);
      }
      if (quota) bucket.calls.push(ports.now());
    },
    learn(name, { left, resetAt }) {
      if (left !== undefined && left <= 0 && resetAt !== undefined) bucketOf(name).closedUntil = resetAt;
    },
  };
};
