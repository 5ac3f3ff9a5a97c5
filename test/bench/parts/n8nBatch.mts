import { step } from '../../support/n8nStep.mts';
import { bryjToken, control } from '../accounts.mts';
import { faster, type Part, type Sample } from '../harness/part.mts';
import { N8nBench, type Work } from '../n8n/host.mts';
import { say } from '../numbers.mts';
import { serveSandbox, type Sandbox } from '../processes.mts';
import { mustBe } from '../samples.mts';

const FULL_ITEMS = 100_000;
/** A demo campaign with the variables of the items. */
const CAMPAIGN = 'CMP_demo_welcome';

const batch = (items: number): Work => ({
  ...{ id: 'batch', kind: 'recipient', items },
  steps: [
    step(
      'Trigger',
      'n8n-nodes-campaigns.bryj',
      2,
      { resource: 'batch', operation: 'trigger', campaignId: CAMPAIGN, recipientsFrom: 'items', userColumn: 'User', variables: 'all', options: {} },
      { credentials: { bryjApi: { id: 'bench', name: 'Bench' } } },
    ),
  ],
});

/** By n8n's own nodes, already signed in. */
const convert = ({ baseUrls }: Sandbox, items: number, token: string): Work => ({
  ...{ id: 'convert', kind: 'recipient', items },
  steps: [
    step('File', 'n8n-nodes-base.convertToFile', 1.1, { operation: 'csv', options: {} }),
    // It begins with a byte order mark, with which the vendor finds no column 'User'. Reading it as text drops the mark.
    step('Text', 'n8n-nodes-base.extractFromFile', 1, { operation: 'text', options: {} }),
    step('Plain', 'n8n-nodes-base.convertToFile', 1.1, { operation: 'toText', sourceProperty: 'data', options: { fileName: 'recipients.csv' } }),
    step('Trigger', 'n8n-nodes-base.httpRequest', 4.2, {
      ...{ method: 'POST', url: `${baseUrls.bryj}/api/campaigns/trigger` },
      ...{ sendHeaders: true, headerParameters: { parameters: [{ name: 'authorization', value: token }] } },
      ...{ sendBody: true, contentType: 'multipart-form-data' },
      bodyParameters: {
        parameters: [
          { parameterType: 'formData', name: 'campaign_id', value: CAMPAIGN },
          { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' },
        ],
      },
      options: {},
    }),
  ],
});

const work = (size: number) => `${say(FULL_ITEMS * size)} items to a Bryj CSV batch in n8n`;

export const n8nBatch: Part = {
  name: 'n8n-batch',
  rows: [faster({ id: 'n8nBatch.time', work, against: 'Convert to File + HTTP Request', ours: 'batch', theirs: 'convert', atLeast: 3 })],
  async open({ folder, scaled, say: tell }) {
    const items = scaled(FULL_ITEMS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    const works = [batch(items), convert(sandbox, items, await bryjToken(sandbox))];
    const data = { email: 'demo@example.com', password: 'demo-password', baseUrl: sandbox.baseUrls.bryj };
    const n8n = await N8nBench.open(folder, works, [{ id: 'bench', name: 'Bench', type: 'bryjApi', data }], tell);
    const batches = async () => (await control<{ batches: readonly { id: string; count: number }[] }>(sandbox, '/bryj/batches')).batches;
    return {
      contestants: works.map((each) => ({
        name: each.id,
        async run(): Promise<Sample> {
          const before = new Set((await batches()).map(({ id }) => id));
          const ran = await n8n.run(each);
          const made = (await batches()).filter(({ id }) => !before.has(id)).map(({ count }) => count);
          mustBe('Recipients of the new batches', String(made), String(items));
          return ran;
        },
      })),
      close: async () => void (await stop()),
    };
  },
};
