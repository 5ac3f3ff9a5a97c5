import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freeOr } from './port.mts';
import { n8n } from './start/n8n.mts';
import { nodeRed } from './start/node-red.mts';
import { tableOf } from './start/summary.mts';

/**
 * The main use case, on the sandbox: sends a campaign to the people in a CSV from a real host, waits for the report, and shows the outcomes. `--host
 * n8n` instead of Node-RED; `--once` exits after the table.
 */
const root = join(import.meta.dirname, '..');
const files = join(root, 'examples');
const hosts = { 'node-red': nodeRed, n8n };
const PORTS = { sandbox: 4010, 'node-red': 1880, n8n: 5678 };

type SandboxModule = { startSandbox(options: { port: number }): Promise<{ url: string; baseUrls: Record<string, string>; close(): Promise<void> }> };
const { startSandbox } = createRequire(import.meta.url)(join(root, 'sandbox/dist')) as SandboxModule;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({ options: { host: { type: 'string', default: 'node-red' }, once: { type: 'boolean', default: false } } });
if (!(values.host in hosts)) {
  process.stderr.write(`There is no host '${values.host}'; it is one of ${Object.keys(hosts).join(', ')}.\n`);
  process.exit(2);
}
const name = values.host as keyof typeof hosts;

const folder = await mkdtemp(join(tmpdir(), 'campaign-nodes-'));
const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
const close = async (): Promise<void> => {
  for (const step of closing.splice(0).reverse()) await step();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(0)));

try {
  const sandbox = await startSandbox({ port: await freeOr(PORTS.sandbox) });
  closing.push(() => sandbox.close());
  const state = join(folder, name);
  await mkdir(state);
  const host = await hosts[name]({ baseUrl: sandbox.baseUrls.bryj!, folder: state, files, port: await freeOr(PORTS[name]), say });
  closing.push(() => host.stop());

  const summary = await host.run();
  const people = (await readFile(join(files, 'recipients.csv'), 'utf8')).trim().split('\n').length - 1;
  say(`\nBryj campaign CMP_demo_welcome, sent to the sandbox from ${host.label}:\n\n${tableOf(people, summary)}\n`);
  if (values.once) await close();
  else {
    for (const line of await host.open()) say(line);
    say(`Outbox           ${sandbox.url}/outbox`);
    say(`Sandbox API      ${sandbox.baseUrls.bryj}   (demo@example.com, demo-password)`);
    say('\nStop with Ctrl+C.');
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await close();
  process.exitCode = 1;
}
