import type { Json, JsonObject } from '../../../engine';
import type { Parts } from '../../../node-red/runtime/nodeRedTypes';
import { vendors } from '../../../vendors';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { demoAccount } from './accounts';
import { Bench, bool, choice, fromMsg, local, num, str, type FlowNode, type Msg, type Values } from './bench';

/** What matters most at FollowAnalytics, in Node-RED's own runtime against the sandbox. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const TRANSACTIONAL = 'FACMPGN_fQq2YaB9vrJQuDid';
const DRAFT = 'FACMPGN_vRvb99Xme2IeHj';

const followNode = (type: string, operation: string, values: Values, over: Values = {}): FlowNode => ({
  id: 'n',
  z: 'f',
  type,
  account: 'followAccount',
  vendor: 'followAnalytics',
  operation,
  values,
  version: 1,
  wires: [['out']],
  ...over,
});

const create = (values: Values = {}, over?: Values) =>
  followNode(
    'campaign-create',
    'campaign.create',
    {
      name: str('Order is ready'),
      type: choice('transactional'),
      appId: str('FAAPPLI_0VDvT50'),
      includesPush: bool(true),
      pushMessage: str('Hello *@first_name@*, order *@order@* is ready'),
      includesInapp: bool(false),
      ...values,
    },
    over,
  );
const launch = (values: Values = {}, over?: Values) =>
  followNode('campaign-launch', 'campaign.launch', { campaignId: fromMsg('payload.campaign_id'), ...values }, over);
const trigger = (values: Values = {}, over?: Values) =>
  followNode(
    'campaign-trigger-batch',
    'batch.trigger',
    { campaignId: { type: 'pick', value: TRANSACTIONAL, label: 'Contract' }, userColumn: str('user_id'), variables: choice('all'), ...values },
    over,
  );
const report = (values: Values = {}, over?: Values) =>
  followNode('campaign-get-report', 'batch.getReport', { requestId: fromMsg('payload[0].request_id'), waitUntilReady: bool(true), ...values }, over);
const cancel = (values: Values = {}, over?: Values) =>
  followNode('campaign-cancel-request', 'batch.cancel', { campaignId: str(TRANSACTIONAL), requestId: fromMsg('payload[0].request_id'), ...values }, over);

/** Starts these nodes with the demo account. */
const start = async (nodes: readonly FlowNode[], over: JsonObject = {}): Promise<void> => {
  const account = demoAccount(followAnalytics, bench.sandbox, over);
  const used = nodes.map((each) => (each.account === 'followAccount' ? { ...each, account: account.node.id } : each));
  await bench.start([...used, account.node], { vendors, credentials: account.credentials });
};

const run = async (node: FlowNode, msg?: Msg, over?: JsonObject): Promise<Msg[]> => {
  await start([node], over);
  return await bench.send(msg);
};

/** Sends a message into a chain of nodes, and waits for what comes out in the end. */
const through = async (nodes: readonly FlowNode[], msg: Msg): Promise<Msg[]> => {
  await start(nodes);
  bench.post(msg);
  await bench.until(() => bench.out.length > 0 || bench.caught.length > 0);
  expect(bench.caught).toEqual([]);
  return bench.out;
};

interface Row {
  readonly [name: string]: Json | undefined;
}
const calls = (method: string, path: string) =>
  bench.sandbox.requests().filter((each) => each.method === method && each.path.startsWith(`/follow-analytics${path}`));
const bodies = (path: string): Row[] => calls('POST', path).map(({ body }) => JSON.parse(body) as Row);
const fault = (rule: object) => bench.sandbox.control('POST', '/faults', { vendor: 'followAnalytics', times: 1, ...rule });
const settings = (changed: Record<string, Json>) => bench.sandbox.control('POST', '/followAnalytics/settings', changed);
const lost = (path: string) => fault({ match: { path }, fault: { kind: 'resetAfter' } });

const buyers = [
  { user_id: 'demo-0001', first_name: 'Chloé', order: '1001' },
  { user_id: 'demo-0002', first_name: 'José', order: '1002' },
];
const clients = ['john365', 'duce23'].map((id, i) => ({ user_id: id, firstname: `First${i}`, lastname: 'Last', contractNumber: `C${i}` }));

