import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n, execN8n, VERSION, whole, type N8nOptions } from '../../../scripts/n8n-host.mts';
import { step } from '../../support/n8nStep.mts';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { ScriptedModel } from '../../support/scriptedModel';
import { block } from '../../docs/commands';
import { HOST_MS, tarball } from './server';

/** n8n's own AI agent with the nodes as its tools, each as a new one is except for what only its user can choose, and a model that follows a script. */
let sandbox: Rehearsal;
let model: ScriptedModel;
let options: N8nOptions;
let folder: string;

const BRAZE_CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const SEGMENT = 'aaaaaaaa-0000-4000-8000-000000000000';
const picked = (value: string) => ({ __rl: true, mode: 'id', value });

/** n8n 2.0 ends a workflow whose tool fails, unless the tool says otherwise. */
const MANNER = VERSION.startsWith('2.0.') ? { onError: 'continueRegularOutput' } : {};

interface Use {
  readonly type: string;
  readonly account: string;
  /** What the user of the workflow chooses. */
  readonly chosen: object;
  /** What the model fills in. */
  readonly args: object;
}

const braze = { type: 'braze', account: 'campaignSandboxBraze' };
const follow = { type: 'followAnalytics', account: 'campaignSandboxFollowAnalytics' };
const bryj = { type: 'bryj', account: 'campaignSandboxBryj' };

