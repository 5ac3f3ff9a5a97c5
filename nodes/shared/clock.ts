import { sleep } from 'n8n-workflow';
import type { Signal } from '../../engine';

/** Time and randomness; tests supply their own to avoid real waits. */
export interface Clock {
  now(): number;
  random(): number;
  /** Waits, or rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: Signal): Promise<void>;
}

/** n8n's `sleep` cannot be interrupted; sleeping in slices leaves no long timer behind after an abort. */
const SLICE_MS = 1_000;

export const abortReason = (signal: Signal): unknown => signal.reason ?? new Error('The execution was cancelled');

const sleepUnlessAborted = async (ms: number, signal?: Signal): Promise<void> => {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortReason(signal!));
  });
  if (signal?.aborted) throw abortReason(signal);
  signal?.addEventListener('abort', onAbort);
  try {
    const end = Date.now() + ms;
    for (let left = ms; left > 0; left = end - Date.now()) {
      await Promise.race([sleep(Math.min(left, SLICE_MS)), aborted]);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
};

export const hostClock: Clock = { now: () => Date.now(), random: () => Math.random(), sleep: sleepUnlessAborted };
