import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VERSION } from '../../../scripts/n8n-host.mts';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

const installed = (name: string): string => (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

/** The first line of what a program says of its version, or nothing if it is not there. */
const versionOf = async (program: string): Promise<string | undefined> => {
  try {
    return (await run(program, ['--version'])).stdout.split('\n')[0]!.split(' ').slice(0, 2).join(' ').trim();
  } catch {
    return undefined;
  }
};

/** The machine and the versions of all that is measured, in one line. */
export const machine = async (): Promise<string> => {
  const [{ model = 'unknown' } = {}] = cpus();
  const programs = await Promise.all(['curl', 'jq'].map(versionOf));
  const packages = ['node-red', 'csv-parse', 'undici'].map((name) => `${name} ${installed(name)}`);
  return [
    `${cpus().length} cores (${model.trim()})`,
    `${(totalmem() / 1024 ** 3).toFixed(0)} GB`,
    process.platform,
    `Node ${process.version}`,
    `n8n ${VERSION}`,
    ...packages,
    ...programs.filter((each) => each !== undefined),
  ].join(', ');
};
