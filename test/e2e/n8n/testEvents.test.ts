import { Editor } from './editor';
import { HOST_MS, Server } from './server';

/** *Fetch Test Event* in a real n8n and a real browser: what a trigger shows of what is there, and of nothing. */
let server: Server;
let editor: Editor;
beforeAll(async () => {
  server = await Server.start();
  editor = await Editor.open(server.n8n.url);
  await editor.signIn();
}, HOST_MS);
afterAll(async () => {
  await editor.close();
  await server.stop();
}, HOST_MS);

const STEPS_MS = 180_000;

/** Opens a trigger on a campaign's hits, and fetches a test event. */
const fetchHits = async (campaign: string): Promise<void> => {
  const { id: workflow } = await server.save({
    name: campaign,
    nodes: [
      {
        ...{ id: 'trigger', name: 'Each Hit', type: 'n8n-nodes-campaigns.followAnalyticsTrigger', typeVersion: 2, position: [0, 0] },
        parameters: { triggerOn: 'hits', campaignId: { __rl: true, mode: 'id', value: campaign } },
        credentials: { followAnalyticsApi: await server.credential(`Account for ${campaign}`, 'followAnalyticsApi', server.followData()) },
      },
    ],
    connections: {},
    settings: { executionOrder: 'v1' },
  });
  await editor.openNode(workflow, 'Each Hit');
  await editor.execute();
};

it(
  'a campaign without hits is no error, and the output says what comes next',
  async () => {
    await fetchHits('FACMPGN_demo-0287');
    const output = await editor.outputWith('No output data returned');
    expect(output).toMatch(/the newest data for 'Hits'[^]*Publish the workflow/);
    expect(output).not.toMatch(/error/i);
    await editor.photograph('test-event-none');
    await editor.closeNode();
  },
  STEPS_MS,
);

it(
  'hits are shown, the newest first',
  async () => {
    await server.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: 'FACMPGN_fQq2YaB9vrJQuDid', user_id: 'zoe' });
    await fetchHits('FACMPGN_fQq2YaB9vrJQuDid');
    const output = await editor.outputWith('zoe');
    expect(output).toContain('10 items');
    expect(output.indexOf('zoe')).toBeLessThan(output.indexOf('demo-'));
    await editor.photograph('test-event-newest');
    await editor.closeNode();
  },
  STEPS_MS,
);