describe('one flow', () => {
  it('creates, launches, triggers once the campaign is ready, and has the report', async () => {
    const chain = [
      create({}, { wires: [['launch']] }),
      launch({}, { id: 'launch', wires: [['trigger']] }),
      trigger(
        { campaignId: fromMsg('payload.campaign_id'), items: fromMsg('people'), waitUntilReady: bool(true), askEvery: num(2) },
        { id: 'trigger', wires: [['report']] },
      ),
      report({ sendRows: choice('all') }, { id: 'report' }),
    ];
    const [msg] = await through(chain, { people: buyers });
    const rows = msg!.payload as Row[];
    expect(new Set(rows.map(({ userId }) => userId))).toEqual(new Set(buyers.map(({ user_id: id }) => id)));
    expect(rows[0]).toMatchObject({ vendor: 'followAnalytics', requestId: expect.any(String), status: expect.any(String) });
    const [created] = bodies('/api/campaign');
    expect(created).toMatchObject({ source: 'API', type: 'transactional', start_date: 'now', params: { push_message: expect.any(String) } });
    expect(calls('PUT', '/api/campaign/')).toHaveLength(1);
    const sent = bodies('/api/campaigns/trigger').at(-1)!;
    expect(sent.messages).toEqual(buyers.map(({ user_id, ...template_variables }) => ({ user_id, template_variables })));
    expect(bench.clock.slept.length).toBeGreaterThan(1);
  });

  it('gets back what was scheduled and is cancelled', async () => {
    const chain = [trigger({ sendAt: str('2099-04-06T16:41:44+05:00') }, { wires: [['cancel']] }), cancel({}, { id: 'cancel' })];
    const [msg] = await through(chain, { payload: clients });
    const { messages, request_id: id } = msg!.payload as Row;
    expect(id).toEqual(expect.any(String));
    expect(messages).toEqual(clients.map(({ user_id, ...template_variables }) => ({ user_id, template_variables })));
    expect(bodies('/api/campaigns/trigger')[0]).toMatchObject({ send_at: '2099-04-06T16:41:44+05:00' });
  });
});

