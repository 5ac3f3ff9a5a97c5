import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n, execN8n } from '../../scripts/n8n-host.mts';
import { step } from '../support/n8nStep.mts';
import { printedExecution } from '../support/printedExecution.mts';
import { withSandbox, writeWorkers, type Sandbox } from './processes.mts';

const root = join(import.meta.dirname, '../..');

export const FULL_ITEMS = 10_000;

/** One node's part of a run in n8n. */
export interface NodeFigures {
  readonly items: number;
  readonly seconds: number;
  /** Requests that reached the sandbox. */
  readonly requests: number;
}

const CREDENTIALS = { credentials: { brazeApi: { id: 'bench', name: 'Bench' } } };

/** n8n's own request node, one request an item, as many at once as it likes. */
const httpRequest = ({ baseUrls }: Sandbox) =>
  step(
    'Send',
    'n8n-nodes-base.httpRequest',
    4.2,
    {
      method: 'POST',
      url: `${baseUrls.braze}/users/track`,
      authentication: 'predefinedCredentialType',
      nodeCredentialType: 'brazeApi',
      sendBody: true,
      specifyBody: 'json',
      jsonBody: '={{ JSON.stringify({ attributes: [{ external_id: $json.crm_id, city: $json.city, plan: $json.plan }] }) }}',
      options: {},
    },
    CREDENTIALS,
  );

const track = () =>
  step(
    'Send',
    'n8n-nodes-campaigns.braze',
    1,
    { resource: 'user', operation: 'track', kind: 'attributes', identifier: 'external_id', recipientsFrom: 'items', userColumn: 'crm_id', variables: 'all' },
    CREDENTIALS,
  );

const workflow = (id: string, items: number, send: object) => ({
  id,
  name: id,
  active: false,
  settings: { executionOrder: 'v1' },
  nodes: [
    step('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
    step('People', 'n8n-nodes-base.set', 3.4, {
      mode: 'raw',
      jsonOutput: `={{ { people: Array.from({ length: ${items} }, (_, i) => ({ crm_id: 'c-' + i, city: 'Paris', plan: 'gold' })) } }}`,
      options: {},
    }),
    step('One Item Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }),
    send,
  ],
  connections: {
    Start: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
    People: { main: [[{ node: 'One Item Each', type: 'main', index: 0 }]] },
    'One Item Each': { main: [[{ node: 'Send', type: 'main', index: 0 }]] },
  },
});

interface Execution {
  readonly data: {
    readonly resultData: { readonly runData: Readonly<Record<string, readonly { executionTime: number; data?: { main: readonly unknown[][] } }[]>> };
  };
}

/** The same items through Track and through n8n's own HTTP Request node, in a real n8n, against the same sandbox. */
export const compareTrack = async (items: number, say: (line: string) => void): Promise<{ readonly track: NodeFigures; readonly httpRequest: NodeFigures }> => {
  await ensureN8n(say);
  const folder = await mkdtemp(join(tmpdir(), 'campaign-bench-n8n-'));
  try {
    await writeWorkers(folder);
    const { done } = await withSandbox(folder, async (sandbox) => {
      // Ten thousand requests would meet Braze's limit of 3,000 in 3 s; what is compared here is the work, not the waiting.
      await fetch(`${sandbox.url}/_sandbox/braze/settings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rateTrack: 1_000_000, rateDefault: 1_000_000 }),
      });
      const options = { userFolder: folder, packages: [root] };
      const command = async (...args: string[]): Promise<string> => {
        const { code, stdout, stderr } = await execN8n(args, options);
        if (code !== 0) throw new Error(`n8n ${args[0]} ended with exit code ${code}:\n${stdout.slice(-2_000)}${stderr.slice(-2_000)}`);
        return stdout;
      };
      const put = async (kind: 'workflow' | 'credentials', value: object): Promise<void> => {
        const file = join(folder, `${kind}.json`);
        await writeFile(file, JSON.stringify(value));
        await command(`import:${kind}`, `--input=${file}`);
      };
      const data = { restEndpoint: 'custom', customUrl: sandbox.baseUrls.braze, apiKey: 'demo-rest-api-key' };
      await put('credentials', [{ id: 'bench', name: 'Bench', type: 'brazeApi', data }]);
      const sent = async (): Promise<number> => {
        const { requests } = (await (await fetch(`${sandbox.url}/_sandbox/requests`)).json()) as { requests: readonly { id: number }[] };
        return requests.at(-1)?.id ?? 0;
      };
      const measure = async (id: string, send: object): Promise<NodeFigures> => {
        await put('workflow', workflow(id, items, send));
        const before = await sent();
        const printed = await command('execute', `--id=${id}`, '--rawOutput');
        const { resultData } = (printedExecution(printed) as Execution).data;
        const [run] = resultData.runData.Send ?? [];
        if (!run?.data) throw new Error(`The node failed: ${JSON.stringify(resultData.runData.Send).slice(0, 1_000)}`);
        return { items: run.data.main[0]!.length, seconds: run.executionTime / 1_000, requests: (await sent()) - before };
      };
      const peer = await measure('benchHttpRequest', httpRequest(sandbox));
      return { track: await measure('benchTrack', track()), httpRequest: peer };
    });
    return done;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
