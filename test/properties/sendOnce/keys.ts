import type { Claim, OnceKey, OnceStore } from '../../../engine';
import type { Life } from './life';

/** What a store's question meets: an error before it was done, or after. */
export type StoreFault = 'ok' | 'failsBefore' | 'failsAfter';

/** Send-once keys in memory, as they outlast processes; each question is a step at which a process may die. */
export class Keys {
  private readonly states = new Map<string, 'pending' | 'sent'>();
  private asked = 0;

  constructor(private readonly script: readonly StoreFault[]) {}

  /** The store as one process sees it. */
  of(life: Life): OnceStore {
    const step = <T>(work: () => T): Promise<T> => {
      const fault = this.script[this.asked++] ?? 'ok';
      return life.step(() => {
        if (fault === 'failsBefore') throw new Error('The database is locked');
        const result = work();
        if (fault === 'failsAfter') throw new Error('The connection to the database was lost');
        return result;
      }, false);
    };
    return {
      claim: (keys) =>
        step(() =>
          keys.map(({ digest }): Claim => {
            const state = this.states.get(digest);
            if (state !== undefined) return state === 'sent' ? 'sent' : 'unknown';
            this.states.set(digest, 'pending');
            return 'claimed';
          }),
        ),
      accepted: (keys) => step(() => this.set(keys, 'sent')),
      release: (keys) => step(() => keys.forEach(({ digest }) => this.states.delete(digest))),
    };
  }

  private set(keys: readonly OnceKey[], state: 'pending' | 'sent'): void {
    for (const { digest } of keys) this.states.set(digest, state);
  }
}
