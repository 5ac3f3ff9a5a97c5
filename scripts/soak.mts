import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readOptions } from '../test/e2e/soak/options.mts';

/**
 * Lets both hosts send to all vendors for a long time, with faults and restarts, and compares the books: `npm run soak -- --minutes 5 --seed 7`. It is the
 * test that `npm run e2e` runs for a shorter time. Ends with 1 if anything disagrees.
 */
const { minutes, seed } = readOptions(process.argv.slice(2), Math.random);
const bin = createRequire(import.meta.url).resolve('jest/bin/jest');
const child = spawn(process.execPath, [bin, '--runInBand', '--forceExit', 'test/e2e/soak'], {
  cwd: join(import.meta.dirname, '..'),
  env: { ...process.env, SOAK_MINUTES: String(minutes), SOAK_SEED: String(seed) },
  stdio: 'inherit',
});
child.once('close', (code) => (process.exitCode = code ?? 1));
