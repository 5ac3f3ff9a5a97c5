import { step } from '../../support/n8nStep.mts';
import { control, SEGMENT } from '../accounts.mts';
import { faster, lighter, type Part, type Sample } from '../harness/part.mts';
import { FULL_SEGMENT_USERS } from '../measure.mts';
import { N8nBench, type Work } from '../n8n/host.mts';
import { say } from '../numbers.mts';
import { serveSandbox, type Sandbox } from '../processes.mts';
import { mustBe } from '../samples.mts';
import { FIELDS } from '../workers/exportOrder.ts';
import { brazeCredential } from './track.mts';

const WITH_ACCOUNT = { credentials: { brazeApi: { id: 'bench', name: 'Bench' } } };

const exported: Work = {
  ...{ id: 'export', kind: 'nothing', items: 1 },
  steps: [
    step(
      'Export',
      'n8n-nodes-campaigns.braze',
      2,
      {
        ...{ resource: 'segment', operation: 'export', segmentId: { __rl: true, mode: 'id', value: SEGMENT }, fieldsToExport: FIELDS },
        ...{ output: 'rows', returnAll: true, waitUntilReady: true, longestWait: 4, askEvery: 1, options: {} },
      },
      WITH_ACCOUNT,
    ),
  ],
};

/** By n8n's own nodes: the archive, its files one by one, their lines, and each line as an item. */
const unpacked = ({ baseUrls }: Sandbox): Work => ({
  ...{ id: 'unpack', kind: 'nothing', items: 1 },
  steps: [
    step(
      'Ask',
      'n8n-nodes-base.httpRequest',
      4.2,
      {
        ...{ method: 'POST', url: `${baseUrls.braze}/users/export/segment`, authentication: 'predefinedCredentialType', nodeCredentialType: 'brazeApi' },
        ...{ sendBody: true, specifyBody: 'json', jsonBody: JSON.stringify({ segment_id: SEGMENT, fields_to_export: FIELDS }), options: {} },
      },
      WITH_ACCOUNT,
    ),
    step('Archive', 'n8n-nodes-base.httpRequest', 4.2, { url: '={{ $json.url }}', options: { response: { response: { responseFormat: 'file' } } } }),
    step('Files', 'n8n-nodes-base.compression', 1.1, { operation: 'decompress', binaryPropertyName: 'data', outputPrefix: 'file_' }),
    step('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: '$binary', options: {} }),
    step('Text', 'n8n-nodes-base.extractFromFile', 1, { operation: 'text', binaryPropertyName: '={{ Object.keys($binary)[0] }}', options: {} }),
    step('Users', 'n8n-nodes-base.set', 3.4, {
      ...{ mode: 'raw', jsonOutput: "={{ { users: $json.data.trim().split('\\n').map((line) => JSON.parse(line)) } }}", options: {} },
    }),
    step('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'users', options: {} }),
  ],
});

const work = (size: number) => `segment export of ${say(FULL_SEGMENT_USERS * size)} users to items in n8n`;
const against = 'HTTP Request + Compression + Extract from File';

export const n8nSegment: Part = {
  name: 'n8n-segment',
  rows: [
    faster({ id: 'n8nSegment.time', work, against, ours: 'export', theirs: 'unpack', atLeast: 2 }),
    lighter({ id: 'n8nSegment.memory', work, against, ours: 'export', theirs: 'unpack', atMost: 0.25 }),
  ],
  async open({ folder, scaled, say: tell }) {
    const users = scaled(FULL_SEGMENT_USERS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    await control(sandbox, '/braze/settings', { bigSegmentUsers: users, exportMs: 0 });
    const works = [exported, unpacked(sandbox)];
    const n8n = await N8nBench.open(folder, works, [brazeCredential(sandbox.baseUrls.braze!)], tell);
    return {
      contestants: works.map((each) => ({
        name: each.id,
        async run(): Promise<Sample> {
          const ran = await n8n.run(each);
          mustBe('Users', ran.items, users);
          return ran;
        },
      })),
      close: async () => void (await stop()),
    };
  },
};
