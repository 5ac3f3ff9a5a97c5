/** What a figure is to reach. */
export type Bound = { readonly atLeast: number } | { readonly atMost: number };

/** A figure over several rounds, and how far they were apart, as a share of it. */
export interface Figure {
  readonly value: number;
  readonly noise: number;
}

/** `missed` is by more than the noise. A miss within it says nothing, and neither does it pass as reached. */
export type Verdict = 'reached' | 'within noise' | 'missed';

/** How far beyond its bound a figure is: 1 is exactly reached, 2 is twice as good, 0.5 half as good as it is to be. */
export const margin = (bound: Bound, value: number): number => ('atLeast' in bound ? value / bound.atLeast : bound.atMost / value);

export const verdict = (bound: Bound, { value, noise }: Figure): Verdict => {
  if (margin(bound, value) >= 1) return 'reached';
  const better = 'atLeast' in bound ? value * (1 + noise) : value * (1 - noise);
  return margin(bound, better) >= 1 ? 'within noise' : 'missed';
};

/** 1 if a row misses by more than its noise. */
export const exitCode = (verdicts: readonly Verdict[]): 0 | 1 => (verdicts.includes('missed') ? 1 : 0);
