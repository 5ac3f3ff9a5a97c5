import type { Measured } from '../harness/rounds.mts';
import type { Figure } from '../harness/verdict.mts';

/** Where and when something was measured. */
export interface When {
  readonly machine: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly rounds: number;
}

/** What is kept of a row. */
export interface Result extends Figure, When {
  readonly ours: number;
  readonly theirs?: number;
}

export type Results = Readonly<Record<string, Result>>;

/** What was known before, with what was measured now in the place of it. Rows that are no more are left out. */
export const withMeasured = (before: Results, measured: readonly Measured[], when: When, rows: readonly string[]): Results => {
  const all: Record<string, Result> = { ...before };
  for (const { row, figure, ours, theirs } of measured) all[row.id] = { ...figure, ours, ...(theirs !== undefined && { theirs }), ...when };
  return Object.fromEntries(rows.flatMap((id) => (all[id] ? [[id, all[id]]] : [])));
};
