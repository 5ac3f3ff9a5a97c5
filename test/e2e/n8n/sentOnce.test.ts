import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n, execN8n, whole, type Ended, type N8nOptions } from '../../../scripts/n8n-host.mts';
import { step } from '../../support/n8nStep.mts';
import { printedExecution } from '../../support/printedExecution.mts';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { HOST_MS, tarball } from './server';

/** A real n8n, with its own database: what was sent stays sent through tries, executions and the end of the process. */
let sandbox: Rehearsal;
let options: N8nOptions;
let folder: string;

const TRIGGER = '/campaigns/trigger/send';
const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

const n8n = async (args: readonly string[], kill?: AbortSignal): Promise<Ended> => {
  const ended = await execN8n(args, options, kill);
  if (ended.code !== 0 && !kill?.aborted)
    throw new Error(`n8n ${args[0]} ended with ${ended.code}: ${ended.stderr.slice(-3_000)}${ended.stdout.slice(-3_000)}`);
  return ended;
};

beforeAll(async () => {
  await ensureN8n();
  folder = await mkdtemp(join(tmpdir(), 'campaign-n8n-'));
  sandbox = await rehearse();
  options = { userFolder: folder, packages: [await tarball()] };
  const data = { restEndpoint: 'custom', customUrl: sandbox.baseUrls.braze, authentication: 'bearer', apiKey: 'demo-rest-api-key', version: 'braze' };
  const file = join(folder, 'credentials.json');
  await writeFile(file, JSON.stringify([{ id: 'braze', name: 'Braze', type: 'brazeApi', data }]));
  await n8n(['import:credentials', `--input=${file}`]);
}, HOST_MS);

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => sandbox.control('POST', '/reset'));

/** So many people, a campaign triggered for each of them. */
const workflow = (id: string, count: number, parameters: object, manner: object = {}) => ({
  id,
  name: id,
  settings: { executionOrder: 'v1' },
  nodes: [
    step('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
    step('People', 'n8n-nodes-base.set', 3.4, {
      mode: 'raw',
      jsonOutput: `={{ { people: Array.from({ length: ${count} }, (_, i) => ({ user: 'person-' + i })) } }}`,
      options: {},
    }),
    step('One Item Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }),
    step(
      'Trigger',
      'n8n-nodes-campaigns.braze',
      1,
      {
        resource: 'campaign',
        operation: 'trigger',
        campaignId: { __rl: true, mode: 'id', value: CAMPAIGN },
        recipientsFrom: 'items',
        userColumn: 'user',
        variables: 'none',
        ...parameters,
      },
      { credentials: { brazeApi: { id: 'braze', name: 'Braze' } }, ...manner },
    ),
  ],
  connections: {
    Start: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
    People: { main: [[{ node: 'One Item Each', type: 'main', index: 0 }]] },
    'One Item Each': { main: [[{ node: 'Trigger', type: 'main', index: 0 }]] },
  },
});

const put = async (value: object): Promise<void> => {
  const file = join(folder, 'workflow.json');
  await writeFile(file, JSON.stringify(whole(value)));
  await n8n(['import:workflow', `--input=${file}`]);
};

type Items = readonly { readonly json: Readonly<Record<string, unknown>> }[];

/** What came out of the node. */
const run = async (id: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { stdout } = await n8n(['execute', `--id=${id}`, '--rawOutput']);
  const { data } = printedExecution(stdout) as {
    data: { resultData: { runData: Readonly<Record<string, readonly { data: { main: readonly Items[] } }[]>> } };
  };
  return data.resultData.runData.Trigger!.at(-1)!.data.main[0]!.map(({ json }) => json);
};

const accepted = (): number[] => Object.values(sandbox.accepted('braze').people);
const fault = (rule: object) => sandbox.control('POST', '/faults', { vendor: 'braze', match: { path: TRIGGER }, ...rule });

it(
  'Retry On Fail: 10,300 items with texts of their own, the last of them refused once, are sent once each',
  async () => {
    const text = { additionalFields: { triggerProperties: '={{ { text: Math.random() } }}' } };
    await put(workflow('retryOnFail', 10_300, text, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }));
    await fault({ skip: 10_299, times: 1, fault: { kind: 'status', status: 400, body: { message: 'Bad Request' } } });
    expect(await run('retryOnFail')).toHaveLength(10_300);
    const counts = accepted();
    expect([counts.length, Math.max(...counts)]).toEqual([10_300, 1]);
  },
  HOST_MS,
);

it(
  'a send-once key lasts through executions, and through the end of n8n in the middle of one',
  async () => {
    await put(workflow('sendOnce', 400, { options: { sendOnceKey: '2026-11-28' } }, { onError: 'continueRegularOutput' }));
    // The answer to the fourth request is held back, and n8n is killed while it waits for it.
    await fault({ skip: 3, times: 1, fault: { kind: 'timeoutAfter' } });
    const kill = new AbortController();
    const killed = n8n(['execute', '--id=sendOnce'], kill.signal);
    while (accepted().length < 200) await new Promise((go) => setTimeout(go, 50));
    kill.abort();
    expect((await killed).code).toBeNull();

    const again = await run('sendOnce');
    const said = (status: string) => again.filter((json) => json.status === status).length;
    const unknown = again.filter(({ details }) => (details as { code?: string } | undefined)?.code === 'outcomeUnknown');
    expect([said('skipped'), said('accepted'), unknown.length]).toEqual([150, 200, 50]);
    const third = await run('sendOnce');
    expect(third.filter(({ status }) => status === 'skipped')).toHaveLength(350);
    expect(accepted()).toEqual(Array.from({ length: 400 }, () => 1));
  },
  HOST_MS,
);
