import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** Keeps what was measured, and makes the documents anew. */
export const writeResults = async (measured: readonly Measured[], when: When): Promise<void> => {
  const rows = parts.flatMap((part) => part.rows.map(({ id }) => id));
  const results = withMeasured(readResults(), measured, when, rows);
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
  for (const [file, text] of documentsOf(results)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
};
