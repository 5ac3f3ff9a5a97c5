import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Creates missing workflows and flows as saved by the current version, with what they send (test/saved/<version>). */

const root = join(import.meta.dirname, '..');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const tests = ['test/hosts/n8n/released.test.ts', 'test/hosts/node-red/released.test.ts'];
const made = spawn(process.execPath, [jest, '--runInBand', ...tests], { cwd: root, stdio: 'inherit', env: { ...process.env, MAKE_SAVED: '1' } });
made.on('exit', (code) => (process.exitCode = code ?? 1));
