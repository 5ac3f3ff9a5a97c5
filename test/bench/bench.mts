import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from './harness/options.mts';
import type { Context } from './harness/part.mts';
import { inTurn, measure, type Measured } from './harness/rounds.mts';
import { exitCode } from './harness/verdict.mts';
import { parts } from './parts/index.mts';
import { writeWorkers } from './processes.mts';
import { machine } from './report/machine.mts';
import { tableOf } from './report/table.mts';
import { writeResults } from './report/documents.mts';

/**
 * How fast the largest jobs are and how much memory they take, against what people would use instead: `npm run bench`. Arguments are the parts
 * to run; `--size 0.1` makes them smaller, `--rounds 7` measures more often, `--write` takes the figures into the documents. Ends with exit
 * code 1 if a row misses what it is to reach by more than the noise, or could not be measured.
 */
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const {
  parts: chosen,
  size,
  rounds,
  write,
} = readOptions(
  process.argv.slice(2),
  parts.map(({ name }) => name),
);

const measured: Measured[] = [];
const broken: string[] = [];
for (const part of parts.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  print(`${part.name}:`);
  const folder = await mkdtemp(join(tmpdir(), 'campaign-bench-'));
  try {
    await writeWorkers(folder);
    const context: Context = { folder, size, scaled: (full) => Math.max(1, Math.round(full * size)), say: print };
    const { contestants, close } = await part.open(context);
    try {
      const all = await inTurn(contestants, rounds, print);
      measured.push(...part.rows.map((row) => measure(row, all, size)));
    } finally {
      await close();
    }
  } catch (error) {
    // The other parts take hours, which are not to be lost.
    broken.push(part.name);
    print(`  ${part.name} FAILED: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const here = await machine();
print(`\n${here}`);
print(`Medians of ${rounds} rounds${size < 1 ? `, at ${size} of the size for which the bounds are meant` : ''}.\n`);
print(tableOf(measured, size));
if (write) await writeResults(measured, { machine: here, date: new Date().toISOString().slice(0, 10), rounds });
if (broken.length > 0) print(`\nNot measured, as something failed: ${broken.join(', ')}`);
process.exitCode = broken.length > 0 ? 1 : exitCode(measured.map(({ verdict }) => verdict));
