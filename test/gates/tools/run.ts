import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../../..');

/** Runs one of the scripts beside this file (ESLint and n8n's scanner load modules in ways that jest's own loader lacks) and gives back the JSON that it prints last. */
export const runTool = <T>(script: string, args: readonly string[], cwd = ROOT): T => {
  // n8n's plugin takes every file for a test case of its own where NODE_ENV says test.
  const { NODE_ENV: _, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(__dirname, script), ...args], { cwd, env, encoding: 'utf8', maxBuffer: 1e8 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${script} ended with exit code ${status}:\n${stdout}\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
};
