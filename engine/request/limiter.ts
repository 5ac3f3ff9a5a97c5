import { BOUNDS } from '../base/bounds';
import { spread } from './retry';
import type { Signal } from '../base/http';
import type { Ports } from '../base/ports';
import type { Quota } from '../catalogue/vendor';

interface Bucket {
  /** Times of the calls in the current window, oldest first. */
  calls: number[];
  /** From the vendor's headers: no calls left until then. */
  closedUntil: number;
  /** The calls that this process may still make until then, if others share the limit; from the same headers, which count the calls of all. */
  own?: { left: number; readonly until: number };
}

interface Known {
  readonly buckets: Map<string, Bucket>;
  /** All calls of the account wait until then, because the vendor asked one of them to. */
  closedUntil: number;
  /** The run that was asked to wait. */
  closedFor?: object;
}

/** Keeps an account's calls within its rate limits; one bucket per quota, because vendors count them separately. */
export interface Limiter {
  /**
   * Waits for a slot, up to a maximum in all.
   * @param waitedUntil the point in time until which the caller has already waited
   * @returns the time waited; or the time until which the vendor asked this run to wait, if that exceeds the maximum
   */
  enter(quota: string, mostMs: number, waitedUntil?: number): Promise<{ readonly waitedMs: number } | { readonly closedUntil: number }>;
  /** Updates from an answer's headers. */
  learn(quota: string, told: { readonly left?: number; readonly resetAt?: number }): void;
  /** The vendor asked for a pause; it applies to all calls of the account. */
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

/** The part of a quota that one of several processes keeps to; of a quota with fewer calls than that, one call in a longer time. */
const partOf = ({ calls, perMs }: Quota, share: number): Quota =>
  calls >= share ? { calls: Math.floor(calls / share), perMs } : { calls: 1, perMs: Math.ceil((perMs * share) / calls) };

/**
 * The limiter of an account, shared by all calls in this process. A limit that ends later than the caller may wait is not waited for: the call is sent,
 * and the vendor's refusal says when to come back; only a run that was already refused this way does not ask again. After a time named by the vendor,
 * calls resume with random jitter.
 * @param run identifies the run that the calls belong to
 * @param share the number of processes that keep to an equal part of the limits each; 1 if this is the only one
 */
export const limiterOf = (
  run: object,
  accountId: string,
  quotas: Readonly<Record<string, Quota>>,
  ports: Pick<Ports, 'now' | 'sleep' | 'random' | 'progress'>,
  { signal, share = 1 }: { readonly signal?: Signal | undefined; readonly share?: number } = {},
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
      const quota = quotas[name] && partOf(quotas[name], share);
      let waitedMs = 0;
      // A wait that is over stays over, even if another clock disagrees.
      let over = waitedUntil;
      for (let times = 1; ; times++) {
        const now = ports.now();
        const left = mostMs - waitedMs;
        let own = 0;
        if (quota) {
          bucket.calls = bucket.calls.filter((at) => at > now - quota.perMs);
          if (bucket.calls.length >= quota.calls) own = bucket.calls[0]! + quota.perMs;
        }
        if (bucket.own && bucket.own.until <= now) delete bucket.own;
        const isClosed = known.closedUntil > over;
        if (isClosed && known.closedFor === run && known.closedUntil - now > left) return { closedUntil: known.closedUntil };
        const named = Math.max(
          bucket.closedUntil,
          bucket.own && bucket.own.left <= 0 ? bucket.own.until : 0,
          isClosed && known.closedUntil - now <= left ? known.closedUntil : 0,
        );
        const until = Math.max(own, named);
        if (until <= now || until <= over || until - now > left) break;
        const wait = until - now + (named > now ? spread(named - now, times, () => ports.random()) : 0);
        await ports.sleep(wait, signal);
        waitedMs += wait;
        over = until;
      }
      if (quota) bucket.calls.push(ports.now());
      if (bucket.own) bucket.own.left--;
      return { waitedMs };
    },
    learn(name, { left, resetAt }) {
      if (left === undefined || resetAt === undefined) return;
      if (left <= 0) bucketOf(name).closedUntil = resetAt;
      if (share > 1) bucketOf(name).own = { left: Math.floor(left / share), until: resetAt };
    },
    pause(ms) {
      const until = ports.now() + ms;
      // A pause beyond the bound is reported but not stored: a wrong header would lock the account out.
      if (ms <= 0 || ms > BOUNDS.pauseMs.most || until <= known.closedUntil) return;
      known.closedUntil = until;
      known.closedFor = run;
    },
  };
};
