import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startNodeRed, type FlowNode } from '../../../scripts/node-red-host.mts';
import { fileOnce } from '../fileOnce.mts';
import type { Sample } from '../harness/part.mts';
import { peakOf, restartPeak } from '../memory.ts';

const root = join(import.meta.dirname, '../../..');
const TAB = 'bench';
const LONGEST_MS = 15 * 60_000;

/** A node of a flow without where it is and what it is wired to. */
export interface FlowStep {
  readonly id: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a contestant does between the source and the sink. */
export interface FlowWork {
  readonly id: string;
  /** JavaScript that returns what the payload is at the start. */
  readonly payload: string;
  /** In order; each is wired to the next. */
  readonly steps: readonly FlowStep[];
  /** Accounts, which are wired to nothing. */
  readonly accounts: readonly FlowNode[];
  /** JavaScript that gives how many things the payload of a message has at the end. */
  readonly counts: string;
  /** How many these are in all messages of a run. */
  readonly expected: number;
}

/** What came out of a flow. */
export interface FlowRan extends Sample {
  readonly seconds: number;
  readonly items: number;
}

export const functionStep = (id: string, func: string): FlowStep => ({
  id,
  type: 'function',
  func,
  outputs: 1,
  timeout: 0,
  initialize: '',
  finalize: '',
  libs: [],
});

export const httpStep = (id: string, more: object): FlowStep => ({
  ...{ id, type: 'http request', method: 'GET', ret: 'txt', paytoqs: 'ignore', url: '', persist: true, authType: '', senderr: true, headers: [] },
  ...more,
});

/** What has no place is taken for an account by Node-RED. */
const at = (column: number, wires: readonly string[], y = 100) => ({ z: TAB, x: 100 * (column + 1), y, wires: [wires] });

/** The clock is the flow's own: from when the payload is made until the last of what is expected has come. */
const flowOf = ({ id, payload, steps, accounts, counts, expected }: FlowWork, file: string): readonly FlowNode[] => {
  const chain: readonly FlowStep[] = [
    { id: 'start', type: 'inject', props: [], repeat: '', crontab: '', once: false },
    functionStep('source', `msg.payload = (() => { ${payload} })();\nflow.set('bench', { at: Date.now(), items: 0 });\nreturn msg;`),
    ...steps,
    functionStep(
      'sink',
      `const run = flow.get('bench');
run.items += (${counts})(msg.payload);
if (run.items < ${expected}) return null;
return { payload: JSON.stringify({ seconds: (Date.now() - run.at) / 1000, items: run.items }), filename: ${JSON.stringify(file)} };`,
    ),
    { id: 'figures', type: 'file', filename: 'filename', filenameType: 'msg', appendNewline: false, createDir: false, overwriteFile: 'true', encoding: 'utf8' },
  ];
  return [
    { id: TAB, type: 'tab', label: id },
    ...accounts,
    ...chain.map(
      (each, i): FlowNode => ({
        ...each,
        ...at(
          i,
          chain.slice(i + 1, i + 2).map(({ id: next }) => next),
        ),
      }),
    ),
    // What goes wrong is seen, and ends the run.
    {
      ...functionStep('failure', `return { payload: JSON.stringify({ failed: msg.error.message }), filename: ${JSON.stringify(file)} };`),
      ...at(1, ['figures']),
    },
    { ...{ id: 'caught', type: 'catch', scope: null, uncaught: false }, ...at(0, ['failure'], 200) },
  ];
};

/**
 * Runs a flow in a Node-RED of its own, from the source to the sink.
 * @throws Error if a node failed, or if not all came to the sink
 */
export const runFlow = async (folder: string, work: FlowWork): Promise<FlowRan> => {
  const userDir = join(folder, `node-red-${work.id}`);
  const file = join(folder, `${work.id}.json`);
  await rm(file, { force: true });
  // Otherwise Node-RED starts that of the round before, and says so while the new one is still on its way.
  await rm(join(userDir, 'flows.json'), { force: true });
  const nodeRed = await startNodeRed({ userDir, packages: [join(root, 'node-red')] });
  const over = new AbortController();
  const late = setTimeout(() => over.abort(), LONGEST_MS);
  try {
    await nodeRed.deploy(flowOf(work, file));
    const before = restartPeak(nodeRed.pid);
    await nodeRed.inject('start').catch((error: Error) => {
      throw new Error(`The flow '${work.id}' did not start: ${error.message}\n${nodeRed.output()}`);
    });
    const text = await fileOnce(file, over.signal);
    if (text === '') throw new Error(`The flow '${work.id}' did not come to its end:\n${nodeRed.output()}`);
    const ran = JSON.parse(text) as FlowRan | { readonly failed: string };
    if (typeof ran.failed === 'string') throw new Error(`The flow '${work.id}' failed: ${ran.failed}`);
    const peak = peakOf(nodeRed.pid);
    return { ...(ran as FlowRan), ...(before !== undefined && peak !== undefined && { bytes: peak - before }) };
  } finally {
    clearTimeout(late);
    await nodeRed.stop();
  }
};
