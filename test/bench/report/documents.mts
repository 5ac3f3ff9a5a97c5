import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured } from '../harness/rounds.mts';
import { parts } from '../parts/index.mts';
import { chartOf } from './chart.mts';
import { pageOf } from './page.mts';
import { withMeasured, type Results, type When } from './results.mts';

const root = join(import.meta.dirname, '../../..');
/** What was measured last for each row; the documents are made of it. */
const FILE = join(root, 'test/bench/results.json');
const PAGE = 'docs/benchmarks.md';
const CHART = 'docs/pictures/benchmarks.svg';

export const readResults = (): Results => JSON.parse(readFileSync(FILE, 'utf8')) as Results;

/** The documents that are made of results, by file. */
export const documentsOf = (results: Results): ReadonlyMap<string, string> => {
  const rows = parts.flatMap((part) => part.rows);
  return new Map([
    [PAGE, pageOf(readFileSync(join(root, PAGE), 'utf8'), rows, results)],
    [CHART, chartOf(rows, results)],
  ]);
};

/** Makes the documents anew of what was measured last. */
export const writeDocuments = async (): Promise<void> => {
  for (const [file, text] of documentsOf(readResults())) await writeFile(join(root, file), text);
};

/** Keeps what was measured, and makes the documents anew. */
export const writeResults = async (measured: readonly Measured[], when: When): Promise<void> => {
  const rows = parts.flatMap((part) => part.rows.map(({ id }) => id));
  await writeFile(FILE, `${JSON.stringify(withMeasured(readResults(), measured, when, rows), null, 2)}\n`);
  await writeDocuments();
};