const uses: Readonly<Record<string, Use>> = {
  Track: { ...braze, chosen: { resource: 'user', operation: 'track' }, args: { user: 'demo-0001', customAttributes: '{"city":"Bern"}' } },
  Trigger: {
    ...braze,
    chosen: { resource: 'campaign', operation: 'trigger', campaignId: picked(BRAZE_CAMPAIGN) },
    args: { recipients: [{ external_user_id: 'demo-0002', trigger_properties: { offer: '20 %' } }] },
  },
  Crowd: {
    ...braze,
    chosen: { resource: 'campaign', operation: 'trigger', campaignId: picked(BRAZE_CAMPAIGN) },
    args: { recipients: Array.from({ length: 101 }, (_, i) => ({ external_user_id: `person-${i}` })) },
  },
  Report: { ...braze, chosen: { resource: 'campaign', operation: 'getSeries', campaignId: picked(BRAZE_CAMPAIGN) }, args: {} },
  Create: {
    ...follow,
    chosen: { resource: 'campaign', operation: 'create', appId: picked('FAAPPLI_0VDvT50') },
    args: { name: 'Autumn sale', pushMessage: 'Half the price', segmentIdentifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'] },
  },
  Launch: { ...follow, chosen: { resource: 'campaign', operation: 'launch', campaignId: picked('FACMPGN_vRvb99Xme2IeHj') }, args: {} },
  Cancel: { ...bryj, chosen: { resource: 'batch', operation: 'cancel' }, args: { requestId: 'nothing-like-it' } },
  Export: { ...braze, chosen: { resource: 'segment', operation: 'export', segmentId: picked(SEGMENT) }, args: {} },
};

const n8n = async (args: readonly string[]): Promise<string> => {
  const ended = await execN8n(args, options);
  if (ended.code !== 0) throw new Error(`n8n ${args[0]} ended with ${ended.code}: ${ended.stderr.slice(-3_000)}${ended.stdout.slice(-3_000)}`);
  return ended.stdout;
};

const put = async (command: string, value: unknown): Promise<void> => {
  const file = join(folder, 'import.json');
  await writeFile(file, JSON.stringify(value));
  await n8n([command, `--input=${file}`]);
};

/** One agent after the other, each with one tool; all have the same model. */
const workflow = () => {
  const names = Object.keys(uses);
  const agents = names.map((name) =>
    step(`${name} Agent`, '@n8n/n8n-nodes-langchain.agent', 3, { promptType: 'define', text: name, options: {} }, { onError: 'continueRegularOutput' }),
  );
  const tools = Object.entries(uses).map(([name, { type, account: id, chosen }]) =>
    step(name, `n8n-nodes-campaigns.${type}Tool`, 2, chosen, { credentials: { [`${type}Api`]: { id, name: id } }, ...MANNER }),
  );
  const model = step(
    'Model',
    '@n8n/n8n-nodes-langchain.lmChatOpenAi',
    1.2,
    { model: picked('scripted'), options: {} },
    {
      credentials: { openAiApi: { id: 'openAiApi', name: 'openAiApi' } },
    },
  );
  const chain = ['Start', ...agents.map((agent) => agent.name)];
  return {
    id: 'agents',
    name: 'agents',
    settings: { executionOrder: 'v1' },
    nodes: [step('Start', 'n8n-nodes-base.manualTrigger', 1, {}), ...agents, ...tools, model],
    connections: {
      ...Object.fromEntries(chain.slice(0, -1).map((from, i) => [from, { main: [[{ node: chain[i + 1], type: 'main', index: 0 }]] }])),
      ...Object.fromEntries(names.map((name) => [name, { ai_tool: [[{ node: `${name} Agent`, type: 'ai_tool', index: 0 }]] }])),
      Model: { ai_languageModel: [agents.map(({ name }) => ({ node: name, type: 'ai_languageModel', index: 0 }))] },
    },
  };
};

beforeAll(async () => {
  await ensureN8n();
  folder = await mkdtemp(join(tmpdir(), 'campaign-n8n-'));
  sandbox = await rehearse();
  model = await ScriptedModel.start(Object.fromEntries(Object.entries(uses).map(([name, { args }]) => [name, args])));
  options = { userFolder: folder, packages: [await tarball()] };
  await put('import:credentials', [{ id: 'openAiApi', name: 'openAiApi', type: 'openAiApi', data: { apiKey: 'none', url: model.url } }]);
  // The sandbox's accounts as its README has them imported.
  const [, file, address, args] = /^curl -o (\S+) (\S+) && n8n (.*)$/.exec(block('sandbox/README.md', 'import:credentials'))!;
  const answer = await fetch(address!.replace('http://127.0.0.1:4010', sandbox.url));
  await writeFile(join(folder, file!), await answer.text());
  await n8n(args!.replace(file!, join(folder, file!)).split(' '));
  await put('import:workflow', whole(workflow()));
  await n8n(['execute', '--id=agents', '--rawOutput']);
}, HOST_MS);

afterAll(async () => {
  await model.stop();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** What arrived at this path. */
const arrived = (path: string): unknown[] =>
  sandbox
    .requests()
    .filter((entry) => entry.path.includes(path))
    .map(({ body }) => (body === '' ? '' : (JSON.parse(body) as unknown)));

const answerOf = (name: string): unknown => JSON.parse(model.seen[name]!.answer!);

it('track a user', () => {
  expect(arrived('/users/track')).toEqual([{ attributes: [{ external_id: 'demo-0001', city: 'Bern' }] }]);
  expect(answerOf('Track')).toMatchObject([{ user_id: 'demo-0001', status: 'processed' }]);
});

it('trigger a batch, once, and not for a crowd', () => {
  const recipients = [{ external_user_id: 'demo-0002', trigger_properties: { offer: '20 %' } }];
  expect(arrived('/campaigns/trigger/send')).toEqual([{ campaign_id: BRAZE_CAMPAIGN, recipients }]);
  expect(answerOf('Trigger')).toMatchObject([{ user_id: 'demo-0002', status: 'accepted' }]);
  expect(answerOf('Crowd')).toMatchObject([
    { error: expect.stringMatching(/is 100, and this would go to 101 recipients\. Nothing was sent\. Check the recipients/) as string },
  ]);
});

it('create and launch a campaign', () => {
  expect(arrived('/api/campaign')[0]).toMatchObject({ name: 'Autumn sale', params: { push_message: 'Half the price' } });
  expect(answerOf('Create')).toMatchObject([{ campaign_id: expect.stringMatching(/./) as string }]);
  expect(arrived('/FACMPGN_vRvb99Xme2IeHj')).toHaveLength(1);
  expect(answerOf('Launch')).toMatchObject([{ campaign_id: 'FACMPGN_vRvb99Xme2IeHj' }]);
});

it('read a report and export a segment', () => {
  expect(answerOf('Report')).toHaveLength(14);
  expect(arrived('/users/export/segment')).toEqual([{ segment_id: SEGMENT }]);
});

it('cancel a request, and are told what to do if there is none', () => {
  expect(answerOf('Cancel')).toMatchObject([{ error: 'Bryj answered: The request nothing-like-it was not found. Use the request ID that Trigger returned.' }]);
});
