import { peakOf } from '../memory';

interface Start {
  readonly at: number;
  readonly baseBytes: number | undefined;
}

/** Two nodes of one pack are two bundles; the process is what they share. */
const shared = globalThis as { benchStart?: Start };

/** Remembers when the work began. */
export const started = (start: Start): void => {
  shared.benchStart = start;
};

/** Seconds since the work began, and the most memory that this process had since then over what it had before. */
export const figuresNow = (): { readonly seconds: number; readonly bytes?: number } => {
  const { at, baseBytes } = shared.benchStart!;
  const seconds = (performance.now() - at) / 1_000;
  const peak = peakOf('self');
  return { seconds, ...(baseBytes !== undefined && peak !== undefined && { bytes: peak - baseBytes }) };
};
