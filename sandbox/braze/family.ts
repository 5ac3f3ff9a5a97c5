import type { Settings } from './settings';

/** A limit shared by some endpoints. */
export interface Family {
  /** Identifies what is counted together. */
  readonly key: string;
  readonly setting: keyof Settings & `rate${string}`;
  readonly windowMs: number;
}
