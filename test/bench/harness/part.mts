import type { Bound } from './verdict.mts';

/** What a contestant took in one round, by name: `seconds`, `bytes` of memory, `requests` and others. */
export type Sample = Readonly<Record<string, number>>;

/** Does the work of a row once. It throws if the work was not done, so that nothing is fast by doing less. */
export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<Sample>;
}

/** One line of the table. All names of contestants and of what they took are those of its part. */
export interface Row {
  readonly id: string;
  /** What is done, for a size: 1 is the whole. */
  readonly work: (size: number) => string;
  readonly against: string;
  /** What is compared. */
  readonly by: string;
  readonly unit: Unit;
  readonly ours: string;
  readonly theirs?: string;
  /** `ahead`: how many times theirs is ours; `share`: how many times ours is theirs; `alone`: ours as it is. */
  readonly figure: 'ahead' | 'share' | 'alone';
  readonly reach: Bound;
  /** Whether the bound is in proportion to the size. */
  readonly scales?: true;
}

export type Unit = 's' | 'ms' | 'MB' | 'kB' | 'bytes' | 'requests' | 'exponent' | 'times';

/** What a part works with. */
export interface Context {
  /** A folder for this run. */
  readonly folder: string;
  /** 1 is the whole; 0.1 a tenth of all items, rows and bytes. */
  readonly size: number;
  /** A full number of something at this size, at least 1. */
  readonly scaled: (full: number) => number;
  readonly say: (line: string) => void;
}

/** The contestants of a part while it is open, with the data that they share. */
export interface Opened {
  readonly contestants: readonly Contestant[];
  readonly close: () => Promise<void>;
}

/** Rows whose contestants share their data, and are measured in turn. */
export interface Part {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly open: (context: Context) => Promise<Opened>;
}

/** The kinds of rows that there are. */
interface Told {
  readonly id: string;
  readonly work: (size: number) => string;
  readonly against: string;
  readonly ours: string;
}
/** Faster than another: times its speed. */
export const faster = (told: Told & { readonly theirs: string; readonly atLeast: number }): Row => ({
  ...{ ...told, by: 'seconds', unit: 's', figure: 'ahead', reach: { atLeast: told.atLeast } },
});
/** Not much slower than another: times its time. */
export const notSlower = (told: Told & { readonly theirs: string; readonly atMost: number }): Row => ({
  ...{ ...told, by: 'seconds', unit: 's', figure: 'share', reach: { atMost: told.atMost } },
});
/** A share of the memory of another. */
export const lighter = (told: Told & { readonly theirs: string; readonly atMost: number }): Row => ({
  ...{ ...told, by: 'bytes', unit: 'MB', figure: 'share', reach: { atMost: told.atMost } },
});
/** A figure of its own, in the unit in which it is shown. */
export const alone = (told: Told & { readonly by: string; readonly unit: Unit; readonly atMost: number; readonly scales?: true }): Row => ({
  ...{ ...told, figure: 'alone', reach: { atMost: told.atMost } },
});
