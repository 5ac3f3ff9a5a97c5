import { build } from 'esbuild';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Took } from './workers/job.ts';

const here = import.meta.dirname;
const root = join(here, '../..');

/** Who works in a process of its own. */
export type Worker = 'upload' | 'report' | 'export' | 'csvParse' | 'hits' | 'hitPages' | 'ledger' | 'sandbox';

export interface Sandbox {
  readonly url: string;
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** Makes the workers' scripts in a folder: plain JavaScript, because a compiler in the same process would be measured too. */
export const writeWorkers = async (folder: string): Promise<void> => {
  const workers: Worker[] = ['upload', 'report', 'export', 'csvParse', 'hits', 'hitPages', 'ledger', 'sandbox'];
  await build({
    entryPoints: workers.map((name) => join(here, 'workers', `${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
};

/**
 * V8 lets the space for new objects grow, by chance and by the memory of the machine, to more than 100 MB before it collects what is long
 * dead. Held at the size that Node had until version 20, it leaves to be measured what the work needs, and that is the same each time.
 */
const SAME_EVERYWHERE = ['--max-semi-space-size=16'];
/** What a job may ask for beside that. */
const FLAGS: Partial<Record<Worker, readonly string[]>> = { ledger: ['--expose-gc'] };

/** Node as users run it, but for that: none of this process's own flags. */
const start = (folder: string, worker: Worker, args: readonly string[]): ChildProcess => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return fork(join(folder, `${worker}.js`), args, { execArgv: [...SAME_EVERYWHERE, ...(FLAGS[worker] ?? [])], env });
};

const messageOf = async <T,>(child: ChildProcess, worker: Worker): Promise<T> => {
  const over = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: over.signal }).then(([message]) => message as T),
      once(child, 'exit', { signal: over.signal }).then(([code]) => {
        throw new Error(`The process '${worker}' ended with ${String(code)} and no result`);
      }),
    ]);
  } finally {
    over.abort();
  }
};

/** Has a job done by a process that does nothing else. */
export const inOwnProcess = async <T,>(folder: string, worker: Worker, order: object): Promise<Took<T>> => {
  const child = start(folder, worker, [JSON.stringify(order)]);
  const exited = once(child, 'exit');
  try {
    return await messageOf<Took<T>>(child, worker);
  } finally {
    child.kill();
    await exited;
  }
};

/** Works with a fresh sandbox in its own process, and says how much memory that process took. */
export const withSandbox = async <T,>(folder: string, work: (sandbox: Sandbox) => Promise<T>): Promise<{ done: T; sandboxPeakBytes: number }> => {
  const child = start(folder, 'sandbox', [join(root, 'sandbox/dist/index.js'), folder]);
  const exited = once(child, 'exit');
  try {
    const done = await work(await messageOf<Sandbox>(child, 'sandbox'));
    child.send('stop');
    return { done, sandboxPeakBytes: await messageOf<number>(child, 'sandbox') };
  } finally {
    child.kill();
    await exited;
  }
};
