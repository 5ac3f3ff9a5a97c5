import { step } from '../../support/n8nStep.mts';
import { bryjToken, control } from '../accounts.mts';
import { faster, lighter, type Part, type Sample } from '../harness/part.mts';
import { N8nBench, type Work } from '../n8n/host.mts';
import { say } from '../numbers.mts';
import { serveSandbox, type Sandbox } from '../processes.mts';
import { mustBe } from '../samples.mts';

const FULL_ROWS = 300_000;

const account = ({ baseUrls }: Sandbox) => ({
  ...{ id: 'bench', name: 'Bench', type: 'bryjApi' },
  data: { email: 'demo@example.com', password: 'demo-password', baseUrl: baseUrls.bryj },
});

const reportOf = (id: string): Work => ({
  ...{ id: 'report', kind: 'nothing', items: 1 },
  steps: [
    step(
      'Report',
      'n8n-nodes-campaigns.bryj',
      2,
      { resource: 'batch', operation: 'getReport', requestId: id, output: 'rows', returnAll: true, simplify: false },
      { credentials: { bryjApi: { id: 'bench', name: 'Bench' } } },
    ),
  ],
});

/** By n8n's own nodes, already signed in, and each part read once although the vendor lists one twice. */
const extract = ({ baseUrls }: Sandbox, id: string, token: string): Work => ({
  ...{ id: 'extract', kind: 'nothing', items: 1 },
  steps: [
    step('Links', 'n8n-nodes-base.httpRequest', 4.2, {
      url: `${baseUrls.bryj}/api/campaigns/report?request_id=${id}`,
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'authorization', value: token }] },
      options: {},
    }),
    step('Once', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: '={{ { links: [...new Set($json.reports)] } }}', options: {} }),
    step('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'links', options: {} }),
    step('Part', 'n8n-nodes-base.httpRequest', 4.2, { url: '={{ $json.links }}', options: { response: { response: { responseFormat: 'file' } } } }),
    step('Rows', 'n8n-nodes-base.extractFromFile', 1, { operation: 'csv', options: {} }),
  ],
});

const work = (size: number) => `report of ${say(FULL_ROWS * size)} rows to items in n8n`;
const against = 'HTTP Request + Extract from File';

export const n8nReport: Part = {
  name: 'n8n-report',
  rows: [
    faster({ id: 'n8nReport.time', work, against, ours: 'report', theirs: 'extract', atLeast: 2 }),
    lighter({ id: 'n8nReport.memory', work, against, ours: 'report', theirs: 'extract', atMost: 0.25 }),
  ],
  async open({ folder, scaled, say: tell }) {
    const rows = scaled(FULL_ROWS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    const { request_id: id } = await control<{ request_id: string }>(sandbox, '/bryj/synthetic', { rows, prefix: 'android-' });
    const works = [reportOf(id), extract(sandbox, id, await bryjToken(sandbox))];
    const n8n = await N8nBench.open(folder, works, [account(sandbox)], tell);
    return {
      contestants: works.map((each) => ({
        name: each.id,
        async run(): Promise<Sample> {
          const ran = await n8n.run(each);
          mustBe('Items', ran.items, rows);
          return ran;
        },
      })),
      close: async () => void (await stop()),
    };
  },
};
