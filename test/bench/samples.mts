import type { Sample } from './harness/part.mts';
import type { Took } from './workers/job.ts';

/** What a job took, as a sample. */
export const sampleOf = ({ seconds, peakBytes }: Pick<Took<unknown>, 'seconds' | 'peakBytes'>): Sample => ({ seconds, bytes: peakBytes });

/** @throws Error if a contestant did not do what it was to do, so that nothing is fast by doing less */
export const mustBe = <T,>(what: string, is: T, wanted: T): void => {
  if (is !== wanted) throw new Error(`${what}: ${String(is)}, not ${String(wanted)}`);
};
