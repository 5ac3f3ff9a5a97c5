import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cache } from './cache.mts';
import { npm } from './npm.mts';
import { freePort } from './port.mts';

const root = join(import.meta.dirname, '..');
const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
const { HOST_NODE: node = process.execPath, NODE_RED_VERSION: version } = process.env;

export interface NodeRedOptions {
  /** All of Node-RED's state. */
  readonly userDir: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Folders of node packages, loaded in place, or tarballs, installed into `userDir` as a user would. */
  readonly packages?: readonly string[];
  /** The base folder of relative file names in flows. */
  readonly files?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Further settings of Node-RED, as in its settings file. */
  readonly settings?: object;
}

/** A node of a flow, as in flow files. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface NodeRed {
  /** The URL of the editor and the API. */
  readonly url: string;
  readonly pid: number;
  /** The last lines that Node-RED printed. */
  output(): string;
  /** Deploys flows, replacing the existing ones. Nodes may contain `credentials`, which Node-RED stores separately. */
  deploy(flows: readonly FlowNode[]): Promise<void>;
  /** The flows as returned by Node-RED. */
  flows(): Promise<readonly FlowNode[]>;
  /** Presses the button of an inject node. */
  inject(id: string): Promise<void>;
  stop(): Promise<void>;
  /** Kills it, like a power failure. */
  kill(): Promise<void>;
}

const install = async (wanted: string, userDir: string): Promise<void> => {
  const { code } = await npm(['install', wanted, '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: userDir,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) throw new Error(`${wanted} could not be installed: npm ended with exit code ${code}`);
};

/** Node-RED's program: the version named by the environment, installed once into a cache outside the checkout, or the one installed here. */
const ensureNodeRed = async (): Promise<string> => {
  if (version === undefined) return join(root, 'node_modules/node-red/red.js');
  const folder = join(cache, `node-red-${version}`);
  const program = join(folder, 'node_modules/node-red/red.js');
  if (!existsSync(program)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'node-red-host', private: true }));
    await install(`node-red@${version}`, folder);
  }
  return program;
};

/** Isolates Node-RED on this machine: no telemetry, and no lookups or offers from outside. */
const settingsOf = ({ userDir, files, settings }: NodeRedOptions, port: number, nodesDir: readonly string[]): object => ({
  userDir,
  uiHost: '127.0.0.1',
  uiPort: port,
  flowFile: 'flows.json',
  credentialSecret: 'campaign-nodes',
  nodesDir,
  ...(files !== undefined && { fileWorkingDirectory: files }),
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false },
  externalModules: { palette: { allowInstall: false } },
  logging: { console: { level: 'info' } },
  ...settings,
});

const prepare = async (options: NodeRedOptions, port: number): Promise<string> => {
  await mkdir(options.userDir, { recursive: true });
  const folders: string[] = [];
  for (const source of options.packages ?? []) {
    if ((await stat(source)).isDirectory()) folders.push(source);
    else {
      await writeFile(join(options.userDir, 'package.json'), JSON.stringify({ name: 'node-red-project', private: true }));
      await install(source, options.userDir);
    }
  }
  const file = join(options.userDir, 'settings.js');
  await writeFile(file, `module.exports = ${JSON.stringify(settingsOf(options, port, folders), null, 2)};\n`);
  return file;
};

/** What Node-RED prints when the flows of a deploy are running. */
const STARTED = 'Started flows';

const MOST_OUTPUT = 20_000;
const STARTS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;
/** Node-RED gives its nodes 15 seconds to close. */
const STOPS_WITHIN_MS = 20_000;

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const stopped = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await exit;
  clearTimeout(late);
};

/** The last line of a start: flows are running, and the editor's API is ready. */
const READY = 'Server now running at';

/** Starts Node-RED on 127.0.0.1 and waits until flows can be deployed. */
export const startNodeRed = async (options: NodeRedOptions): Promise<NodeRed> => {
  const port = options.port || (await freePort());
  const settings = await prepare(options, port);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(node, [await ensureNodeRed(), '--settings', settings], {
    env: { ...process.env, PATH, ...options.env },
    cwd: options.userDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let starts = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MOST_OUTPUT);
      starts += text.split(STARTED).length - 1;
    });
  }
  const until = Date.now() + STARTS_WITHIN_MS;
  while (!output.includes(READY)) {
    if (hasEnded(child) || Date.now() > until) {
      await stopped(child);
      throw new Error(`Node-RED did not start:\n${output}`);
    }
    await wait(LOOK_EVERY_MS);
  }
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const reply = await fetch(`${url}${path}`, {
      method,
      // A server may close a connection that rests, at the moment in which the next request uses it.
      headers: { 'content-type': 'application/json', 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': 'full', connection: 'close' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: HTTP ${reply.status} ${await reply.text()}`);
    return reply;
  };
  return {
    url,
    pid: child.pid!,
    output: () => output,
    async deploy(flows) {
      const before = starts;
      await call('POST', '/flows', { flows });
      // The response arrives before the nodes are ready.
      while (starts === before && !hasEnded(child)) await once(child.stdout, 'data');
    },
    async flows() {
      return ((await (await call('GET', '/flows')).json()) as { flows: FlowNode[] }).flows;
    },
    async inject(id) {
      await call('POST', `/inject/${id}`);
    },
    stop: () => stopped(child),
    async kill() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
};
