import { BOUNDS, isObject, type Claim, type OnceKey, type OnceStore } from '../../engine';
import type { Slots } from './contextStore';

/** Key in the node's context. */
const KEY = 'sendOnce';

/** Each takes about 90 bytes; a file-based store writes all of them at once. */
const MOST_KEYS = BOUNDS.nodeRedOnceKeys.most;

/** Minimum time between removals of expired keys. */
const SWEEP_MS = 60_000;

/** Until when a key is valid, and its state. */
type Entry = readonly [until: number, state: 'claimed' | 'accepted'];
type Entries = Record<string, Entry>;

/** Send-once keys in a node's context; changes are serialized, so that two messages never claim the same key. */
export class ContextOnceStore implements OnceStore {
  private last: Promise<unknown> = Promise.resolve();
  private sweptAt = -Infinity;

  constructor(
    private readonly slots: Slots,
    private readonly now: () => number,
  ) {}

  claim(keys: readonly OnceKey[]): Promise<readonly Claim[]> {
    return this.change((entries) => {
      this.sweep(entries);
      const claims = keys.map(({ digest }): Claim => {
        const [until, state] = entries[digest] ?? [-Infinity, 'claimed'];
        return until <= this.now() ? 'claimed' : state === 'accepted' ? 'sent' : 'unknown';
      });
      const fresh = keys.filter((_, i) => claims[i] === 'claimed');
      if (Object.keys(entries).length + fresh.length > MOST_KEYS) {
        throw new Error(`${MOST_KEYS} send-once keys are stored, which is the maximum; wait until some expire, or shorten their window`);
      }
      this.put(entries, fresh, 'claimed');
      return claims;
    });
  }

  accepted(keys: readonly OnceKey[]): Promise<void> {
    return this.change((entries) => this.put(entries, keys, 'accepted'));
  }

  release(keys: readonly OnceKey[]): Promise<void> {
    return this.change((entries) => {
      for (const { digest } of keys) delete entries[digest];
    });
  }

  private put(entries: Entries, keys: readonly OnceKey[], state: Entry[1]): void {
    for (const { digest, forMs } of keys) entries[digest] = [this.now() + forMs, state];
  }

  private sweep(entries: Entries): void {
    const now = this.now();
    if (now - this.sweptAt < SWEEP_MS && Object.keys(entries).length < MOST_KEYS) return;
    this.sweptAt = now;
    for (const digest in entries) if (entries[digest]![0] <= now) delete entries[digest];
  }

  /** Changes the stored data, and resolves once the store has saved it. */
  private change<T>(how: (entries: Entries) => T): Promise<T> {
    const one = this.last.then(async () => {
      const found = await this.slots.get(KEY);
      // A copy, because a memory store returns the object itself, and what could not be written must not count.
      const entries: Entries = isObject(found) ? { ...(found as Entries) } : {};
      const result = how(entries);
      await this.slots.set(KEY, entries);
      return result;
    });
    this.last = one.catch(() => undefined);
    return one;
  }
}
