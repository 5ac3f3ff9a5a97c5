import { build } from 'esbuild';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Took } from './workers/job.ts';

const here = import.meta.dirname;
const root = join(here, '../..');

/** Who works in a process of its own. */
const WORKERS = [
  ...(['upload', 'check', 'report', 'export', 'hits', 'ledger', 'linear'] as const),
  ...(['csvParse', 'csvColumns', 'hitPages', 'undici', 'loader'] as const),
  ...(['sandbox', 'bucket'] as const),
] as const;
export type Worker = (typeof WORKERS)[number];

export interface Sandbox {
  readonly url: string;
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** What is not in the scripts, and is found beside them. */
const FOUND_LATER = ['n8n-core', 'n8n-core/*'];

/** Makes the workers' scripts in a folder: plain JavaScript, because a compiler in the same process would be measured too. */
export const writeWorkers = async (folder: string): Promise<void> => {
  await build({
    entryPoints: WORKERS.map((name) => join(here, 'workers', `${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: FOUND_LATER,
    logLevel: 'warning',
  });
};

/**
 * V8 lets the space for new objects grow, by chance and by the memory of the machine, to more than 100 MB before it collects what is long
 * dead. Held at the size that Node had until version 20, it leaves to be measured what the work needs, and that is the same each time.
 */
const SAME_EVERYWHERE = ['--max-semi-space-size=16'];
/** What a job may ask for beside that. */
const FLAGS: Partial<Record<Worker, readonly string[]>> = { ledger: ['--expose-gc'], linear: ['--expose-gc'] };

/** Node as users run it, but for that: none of this process's own flags. */
const start = (folder: string, worker: Worker, args: readonly string[]): ChildProcess => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return fork(join(folder, `${worker}.js`), args, {
    execArgv: [...SAME_EVERYWHERE, ...(FLAGS[worker] ?? [])],
    env,
  });
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

/** A process that serves until it is told to stop. */
export interface Serving<T> {
  /** What it said when it was ready. */
  readonly ready: T;
  /** Stops it, and says how much memory it took. */
  readonly stop: () => Promise<number>;
}

/** Starts a process that serves. */
export const serve = async <T,>(folder: string, worker: Worker, ...args: readonly string[]): Promise<Serving<T>> => {
  const child = start(folder, worker, args);
  const exited = once(child, 'exit');
  const stopped = async <R,>(result: Promise<R>): Promise<R> => {
    try {
      return await result;
    } finally {
      child.kill();
      await exited;
    }
  };
  const ready = messageOf<T>(child, worker);
  await ready.catch(() => stopped(ready));
  return {
    ready: await ready,
    stop() {
      const peak = messageOf<number>(child, worker);
      child.send('stop');
      return stopped(peak);
    },
  };
};

/** Starts a fresh sandbox in its own process. */
export const serveSandbox = (folder: string): Promise<Serving<Sandbox>> => serve(folder, 'sandbox', join(root, 'sandbox/dist/index.js'), folder);

/** Works with a fresh sandbox in its own process, and says how much memory that process took. */
export const withSandbox = async <T,>(folder: string, work: (sandbox: Sandbox) => Promise<T>): Promise<{ done: T; sandboxPeakBytes: number }> => {
  const { ready, stop } = await serveSandbox(folder);
  let sandboxPeakBytes = 0;
  const done = await work(ready).finally(async () => {
    sandboxPeakBytes = await stop();
  });
  return { done, sandboxPeakBytes };
};
