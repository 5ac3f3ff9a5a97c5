import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import type { Measured } from '../harness/rounds.mts';
import type { Figure } from '../harness/verdict.mts';
import { parts } from '../parts/index.mts';
import { chartOf } from './chart.mts';
import { pageOf } from './page.mts';

const root = join(import.meta.dirname, '../../..');
/** What was measured last for each row; the documents are made of it. */
const FILE = join(root, 'test/bench/results.json');
export const PAGE = 'docs/benchmarks.md';
export const CHART = 'docs/pictures/benchmarks.svg';

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

export const readResults = (): Results => JSON.parse(readFileSync(FILE, 'utf8')) as Results;

/** What was known before, with what was measured now in the place of it. Rows that are no more are left out. */
export const withMeasured = (before: Results, measured: readonly Measured[], when: When, rows: readonly string[]): Results => {
  const all: Record<string, Result> = { ...before };
  for (const { row, figure, ours, theirs } of measured) all[row.id] = { ...figure, ours, ...(theirs !== undefined && { theirs }), ...when };
  return Object.fromEntries(rows.flatMap((id) => (all[id] ? [[id, all[id]]] : [])));
};

/** The documents that are made of results, by file. */
export const documentsOf = (results: Results): ReadonlyMap<string, string> => {
  const rows = parts.flatMap((part) => part.rows);
  return new Map([
    [PAGE, pageOf(readFileSync(join(root, PAGE), 'utf8'), rows, results)],
    [CHART, chartOf(rows, results)],
  ]);
};

/** Keeps what was measured, and makes the documents anew. */
export const writeResults = async (measured: readonly Measured[], when: When): Promise<void> => {
  const rows = parts.flatMap((part) => part.rows.map(({ id }) => id));
  const results = withMeasured(readResults(), measured, when, rows);
  await writeFile(FILE, await format(JSON.stringify(results), { parser: 'json', printWidth: 160 }));
  for (const [file, text] of documentsOf(results)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
};
