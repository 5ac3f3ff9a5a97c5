import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Makes the workflows and flows that the present version saves, with what they send, where they are missing (test/saved/<version>). */

const root = join(import.meta.dirname, '..');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const tests = ['test/hosts/n8n/released.test.ts', 'test/hosts/node-red/released.test.ts'];
const made = spawn(process.execPath, [jest, '--runInBand', ...tests], { cwd: root, stdio: 'inherit', env: { ...process.env, MAKE_SAVED: '1' } });
made.on('exit', (code) => (process.exitCode = code ?? 1));
