import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startNodeRed, type FlowNode } from '../node-red-host.mts';
import type { Host, HostOptions } from './host.mts';
import type { Summary } from './summary.mts';

const root = join(import.meta.dirname, '../..');
const pack = join(root, 'node-red');

const TAB = 'csv-report-tab';
const START = 'csv-report-inject';
/** Where the example's last node stores its counts. */
const RESULT = `/context/flow/${TAB}/summary`;
const WITHIN_MS = 5 * 60_000;
const LOOK_EVERY_MS = 300;

const example = async (baseUrl: string): Promise<FlowNode[]> => {
  const text = await readFile(join(pack, 'examples/Bryj/csv-to-report.json'), 'utf8');
  return JSON.parse(text.replaceAll('http://127.0.0.1:4010/bryj', baseUrl)) as FlowNode[];
};

const contextOf = async (url: string): Promise<Summary | undefined> => {
  const { msg } = (await (await fetch(`${url}${RESULT}`)).json()) as { msg?: string };
  return msg === undefined || msg === '(undefined)' ? undefined : (JSON.parse(msg) as Summary);
};

/** The main use case in a real Node-RED. */
export const nodeRed = async ({ baseUrl, folder, files, port, say }: HostOptions): Promise<Host> => {
  say('Starting Node-RED with the pack and its example flow');
  const host = await startNodeRed({ userDir: folder, port, packages: [pack], files });
  return {
    label: 'Node-RED',
    async run() {
      await host.deploy(await example(baseUrl));
      await host.inject(START);
      for (const until = Date.now() + WITHIN_MS; Date.now() < until; await wait(LOOK_EVERY_MS)) {
        const summary = await contextOf(host.url);
        if (summary) return summary;
        const error = /\[error\] \[campaign-.*/.exec(host.output());
        if (error) throw new Error(error[0]);
      }
      throw new Error(`The flow did not come to its end:\n${host.output()}`);
    },
    open: () => Promise.resolve([`Node-RED editor  ${host.url}`]),
    stop: () => host.stop(),
  };
};
