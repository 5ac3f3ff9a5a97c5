import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npm } from './npm.mts';

/**
 * What `npm test` does once types are checked and packages are packed: lint beside the tests, since lint alone would leave a core idle. Arguments go to
 * Jest. Ends with 1 if any of it fails.
 */
const root = join(import.meta.dirname, '..');

/** Tests that `npm run long` and `npm run e2e` run, and what is measured. */
const ELSEWHERE = ['/node_modules/', '/test/e2e/', '/test/bench/', '.long.test.ts$'];

const jest = (): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const bin = createRequire(import.meta.url).resolve('jest/bin/jest');
    const child = spawn(process.execPath, [bin, ...process.argv.slice(2), '--testPathIgnorePatterns', ...ELSEWHERE], { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });

const [lint, tests] = await Promise.all([npm(['run', '--silent', 'lint'], { cwd: root }), jest()]);
if (lint.code !== 0) console.error(`Lint found something:\n${lint.stdout}${lint.stderr}`);
process.exitCode = lint.code === 0 && tests === 0 ? 0 : 1;
