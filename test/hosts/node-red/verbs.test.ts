import type { Json } from '../../../engine';
import { partsHelp } from '../../../node-red/generate/helpParts';
import { nodeHtml } from '../../../node-red/generate/html';
import { english, pathsIn } from '../../../node-red/generate/locales';
import { hasSeveral, nodeTypes, type NodeType } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { demoAccount } from './accounts';
import { Bench, num, str, type Msg, type Values } from './bench';

/** Verb nodes of a vendor that has several operations for the verb: Braze sends, cancels and counts both campaigns and Canvases. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const picked = { type: 'pick', value: ID, label: 'The demo one' };

/** Runs a verb node with Braze's demo account, as a flow has it. */
const run = async (type: string, operation: string | undefined, values: Values, msg: Msg = {}): Promise<Msg[]> => {
  const account = demoAccount(braze, bench.sandbox);
  const node = {
    id: 'n',
    z: 'f',
    type,
    account: account.node.id,
    vendor: 'braze',
    ...(operation !== undefined && { operation }),
    values,
    version: 1,
    wires: [['out']],
  };
  return await bench.run([node, account.node], msg, { vendors, credentials: account.credentials });
};

const paths = (): readonly string[] => bench.sandbox.requests().map(({ path }) => path);
const PEOPLE: Json = [
  { user_id: 'user1', city: 'Rome' },
  { user_id: 'user2', city: 'Oslo' },
];
const forPeople: Values = { campaignId: picked, canvasId: picked, userColumn: str('user_id') };

describe('a verb node of Braze', () => {
  it.each([
    ['campaign.trigger', 'campaign_id', '/braze/campaigns/trigger/send', 'trigger_properties'],
    ['canvas.trigger', 'canvas_id', '/braze/canvas/trigger/send', 'context'],
    // A flow of an earlier release needs no operation: the vendor had one.
    [undefined, 'campaign_id', '/braze/campaigns/trigger/send', 'trigger_properties'],
    ['', 'campaign_id', '/braze/campaigns/trigger/send', 'trigger_properties'],
  ])('whose operation is %s triggers what it stands for', async (operation, id, path, variables) => {
    const [msg] = await run('campaign-trigger-batch', operation, forPeople, { payload: PEOPLE });
    expect(msg!.payload).toMatchObject([{ [id]: ID }, { [id]: ID }]);
    expect(paths()).toEqual([path]);
    expect(JSON.parse(bench.sandbox.requests()[0]!.body) as Json).toEqual({
      [id]: ID,
      recipients: [
        { external_user_id: 'user1', [variables]: { city: 'Rome' } },
        { external_user_id: 'user2', [variables]: { city: 'Oslo' } },
      ],
    });
  });

  it('refuses an operation that it does not have, and sends nothing', async () => {
    await run('campaign-trigger-batch', 'canvas.getSeries', forPeople, { payload: PEOPLE });
    expect(bench.failure.message).toMatch(/^Braze has no operation 'canvas\.getSeries' in this node\. Open the node and choose an operation\./);
    expect(paths()).toEqual([]);
  });

  it('cancels the schedule of a Canvas', async () => {
    const [msg] = await run('campaign-cancel-request', 'canvas.cancelTriggerSchedule', { canvasId: picked, scheduleId: str('demo-canvas-schedule') });
    expect(msg!.payload).toMatchObject({ canvas_id: ID, cancelled: true });
    const { schedules } = (await bench.sandbox.control('GET', '/braze/schedules')) as { schedules: { schedule_id: string; state: string }[] };
    expect(schedules.find((each) => each.schedule_id === 'demo-canvas-schedule')!.state).toBe('canceled');
  });

  it('gets the figures of a Canvas', async () => {
    const messages = await run('campaign-get-report', 'canvas.getSeries', { canvasId: picked, length: num(3) });
    expect(messages.length === 1 ? messages[0]!.payload : messages.map(({ payload }) => payload)).toHaveLength(3);
    expect(paths()).toEqual([expect.stringMatching(/^\/braze\/canvas\/data_series\?/)]);
  });
});

describe('the form and the help of a verb', () => {
  const typeOf = (type: string): NodeType => nodeTypes(vendors).find((each) => each.type === type)!;
  const texts = pathsIn(english(vendors, {}));
  const say = (path: string): string => texts.get(`campaigns.${path}`) ?? path;
  const titles = (type: string): readonly string[] =>
    [...partsHelp(say, typeOf(type)).matchAll(/<details class="campaign-help" name="[^"]*">\n<summary>(.*)<\/summary>/g)].map(([, title]) => title!);

  it('let one choose the operation where a vendor has several, and only there', () => {
    for (const type of ['campaign-trigger-batch', 'campaign-cancel-request', 'campaign-get-report']) {
      expect([type, hasSeveral(typeOf(type))]).toEqual([type, true]);
      expect(nodeHtml(typeOf(type), 'x.svg')).toContain('<select id="node-input-operation">');
    }
    for (const type of ['campaign-track-user', 'campaign-launch']) {
      expect([type, hasSeveral(typeOf(type))]).toEqual([type, false]);
      expect(nodeHtml(typeOf(type), 'x.svg')).toContain('<input type="hidden" id="node-input-operation">');
    }
  });

  it('name a vendor alone where it has one operation, and each operation where it has several', () => {
    expect(titles('campaign-trigger-batch')).toEqual(['Braze: Campaign: Trigger', 'Braze: Canvas: Trigger', 'Bryj', 'FollowAnalytics']);
    expect(titles('campaign-get-report')).toEqual(['Braze: Campaign: Get Series', 'Braze: Canvas: Get Series', 'Bryj', 'FollowAnalytics']);
  });
});
