import { setTimeout as wait } from 'node:timers/promises';
import { step } from '../../support/n8nStep.mts';
import { HOST_MS } from '../n8n/server';
import { QueueMode } from './queueMode';

/**
 * A report that is larger than what n8n's database takes as a file, which is 512 MiB: in parts it goes through, each of them a file with its header.
 */
let queue: QueueMode;
beforeAll(async () => {
  queue = await QueueMode.start();
  await queue.startWorker('one');
}, HOST_MS);
afterAll(() => queue?.stop(), HOST_MS);

const LEAST_BYTES = 600_000_000;
const ROWS = 6_500_000;
const PART = 1_000_000;
const PARTS = Math.ceil(ROWS / PART);

it(
  'a report of 600 MB goes through the database in files of a million rows',
  async () => {
    const made = await queue.server.sandbox.control('POST', '/bryj/synthetic', { rows: ROWS, prefix: 'android-' });
    const { request_id: requestId } = made as { request_id: string };
    const account = await queue.server.credential('Bryj', 'bryjApi', queue.server.accountData());
    const workflow = await queue.server.save({
      name: 'Large report',
      settings: { executionOrder: 'v1' },
      nodes: [
        step('Webhook', 'n8n-nodes-base.webhook', 2, { path: 'report', httpMethod: 'GET', responseMode: 'onReceived', options: {} }, { webhookId: 'report' }),
        step(
          'Report',
          'n8n-nodes-campaigns.bryj',
          2,
          { resource: 'batch', operation: 'getReport', requestId, output: 'file', rowsPerFile: PART },
          { credentials: { bryjApi: account } },
        ),
      ],
      connections: { Webhook: { main: [[{ node: 'Report', type: 'main', index: 0 }]] } },
    });
    await queue.server.activate(workflow);
    await queue.server.until(async () => (await fetch(`${queue.server.n8n.url}/webhook/report`)).ok);
    const states = () => queue.states(workflow.id);
    while (!(await states()).some(({ stoppedAt }) => stoppedAt)) await wait(500);
    const [ran] = await states();
    expect(ran).toMatchObject({ status: 'success' });
    const items = await queue.server.items(String(ran!.id), 'Report');
    expect(items.map(({ json }) => json)).toEqual(
      Array.from({ length: PARTS }, (_, i) => expect.objectContaining({ part: i + 1, parts: PARTS, rows: Math.min(PART, ROWS - i * PART) }) as unknown),
    );
    const kept = await queue.filesInDatabase();
    expect(kept).toHaveLength(PARTS);
    expect(kept.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(LEAST_BYTES);
  },
  HOST_MS,
);
