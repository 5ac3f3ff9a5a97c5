import type { Signal } from '../../engine';

/** Time and randomness; tests supply their own to avoid real waits. */
export interface Clock {
  now(): number;
  random(): number;
  /** Waits, or rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: Signal): Promise<void>;
}

/** Longer waits overflow Node's timers; `Wait Until Ready` allows a week. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const sleep = (ms: number, signal?: Signal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(ms, LONGEST_TIMER_MS),
    );
    signal?.addEventListener('abort', onAbort);
  });

export const hostClock: Clock = { now: () => Date.now(), random: () => Math.random(), sleep };