describe('Create', () => {
  it('sends the days that were chosen as numbers', async () => {
    const dynamic: Values = {
      type: choice('dynamic'),
      pushMessage: str('Good morning'),
      audience: choice('segments'),
      segmentIdentifiers: str('FASEGMT_uWQ4x3fPuNMt2PjC'),
      recurrenceDays: { type: 'choices', value: ['1', '5'] },
      recurrenceStartHour: num(8),
      recurrenceTimezone: str('Europe/Paris'),
      notifInterval: num(168),
    };
    const [msg] = await run(create(dynamic));
    expect(bench.caught).toEqual([]);
    expect(bodies('/api/campaign')[0]).toMatchObject({ recurrence: { day_of_week: [1, 5], start_time: { hour: 8 } }, notif_limit: { interval: 168 } });
    expect(msg!.payload).toMatchObject({ campaign_id: expect.stringMatching(/^FACMPGN_/), status: 'draft' });
  });

  it('finds the draft again whose answer was lost, and makes no second one', async () => {
    await lost('/api/campaign');
    const [msg] = await run(create({ name: str('Lost and found') }));
    expect(bench.caught).toEqual([]);
    expect(msg!.payload).toMatchObject({ campaign_id: expect.stringMatching(/^FACMPGN_/) });
    expect(bodies('/api/campaign')).toHaveLength(1);
  });

  it('refuses a placeholder that is not closed, and sends nothing', async () => {
    await run(create({ pushMessage: str('Hello *@first_name') }));
    expect(bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining('(push_message)') });
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

describe('Launch', () => {
  it('is found to have worked where its answer was lost', async () => {
    await lost(`/api/campaign/${DRAFT}/launch`);
    const [msg] = await run(launch({ campaignId: { type: 'pick', value: DRAFT, label: 'Draft' } }));
    expect(bench.caught).toEqual([]);
    expect(msg!.payload).toMatchObject({ campaign_id: DRAFT });
    expect(calls('PUT', '/api/campaign/')).toHaveLength(1);
  });
});

describe('Trigger', () => {
  const justLaunched = (values: Values) => [
    create({}, { wires: [['launch']] }),
    launch({}, { id: 'launch', wires: [['trigger']] }),
    trigger({ campaignId: fromMsg('payload.campaign_id'), items: fromMsg('people'), ...values }, { id: 'trigger' }),
  ];

  it('says that a campaign is not ready where nobody waits', async () => {
    await start(justLaunched({}));
    bench.post({ people: buyers });
    await bench.until(() => bench.out.length > 0 || bench.caught.length > 0);
    expect(bench.out).toEqual([]);
    expect(bench.failure).toMatchObject({ code: 'notReady' });
    expect(bodies('/api/campaigns/trigger')).toHaveLength(1);
  });

  it('gives each person an entry, and divides a list as the account says', async () => {
    const people = Array.from({ length: 25 }, (_, i) => ({ ...clients[0]!, user_id: `demo-${String(i + 1).padStart(4, '0')}` }));
    const [msg] = await run(trigger(), { payload: people }, { messages_per_request: 10 });
    expect(bench.caught).toEqual([]);
    expect(bodies('/api/campaigns/trigger').map(({ messages }) => (messages as Json[]).length)).toEqual([10, 10, 5]);
    const entries = msg!.payload as Row[];
    expect(entries.map(({ user_id: id }) => id)).toEqual(people.map(({ user_id: id }) => id));
    expect(new Set(entries.map(({ request_id: id }) => id)).size).toBe(3);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: local('sent') });
  });

  it('reads the campaign first, and refuses a person who lacks one of its placeholders', async () => {
    const { contractNumber: _, ...lacking } = clients[1]!;
    await run(trigger(), { payload: [clients[0], lacking] });
    expect(bench.failure).toMatchObject({ code: 'validation', message: expect.stringMatching(/'duce23' has no 'contractNumber'/) });
    expect(calls('GET', '/api/campaigns?')).toHaveLength(1);
    expect(bodies('/api/campaigns/trigger')).toEqual([]);
  });

  it('reads nothing first where that is switched off', async () => {
    await run(trigger({ checkVariables: bool(false) }), { payload: clients.map(({ user_id: id }) => ({ user_id: id })) });
    expect(bench.caught).toEqual([]);
    expect(bench.sandbox.requests().map(({ method }) => method)).toEqual(['POST']);
  });

  it('is not repeated where the answer was lost', async () => {
    await lost('/api/campaigns/trigger');
    await run(trigger(), { payload: clients });
    expect(bodies('/api/campaigns/trigger')).toHaveLength(1);
    expect(bench.failure).toMatchObject({ code: 'outcomeUnknown', cause: { reached: 'maybe' } });
  });
});

describe('Hits', () => {
  const hits = (operation: string, values: Values) =>
    run(followNode('campaign-follow-analytics', operation, { campaignId: str(TRANSACTIONAL), returnAll: bool(true), ...values }));

  it('are all there, over all pages, in groups', async () => {
    const messages = await hits('hit.getMany', { sendRows: choice('groups'), rowsPerMessage: num(5_000) });
    expect(bench.caught).toEqual([]);
    const rows = messages.flatMap(({ payload }) => payload as Row[]);
    expect(rows).toHaveLength(12_000);
    expect(Object.keys(rows[0]!)).toEqual(['vendor', 'campaignId', 'userId', 'time']);
    expect((messages.at(-1)!.parts as Parts).count).toBe(3);
    expect(calls('GET', `/api/transac/${TRANSACTIONAL}/hits`)).toHaveLength(3);
  });

  it('per user have how often, first and last', async () => {
    const [msg] = await hits('hit.getManyPerUser', { sendRows: choice('all') });
    expect(bench.caught).toEqual([]);
    expect((msg!.payload as Row[])[0]).toEqual({
      vendor: 'followAnalytics',
      campaignId: TRANSACTIONAL,
      userId: expect.any(String),
      hits: expect.any(Number),
      firstTime: expect.any(String),
      lastTime: expect.any(String),
    });
  });
});

describe('an account', () => {
  const signIn = { authentication: 'signIn', api_token: '', email: 'demo@example.com', password: 'demo-password' };
  const stats = (over?: JsonObject) => run(followNode('campaign-follow-analytics', 'campaign.getStats', {}), {}, over);

  it('with a token sends it, and asks for version 3', async () => {
    await stats();
    expect(bench.caught).toEqual([]);
    const [{ headers }] = bench.sandbox.requests() as unknown as [{ headers: Record<string, string> }];
    expect(headers.accept).toBe('application/vnd.fa.v3, application/json');
    expect(bench.sandbox.requests().map(({ path }) => path)).toEqual(['/follow-analytics/api/campaigns/quick_stats']);
  });

  it('with a password signs in once, and again when the token is refused', async () => {
    await settings({ tokenMs: 60_000 });
    await stats(signIn);
    await bench.clock.sleep(61_000);
    await bench.send({});
    expect(bench.caught).toEqual([]);
    expect(calls('POST', '/api/login')).toHaveLength(2);
    expect(bench.out).toHaveLength(2);
  });

  it('with a wrong token says so', async () => {
    await stats({ api_token: 'wrong' });
    expect(bench.failure).toMatchObject({ code: 'authentication' });
  });
});

describe('what there is to pick', () => {
  const pick = (source: object, filter = '') => {
    const { node, credentials } = demoAccount(followAnalytics, bench.sandbox);
    return bench.ask('/campaigns/follow-analytics-account/pick', { id: 'new', values: node.values, secrets: credentials[node.id], source, filter }) as Promise<{
      ok: boolean;
      entries: { value: string; label: string; about?: string }[];
    }>;
  };
  const sourceOf = (field: unknown): object => (field as { loadOptions: object }).loadOptions;
  const campaign = followAnalytics.resources.campaign!.operations;
  beforeEach(() => start([launch()]));

  it('of apps are all that have a campaign, each once', async () => {
    const { entries } = await pick(sourceOf(campaign.create!.fields.app_id));
    expect(entries.map(({ value }) => value).sort()).toEqual(['FAAPPLI_0VDvT50', 'FAAPPLI_demoShop']);
  });

  it('of campaigns to launch are the drafts, with their app beside them', async () => {
    const { entries } = await pick(sourceOf(campaign.launch!.fields.campaign_id));
    expect(entries).toContainEqual(expect.objectContaining({ value: DRAFT, about: expect.stringMatching(/^FAAPPLI_/) }));
    expect(entries.map(({ value }) => value)).not.toContain(TRANSACTIONAL);
  });
});
