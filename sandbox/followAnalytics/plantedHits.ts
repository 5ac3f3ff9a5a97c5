import type { Hit } from './model';

/** The two of the document's example, who come back, and the crowd. */
const REGULARS = ['your_user_id_45', 'your_user_id_215'] as const;
const CROWD = 1200;
/** Few enough that the default stays within the last days, and with odd steps, so that neighbours differ. */
const STEP_MS = 37_000;

/** Hits of the past, oldest first, the last one at `until`: the same ones at every start. */
export function plantedHits(count: number, until: number): Hit[] {
  return Array.from({ length: count }, (_, index) => ({
    user: userAt(index),
    time: until - (count - 1 - index) * STEP_MS,
  }));
}

function userAt(index: number): string {
  if (index % 10 < REGULARS.length) return REGULARS[index % 10] as string;
  return `demo-${String(((index * 7) % CROWD) + 1).padStart(4, '0')}`;
}
