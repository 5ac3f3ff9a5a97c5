import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cache } from './cache.mts';
import { npm } from './npm.mts';
import { freePort } from './port.mts';

/** An n8n version known to be installable: every version of every dependency is available. */
export const { N8N_VERSION: VERSION = '2.41.1' } = process.env;
/** n8n's xlsx comes from its own host rather than the registry. */
const MANIFEST = { name: 'n8n-host', private: true, dependencies: { n8n: VERSION }, overrides: { xlsx: 'npm:@e965/xlsx@0.20.3' } };
/** Written when the installation is complete; a folder without it is completed first. */
const MARKER = '.complete';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
/** n8n requires Node 24, which npm scripts use whatever the machine has. */
const { HOST_NODE: node = process.execPath } = process.env;
const folder = join(cache, `n8n-${VERSION}`);
const program = join(folder, 'node_modules/n8n/bin/n8n');

const PATH = [bin, process.env.PATH].join(delimiter);

const install = async (...args: string[]): Promise<void> => {
  const { code } = await npm([...args, '--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: folder,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) throw new Error(`npm ${args[0]} ended with exit code ${code}; delete ${folder} and try again`);
};

/** Installs n8n once into a cache outside the checkout (about 3 GB); completes an interrupted installation. */
export const ensureN8n = async (say: (line: string) => void = () => undefined): Promise<void> => {
  if (existsSync(join(folder, MARKER))) return;
  say(`Installing n8n ${VERSION} into ${folder} (once, about 3 GB and some minutes)`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(MANIFEST));
  await install('install', '--ignore-scripts');
  // Only this install script is needed; a user's own `ignore-scripts` must not prevent it.
  await install('rebuild', 'sqlite3', '--ignore-scripts=false');
  await writeFile(join(folder, MARKER), '');
};

export interface N8nOptions {
  /** All of n8n's state goes into `<userFolder>/.n8n`. */
  readonly userFolder: string;
  /** Tarballs or folders of node packages. */
  readonly packages?: readonly string[];
  /** Folders that workflows may read files from. */
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const unpack = async (tarball: string, to: string): Promise<void> => {
  const child = spawn('tar', ['-xzf', tarball, '--strip-components=1', '-C', to], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${tarball} could not be unpacked`);
};

const manifestIn = async (directory: string) => JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as { name: string; files?: string[] };

/** Puts a package where n8n stores community packages installed in the editor. */
const installPackage = async (source: string, userFolder: string): Promise<void> => {
  const modules = join(userFolder, '.n8n/nodes/node_modules');
  const arrival = join(modules, '.arrival');
  await rm(arrival, { recursive: true, force: true });
  await mkdir(arrival, { recursive: true });
  if ((await stat(source)).isDirectory()) {
    const { files = [] } = await manifestIn(source);
    for (const file of ['package.json', ...files]) await cp(join(source, file), join(arrival, file), { recursive: true });
  } else await unpack(source, arrival);
  const { name } = await manifestIn(arrival);
  const place = join(modules, name);
  await rm(place, { recursive: true, force: true });
  await mkdir(dirname(place), { recursive: true });
  await cp(arrival, place, { recursive: true });
  await rm(arrival, { recursive: true });
};

/** Isolates n8n on this machine: no telemetry, and no lookups or offers from outside. */
const QUIET = {
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  N8N_VERIFIED_PACKAGES_ENABLED: 'false',
  N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
};

/** Modules of n8n that are not needed here. */
const UNUSED = ['mcp-registry', 'instance-ai', 'agents', 'chat-hub', 'insights'];

/** Those of them that this n8n has: it does not start if it is given an unknown one. */
const unused = (): string => {
  const known = readdirSync(join(folder, 'node_modules/n8n/dist/modules')).map((name) => name.replace(/\.ee$/, ''));
  return UNUSED.filter((name) => known.includes(name)).join();
};

const environment = ({ userFolder, files = [], env = {} }: N8nOptions): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH,
  // A test runner's `test` would change n8n's behavior.
  NODE_ENV: 'production',
  ...QUIET,
  N8N_DISABLED_MODULES: unused(),
  N8N_USER_FOLDER: userFolder,
  N8N_ENCRYPTION_KEY: 'campaign-nodes',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_SECURE_COOKIE: 'false',
  ...(files.length > 0 && { N8N_RESTRICT_FILE_ACCESS_TO: files.join(';') }),
  ...env,
});

const prepare = async (options: N8nOptions): Promise<void> => {
  await mkdir(options.userFolder, { recursive: true });
  for (const source of options.packages ?? []) await installPackage(source, options.userFolder);
};

/** A workflow with the members that the editor always adds, without which n8n 2.0 rejects it. */
export const whole = (workflow: object): object => ({ active: false, versionId: randomUUID(), ...workflow });

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one of n8n's commands to its end: `import:credentials`, `import:workflow`, `execute --id`.
 * @param kill aborts it immediately, like a power failure; the code is then null
 */
export const execN8n = async (args: readonly string[], options: N8nOptions, kill?: AbortSignal): Promise<Ended> => {
  await prepare(options);
  // Written to files, because n8n exits immediately and would lose output still buffered for a pipe.
  const paths = ['stdout', 'stderr'].map((name) => join(options.userFolder, `n8n.${name}`));
  const files = await Promise.all(paths.map((path) => open(path, 'w')));
  const child = spawn(node, [program, ...args], {
    env: { ...environment(options), N8N_RUNNERS_BROKER_PORT: String(await freePort()) },
    stdio: ['ignore', ...files.map(({ fd }) => fd)],
  });
  kill?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  await Promise.all(files.map((file) => file.close()));
  const [stdout = '', stderr = ''] = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return { code, stdout, stderr };
};

export interface N8n {
  readonly url: string;
  readonly pid: number;
  /** The last lines that n8n printed. */
  output(): string;
  stop(): Promise<void>;
  /** Kills it, like a power failure. */
  kill(): Promise<void>;
}

const MOST_OUTPUT = 20_000;
const STARTS_WITHIN_MS = 180_000;
const STOPS_WITHIN_MS = 15_000;

const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await exit;
  clearTimeout(late);
};

const isReady = async (url: string): Promise<boolean> => {
  try {
    // The API becomes ready last: `/healthz` answers earlier, in n8n 2.0 so does `/healthz/readiness`, and the editor's page answers in its place.
    const { ok, headers } = await fetch(`${url}/rest/settings`);
    return ok && headers.get('content-type')?.startsWith('application/json') === true;
  } catch {
    return false;
  }
};

/** Starts one of n8n's servers and waits until it is ready. */
const serve = async (url: string, args: readonly string[], env: NodeJS.ProcessEnv, ready: (url: string) => Promise<boolean>): Promise<N8n> => {
  const child = spawn(node, [program, ...args], { env: { ...env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MOST_OUTPUT);
    });
  }
  const until = Date.now() + STARTS_WITHIN_MS;
  while (!(await ready(url))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      await stopped(child);
      throw new Error(`n8n did not start:\n${output}`);
    }
    await wait(250);
  }
  const kill = async (): Promise<void> => {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return { url, pid: child.pid!, output: () => output, stop: () => stopped(child), kill };
};

/** Starts n8n on 127.0.0.1 and waits until its API is ready. */
export const startN8n = async (options: N8nOptions & { readonly port?: number }): Promise<N8n> => {
  await prepare(options);
  const port = options.port || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  return await serve(url, ['start'], { ...environment(options), N8N_PORT: String(port), N8N_EDITOR_BASE_URL: url }, isReady);
};

const takesJobs = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/healthz/readiness`)).ok;
  } catch {
    return false;
  }
};

/** Starts a worker of an n8n in queue mode, which takes so many executions at once, and waits until it takes some. */
export const startWorker = async (options: N8nOptions, concurrency = 5): Promise<N8n> => {
  await prepare(options);
  const port = await freePort();
  const env = { ...environment(options), QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
  return await serve(`http://127.0.0.1:${port}`, ['worker', `--concurrency=${concurrency}`], env, takesJobs);
};
