import { BOUNDS } from '../base/bounds';
import { spread } from './retry';
import type { Signal } from '../base/http';
import type { Ports } from '../base/ports';
import type { Quota } from '../catalogue/vendor';

interface Bucket {
  /** Moments of the calls in the current window, oldest first. */
  calls: number[];
  /** From the vendor's headers: no call is left until then. */
  closedUntil: number;
}

interface Known {
  readonly buckets: Map<string, Bucket>;
  /** All calls of the account wait until then, because the vendor asked one of them to. */
  closedUntil: number;
  /** The run that was asked. */
  closedFor?: object;
}

/** Keeps the calls of one account within its quotas; a bucket a quota, because vendors count them apart. */
export interface Limiter {
  /**
   * Waits for a place, at most so long in all.
   * @param waitedUntil the moment for which the caller has waited already
   * @returns what was waited; or the moment until which the vendor asked this run to wait, where that lies behind the time
   */
  enter(quota: string, mostMs: number, waitedUntil?: number): Promise<{ readonly waitedMs: number } | { readonly closedUntil: number }>;
  /** Learns from an answer's headers. */
  learn(quota: string, told: { readonly left?: number; readonly resetAt?: number }): void;
  /** Learns that the vendor asked to be left alone for a while; that goes for all calls of the account. */
  pause(ms: number): void;
}

const limiters = new Map<string, Known>();
const knownOf = (accountId: string): Known => {
  const known = limiters.get(accountId) ?? { buckets: new Map<string, Bucket>(), closedUntil: 0 };
  limiters.delete(accountId);
  limiters.set(accountId, known);
  if (limiters.size > BOUNDS.accounts.most) limiters.delete(limiters.keys().next().value!);
  return known;
};

/**
 * The limiter of an account, shared by all calls in this process. What ends later than one may wait is not waited out: the call goes through, and
 * the vendor's own refusal says when to come back; only the run that was refused so already does not ask again. After a moment that the vendor
 * named all come back spread at random.
 * @param run stands for the run that the calls are of
 */
export const limiterOf = (
  run: object,
  accountId: string,
  quotas: Readonly<Record<string, Quota>>,
  ports: Pick<Ports, 'now' | 'sleep' | 'random' | 'progress'>,
  signal?: Signal,
): Limiter => {
  const known = knownOf(accountId);
  const bucketOf = (quota: string): Bucket => {
    const bucket = known.buckets.get(quota) ?? { calls: [], closedUntil: 0 };
    known.buckets.set(quota, bucket);
    return bucket;
  };
  return {
    async enter(name, mostMs, waitedUntil = 0) {
      const bucket = bucketOf(name);
      const quota = quotas[name];
      let waitedMs = 0;
      // What was waited for is over, whatever another clock says.
      let over = waitedUntil;
      for (let times = 1; ; times++) {
        const now = ports.now();
        const left = mostMs - waitedMs;
        let own = 0;
        if (quota) {
          bucket.calls = bucket.calls.filter((at) => at > now - quota.perMs);
          if (bucket.calls.length >= quota.calls) own = bucket.calls[0]! + quota.perMs;
        }
        const isClosed = known.closedUntil > over;
        if (isClosed && known.closedFor === run && known.closedUntil - now > left) return { closedUntil: known.closedUntil };
        const named = Math.max(bucket.closedUntil, isClosed && known.closedUntil - now <= left ? known.closedUntil : 0);
        const until = Math.max(own, named);
        if (until <= now || until <= over || until - now > left) break;
        const wait = until - now + (named > now ? spread(named - now, times, () => ports.random()) : 0);
        await ports.sleep(wait, signal);
        waitedMs += wait;
        over = until;
      }
      if (quota) bucket.calls.push(ports.now());
      return { waitedMs };
    },
    learn(name, { left, resetAt }) {
      if (left !== undefined && left <= 0 && resetAt !== undefined) bucketOf(name).closedUntil = resetAt;
    },
    pause(ms) {
      const until = ports.now() + ms;
      // What a vendor asks for beyond the bound is told to the user and not kept: a header may be wrong, and it would shut the account out.
      if (ms <= 0 || ms > BOUNDS.pauseMs.most || until <= known.closedUntil) return;
      known.closedUntil = until;
      known.closedFor = run;
    },
  };
};
