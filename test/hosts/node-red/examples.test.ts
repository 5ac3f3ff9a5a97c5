import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeTypes } from '../../../node-red/shared/types';
import { startNodeRed, type FlowNode, type NodeRed } from '../../../scripts/node-red-host.mts';
import { vendors } from '../../../vendors';
import { nodeRedExample, nodeRedExamples } from '../../support/examples';
import { HttpPeer } from '../../support/httpPeer';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { Comms } from './comms';

const root = join(__dirname, '../../..');
const START_MS = 60_000;

let folder: string;
let nodeRed: NodeRed;
let sandbox: Rehearsal;
let comms: Comms;

beforeAll(async () => {
  sandbox = await rehearse();
  await sandbox.control('POST', '/bryj/settings', { processingMs: 0, publishMs: 0, settleMs: 0 });
  await sandbox.control('POST', '/braze/settings', { exportMs: 0 });
  await sandbox.control('POST', '/followAnalytics/settings', { syncMs: 0, processingMs: 0 });
  // A campaign that was launched is active as long as these tests run.
  await sandbox.control('POST', '/horisen/settings', { runMs: 3_600_000 });
  folder = await mkdtemp(join(tmpdir(), 'node-red-examples-'));
  nodeRed = await startNodeRed({ userDir: folder, packages: [join(root, 'node-red')], files: join(root, 'examples') });
  comms = await Comms.open(nodeRed.url);
}, START_MS);
afterAll(async () => {
  comms.close();
  await nodeRed.stop();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
}, START_MS);

/** A shipped flow, its account pointed at this test's sandbox; nothing else is changed. */
const example = (name: string): FlowNode[] => {
  const nodes = nodeRedExample<FlowNode[]>(name);
  const at = (base: string, url: string | undefined) => ({ [base]: { type: 'str', value: url! } });
  const moved: Readonly<Record<string, object>> = {
    'bryj-account': at('baseUrl', sandbox.baseUrls.bryj),
    'braze-account': at('customUrl', sandbox.baseUrls.braze),
    'follow-analytics-account': at('baseUrl', sandbox.baseUrls.followAnalytics),
    'horisen-account': { ...at('apiUrl', `${sandbox.baseUrls.horisen}/news/v1`), ...at('tokenUrl', `${sandbox.baseUrls.horisen}/oauth2/access-token`) },
    'mo-engage-account': at('customUrl', sandbox.baseUrls.moEngage),
  };
  return nodes.map((node) => (node.type in moved ? { ...node, values: { ...(node.values as object), ...moved[node.type] } } : node));
};
const post = async (path: string, body: unknown): Promise<unknown> => {
  const reply = await fetch(`${nodeRed.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return await reply.json();
};
const get = async (path: string): Promise<string> => await (await fetch(`${nodeRed.url}${path}`)).text();

/** How many people have entered the demo Canvas today, as the sandbox's Braze counts them. */
const entriesToday = async (): Promise<number> => {
  const url = `${sandbox.baseUrls.braze}/canvas/data_summary?canvas_id=3bbc4555-8fa0-4c9b-a5c0-4505edf3e064&length=1`;
  const reply = await fetch(url, { headers: { authorization: 'Bearer demo-rest-api-key' } });
  return ((await reply.json()) as { data: { total_stats: { entries: number } } }).data.total_stats.entries;
};

/** Deploys a shipped flow, presses its button, and gives what comes into the side bar. */
const press = async (name: string, prefix = name): Promise<unknown> => {
  await nodeRed.deploy(example(name));
  const next = comms.next(prefix);
  await nodeRed.inject(`${prefix}-inject`);
  return await next;
};

const allNodes = nodeRedExamples.flatMap((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as FlowNode[]);

describe('the examples', () => {
  it('have every node of the palette', () => {
    expect([...new Set(allNodes.map(({ type }) => type))]).toEqual(expect.arrayContaining(nodeTypes(vendors).map(({ type }) => type)));
  });

  it('csv-to-report sends to the thousand people of the file and counts what became of them', async () => {
    const counted = (await press('csv-to-report', 'csv-report')) as {
      rows: number;
      sent: number;
      failed: number;
      inProgress: number;
      reasons: Record<string, number>;
    };
    expect(counted.rows).toBeGreaterThanOrEqual(1_000);
    expect(counted.sent + counted.failed + counted.inProgress).toBe(counted.rows);
    expect(Object.values(counted.reasons).reduce((all, each) => all + each, 0)).toBe(counted.failed);
    expect(JSON.parse(await get('/context/flow/csv-report-tab/summary'))).toMatchObject({ format: 'Object' });
    expect(comms.statuses.get('csv-report-report')).toEqual(expect.arrayContaining(['working', `${counted.rows} rows`]));
    expect(sandbox.calls().filter(({ path }) => path.endsWith('/trigger'))).toHaveLength(1);
  });

  it('trigger-batch sends to two people', async () => {
    expect(await press('trigger-batch')).toMatchObject({ campaign_id: 'CMP_demo_welcome', recipients: 2 });
    expect(comms.statuses.get('trigger-batch-trigger')).toEqual(expect.arrayContaining(['sent to 2 (local)']));
  });

  it('cancel-request schedules and calls back', async () => {
    expect(await press('cancel-request')).toMatchObject({ cancelled: true, campaign_id: 'CMP_demo_welcome' });
  });

  it('get-report writes a file', async () => {
    const { request_id: id } = (await sandbox.control('POST', '/bryj/synthetic', { rows: 10 })) as { request_id: string };
    const flow = example('get-report').map((node) =>
      node.type === 'inject' ? { ...node, payload: id } : node.id === 'get-report-report' ? withPath(node, join(folder, 'report.csv')) : node,
    );
    await nodeRed.deploy(flow);
    const next = comms.next('get-report');
    await nodeRed.inject('get-report-inject');
    expect(await next).toMatchObject({ request_id: id, filename: join(folder, 'report.csv') });
    expect((await readFile(join(folder, 'report.csv'), 'utf8')).split('\n').length).toBeGreaterThan(10);
  });

  it('bryj lists what is scheduled', async () => {
    expect(await press('bryj', 'scheduled')).toMatchObject({ recipients: 2 });
  });

  it('braze-crm-to-track sends three rows in one request, and tells of each', async () => {
    expect(await press('braze-crm-to-track', 'crm-to-track')).toEqual(
      ['demo-0001', 'demo-0002', 'c-1003'].map((id) => ({ external_id: id, kind: 'attributes', status: 'processed', target: sandbox.baseUrls.braze })),
    );
    const [sent] = sandbox.requests().filter(({ path }) => path === '/braze/users/track');
    expect(JSON.parse(sent!.body)).toMatchObject({ attributes: [{ external_id: 'demo-0001', first_name: 'Chloé', home_city: 'Paris', plan: 'gold' }, {}, {}] });
  });

  it('braze-consent-list sets a group for all who say the same of it, and subscribes nobody without consent', async () => {
    const group = (subscription_group_id: string, subscription_state: string, external_ids: string[]) => ({
      subscription_group_id,
      subscription_state,
      external_ids,
    });
    const [news, sms] = ['77777777-7777-4777-8777-777777777777', '88888888-8888-4888-8888-888888888888'] as const;
    const wanted = [group(news, 'subscribed', ['demo-0001', 'demo-0003']), group(news, 'unsubscribed', ['demo-0002']), group(sms, 'subscribed', ['demo-0001'])];
    expect(await press('braze-consent-list', 'consent-list')).toMatchObject([{ subscription_state: 'subscribed', status: 'processed' }, {}]);
    const sent = () => sandbox.requests().filter(({ path }) => path === '/braze/v2/subscription/status/set');
    // Each group has a message of its own, and what is still to come would be taken for that of the next flow.
    await comms.until(() => comms.debug.filter(({ id }) => id === 'consent-list-result').length === wanted.length);
    const bodies = sent().map(({ body }) => JSON.parse(body) as { subscription_groups: object[] });
    expect(bodies.flatMap(({ subscription_groups }) => subscription_groups)).toEqual(expect.arrayContaining(wanted));
    expect(bodies).toHaveLength(wanted.length);
  });

  it('braze-catalog-from-sheet makes three rows items of a catalog in one request, and tells of each, also of one that Braze refuses', async () => {
    const accepted = (id: string) => expect.objectContaining({ catalog_name: 'offers', id, status: 'accepted' });
    expect(await press('braze-catalog-from-sheet', 'braze-catalog')).toEqual(['shoes-red', 'hat-green', 'scarf-blue'].map(accepted));
    const sent = () => sandbox.requests().filter(({ path }) => path === '/braze/catalogs/offers/items');
    expect(sent().map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      [
        'PUT',
        {
          items: [
            { id: 'shoes-red', title: 'Red Shoes', price: 79.9, ends_at: '2099-05-10T13:00:00+02:00', is_new: true },
            { id: 'hat-green', title: 'Green Hat', price: 25, ends_at: '2099-05-10T13:00:00+02:00', is_new: false },
            { id: 'scarf-blue', title: 'Blue Scarf', price: 19.5, ends_at: '2099-06-01T00:00:00+02:00', is_new: true },
          ],
        },
      ],
    ]);
    const flow = example('braze-catalog-from-sheet').map((node) =>
      node.type === 'inject' ? { ...node, payload: String(node.payload).replace('25', 'free') } : node,
    );
    await nodeRed.deploy(flow);
    const next = comms.next('braze-catalog');
    await nodeRed.inject('braze-catalog-inject');
    expect(await next).toEqual([accepted('shoes-red'), expect.objectContaining({ error: expect.anything() }), accepted('scarf-blue')]);
  });

  it('braze-trigger-campaign sends to two people', async () => {
    const results = (await press('braze-trigger-campaign', 'trigger-campaign')) as object[];
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({ dispatch_id: expect.any(String) });
    expect(comms.statuses.get('trigger-campaign-trigger')).toEqual(expect.arrayContaining(['sent to 2 (local)']));
  });

  it('braze-canvas-and-series has two people enter a Canvas, and reads its week', async () => {
    const before = await entriesToday();
    const days = (await press('braze-canvas-and-series', 'canvas-series')) as { entries: number }[];
    expect(days).toHaveLength(7);
    expect(days[6]).toMatchObject({ time: expect.any(String), conversions: expect.any(Number), step_welcome_ios_push_sent: expect.any(Number) });
    expect(days[6]!.entries).toBeGreaterThanOrEqual(before + 2);
    expect(comms.statuses.get('canvas-series-trigger')).toEqual(expect.arrayContaining(['sent to 2 (local)']));
  });

  it.each([
    ['a refusal', { kind: 'status', status: 400, body: { message: 'no' } }, undefined],
    ['a lost answer', { kind: 'resetAfter' }, 50],
  ])('resend-after-catch reaches nobody twice after %s, and shows of whom nobody knows', async (_, fault, unknown) => {
    const accepted = async () => ((await sandbox.control('GET', '/accepted?vendor=braze')) as unknown as { people: Record<string, number> }).people;
    const before = await accepted();
    await sandbox.control('POST', '/faults', { vendor: 'braze', match: { path: '/campaigns/trigger/send' }, skip: 1, times: 1, fault });
    const shown = (await press('resend-after-catch', 'resend')) as object[];
    const reachedNow = Object.entries(await accepted()).map(([person, count]) => count - (before[person] ?? 0));
    expect(reachedNow).toEqual(Array<number>(120).fill(1));
    expect(shown).toHaveLength(unknown ?? 120);
    expect(comms.statuses.get('resend-trigger')).toEqual(
      expect.arrayContaining(unknown === undefined ? ['rejected', 'sent to 120 (local)'] : ['outcome unknown']),
    );
  });

  it('braze-nightly-segment-export reads the twelve hundred users of the segment', async () => {
    expect(await press('braze-nightly-segment-export', 'nightly-export')).toEqual({ users: 1_200 });
    expect(comms.statuses.get('nightly-export-export')).toEqual(expect.arrayContaining(['1200 rows']));
  });

  it('braze-unsubscribes-to-crm makes records of who left within the last week', async () => {
    const records = await press('braze-unsubscribes-to-crm', 'unsubscribes');
    expect(records).toContainEqual({ email: 'bob@example.com', newsletter: false, left_at: expect.any(String) });
  });

  const followCalls = (method: string, path: string) =>
    sandbox.requests().filter((each) => each.method === method && each.path.startsWith(`/follow-analytics/api${path}`));

  it('follow-create-launch-trigger-report reaches three people with a new campaign', async () => {
    const counted = (await press('follow-create-launch-trigger-report', 'follow-send')) as Record<string, number>;
    expect(counted).toMatchObject({ people: 3, reasons: { optOut: expect.any(Number) } });
    expect(counted.sent).toBeGreaterThan(0);
    expect(comms.statuses.get('follow-send-trigger')).toEqual(expect.arrayContaining(['sent to 3 (local)']));
    const [sent] = followCalls('POST', '/campaigns/trigger');
    expect(JSON.parse(sent!.body)).toMatchObject({
      messages: [{ user_id: 'demo-0001', template_variables: { first_name: 'Chloé', last_name: 'Martin', deeplink: 'orders/1001' } }, {}, {}],
    });
  });

  it('follow-weekday-morning launches a campaign that comes back Monday to Friday', async () => {
    const launched = (await press('follow-weekday-morning', 'follow-weekday')) as { campaign_id: string };
    expect(launched.campaign_id).toMatch(/^FACMPGN_/);
    const created = followCalls('POST', '/campaign').at(-1)!;
    expect(JSON.parse(created.body)).toMatchObject({
      type: 'dynamic',
      recurrence: { day_of_week: [1, 2, 3, 4, 5], start_time: { hour: 8, min: 15 }, timezone: 'Europe/Paris' },
      notif_limit: { interval: 168 },
    });
    expect(followCalls('PUT', `/campaign/${launched.campaign_id}/launch`)).toHaveLength(1);
  });

  it('follow-hits-to-sheet writes who opened the messages of the last day', async () => {
    const filename = join(folder, 'hits.csv');
    const flow = example('follow-hits-to-sheet').map((node) => (node.type === 'file' ? { ...node, filename } : node));
    await nodeRed.deploy(flow);
    const next = comms.next('follow-hits');
    await nodeRed.inject('follow-hits-inject');
    expect(await next).toBe(filename);
    const [head, ...rows] = (await readFile(filename, 'utf8')).trim().split('\r\n');
    expect(head).toBe('campaign_id,user_id,time');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.startsWith('FACMPGN_fQq2YaB9vrJQuDid,'))).toBe(true);
  });

  const pushes = () =>
    sandbox
      .requests()
      .filter(({ path }) => path.endsWith('/sendpush'))
      .map(({ body }) => JSON.parse(body) as { campaignName: string; [name: string]: unknown });

  const horisenCalls = (method: string) => sandbox.requests().filter((each) => each.method === method && each.path.startsWith('/horisen/news/'));

  it('horisen-clone-launch sends a copy of the template with the weather in its text', async () => {
    const campaign = (await press('horisen-clone-launch', 'horisen-clone')) as { uuid: string };
    expect(campaign).toMatchObject({
      name: expect.stringMatching(/^Bad weather conditions \d{4}-/),
      status: 'active',
      template: 'It is -22C and the wind blows at 100km/h, @first_name',
      tasks: [{ recipients: 3 }],
      messages: [{ status: 'sent', count: 3 }],
    });
    expect(JSON.parse(horisenCalls('POST').at(-1)!.body)).toMatchObject({
      clone_uuid: '1592695e-c1b1-11ee-b153-774c9d3a7957',
      template_vars: { temp: '-22C', wind: '100km/h' },
      status: 'draft',
    });
    expect(horisenCalls('PATCH').map(({ path, body }) => [path.split('/').at(-1), body])).toEqual([[campaign.uuid, '{"status":"active"}']]);
  });

  it('horisen-weekly-segment saves a campaign that runs on Mondays, and tells its next five runs', async () => {
    // The preview comes as a warning, before the result.
    expect(await press('horisen-weekly-segment', 'horisen-weekly')).toMatch(/the next runs of the campaign are on \w{3} \d/);
    const resultOf = () => comms.debug.find(({ id }) => id === 'horisen-weekly-result')?.msg;
    await comms.until(() => resultOf() !== undefined);
    const saved = resultOf() as { uuid: string; next_runs: string[] };
    expect(saved).toMatchObject({ status: 'active', schedule_rrule: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0' });
    expect(saved.next_runs.map((each) => [new Date(each).getUTCDay(), each.slice(11)])).toEqual(Array(5).fill([1, '09:00:00Z']));
    const news = ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913'];
    expect(JSON.parse((JSON.parse(horisenCalls('POST').at(-1)!.body) as { query: string }).query)).toEqual({
      segmentation: [
        {
          operator: 'OR',
          rules: [
            { field: 'city', condition: 'eq', value: 'Bern', operator: 'AND' },
            { field: 'subscription_options_in', condition: 'in', value: news, operator: 'AND' },
          ],
        },
        { operator: 'AND NOT', rules: [{ field: 'subscription_options_out', condition: 'in', value: news, operator: 'AND' }] },
      ],
    });
  });

  it('horisen-campaigns-to-sheet writes a row for each active campaign', async () => {
    await press('horisen-clone-launch', 'horisen-clone');
    const filename = join(folder, 'campaigns.csv');
    await nodeRed.deploy(example('horisen-campaigns-to-sheet').map((node) => (node.type === 'file' ? { ...node, filename } : node)));
    const next = comms.next('horisen-sheet');
    await nodeRed.inject('horisen-sheet-inject');
    expect(await next).toBe(filename);
    const [head, ...rows] = (await readFile(filename, 'utf8')).trim().split('\r\n');
    expect(head).toBe('campaign,channel,last_run,next_run,messages');
    expect(rows).toContainEqual(expect.stringMatching(/^Good morning,sms,.*,\d{4}-\d\d-\d\dT07:00:00\.000Z,/));
    // What is in `messages` is one cell, whatever it holds.
    expect(rows).toContainEqual(expect.stringMatching(/^Bad weather conditions .*,sms,.*,,"\[\{""task_uuid"":.*""status"":""sent"",""count"":3\}\]"$/));
    expect(rows.join()).not.toMatch(/Newsletter|Opening hours/);
    expect(horisenCalls('GET').at(-1)!.path).toMatch(/\?status=active&fields=messages&sort=name&/);
  });

  it('moengage-order-shipped sends each customer the own text, in one campaign a day', async () => {
    const accepted = (await press('moengage-order-shipped', 'moengage-order')) as { cid: string; status: string }[];
    expect(accepted.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set(accepted.map(({ cid }) => cid)).size).toBe(1);
    const texts = pushes().map(({ payload }) => (payload as { ANDROID: { title: string; message: string } }).ANDROID);
    expect(texts[1]).toMatchObject({
      title: 'Good news, José',
      message: 'Your order 1002 is on its way',
      defaultAction: { value: 'https://example.com/orders/1002' },
    });
  });

  it('moengage-segment-tomorrow schedules a push at nine in Paris', async () => {
    expect(await press('moengage-segment-tomorrow', 'moengage-segment')).toMatchObject({ status: 'accepted' });
    expect(pushes().at(-1)).toMatchObject({
      campaignName: expect.stringMatching(/^weekend-sale-\d{4}-\d\d-\d\d$/),
      customSegmentName: 'Demo Segment',
      campaignDelivery: { type: 'later', time: '09:00 AM', timezone: 'Europe/Paris' },
      conversionGoals: [{ attrs: { filter: 'is greater than', value: 20 } }],
    });
  });

  const withPath = (node: FlowNode, path: string): FlowNode => ({ ...node, values: { ...(node.values as object), path: { type: 'str', value: path } } });
});

describe('the examples that are in folders by vendor', () => {
  it('are offered that way by the import dialog', async () => {
    const list = async (path: string): Promise<unknown> => JSON.parse(await get(`/library/examples/flows/${path}`)) as unknown;
    const pack = '@campaign-nodes/node-red-campaigns';
    expect(await list(`${pack}/`)).toEqual(['Braze', 'Bryj', 'FollowAnalytics', 'HORISEN', 'MoEngage']);
    expect(await list(`${pack}/MoEngage/`)).toContainEqual({ fn: 'moengage-offer' });
    expect(await list(`${pack}/MoEngage/moengage-offer`)).toEqual(nodeRedExample('moengage-offer'));
  });
});

describe('the examples with somebody at the other end besides the vendor', () => {
  let peer: HttpPeer;
  beforeAll(async () => {
    peer = await HttpPeer.start();
  });
  afterAll(() => peer.close());
  beforeEach(() => {
    peer.calls.length = 0;
  });

  const ADDRESSES = ['https://crm.example.com', 'https://api.open-meteo.com'];
  /** A shipped flow as a user completes it: with the other end's address, and the nodes enabled that write there. */
  const complete = (name: string): FlowNode[] => {
    const text = JSON.stringify(example(name).map(({ d: _, ...node }) => node));
    return JSON.parse(ADDRESSES.reduce((all, address) => all.replaceAll(address, peer.url), text)) as FlowNode[];
  };
  const debugNodes = new Set(allNodes.filter(({ type }) => type === 'debug').map(({ id }) => id));
  /** What the debug nodes have shown; warnings come into the side bar as well. */
  const shown = (): unknown[] => comms.debug.filter(({ id }) => debugNodes.has(id)).map(({ msg }) => msg);
  /** Lets something happen, and gives what comes of it into the side bar. */
  const after = async (happen: () => Promise<unknown>, count: number): Promise<unknown[]> => {
    const before = shown().length;
    await happen();
    await comms.until(() => shown().length >= before + count);
    return shown().slice(before);
  };
  /** Presses a button. */
  const shows = (button: string, count: number): Promise<unknown[]> => after(() => nodeRed.inject(button), count);
  const status = (msg: unknown): unknown => (msg as { status?: unknown }).status;
  const sent = (path: string) => sandbox.requests().filter((each) => each.method === 'POST' && each.path.endsWith(path));
  const call = (path: string, body: object) =>
    fetch(`${nodeRed.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('crm-and-back writes into the CRM for each contact whether the push was received, and why not', async () => {
    const before = sent('/bryj/api/campaigns/trigger').length;
    await nodeRed.deploy(complete('crm-and-back'));
    const records = await shows('crm-and-back-inject', 3);
    const record = (contact: string, last_push: string, reason: unknown) => ({ contact, last_push, reason, campaign: 'CMP_demo_welcome' });
    // The parts of a report come in any order.
    expect(new Map(records.map((each) => [(each as { contact: string }).contact, each]))).toEqual(
      new Map([
        ['c-1001-delivered', record('c-1001-delivered', 'received', '')],
        ['c-1002-optout', record('c-1002-optout', 'failed', expect.stringMatching(/^Opt out: /))],
        ['c-1003-twodevices', record('c-1003-twodevices', 'received', '')],
      ]),
    );
    await comms.until(() => peer.calls.length === 3);
    const written = (records as { contact: string }[]).map((each) => ({ method: 'PATCH', path: `/contacts/${each.contact}`, body: each }));
    expect(peer.calls).toEqual(expect.arrayContaining(written));
    const trigger = sent('/bryj/api/campaigns/trigger').slice(before);
    expect(trigger.map(({ body }) => (JSON.parse(body) as { messages: unknown[] }).messages.length)).toEqual([3]);
  });

  it('rehearse-look-send sends nothing at the first button, all at the second, and nobody gets it twice on a day', async () => {
    const before = sent('/bryj/api/campaigns/trigger').length;
    const now = () => sent('/bryj/api/campaigns/trigger').length - before;
    await nodeRed.deploy(complete('rehearse-look-send'));
    const [plan] = await shows('rehearse-rehearse', 1);
    expect(plan).toMatchObject({ dryRun: true, requests: [expect.objectContaining({ method: 'POST' })] });
    expect(now()).toBe(0);
    expect(await shows('rehearse-send', 1)).toEqual([expect.objectContaining({ recipients: 3, request_id: expect.any(String) })]);
    expect(now()).toBe(1);
    // Without another rehearsal the second button does nothing; after one, the key does.
    await nodeRed.inject('rehearse-send');
    await shows('rehearse-rehearse', 1);
    expect(now()).toBe(1);
    const [again] = await shows('rehearse-send', 1);
    expect([again].flat().map(status)).toEqual(['skipped']);
    expect(now()).toBe(1);
  });

  it('rehearse-look-send sends to nobody if there are more people than Stop Above', async () => {
    const before = sent('/bryj/api/campaigns/trigger').length;
    const flow = complete('rehearse-look-send').map((node) =>
      node.id === 'rehearse-trigger'
        ? { ...node, values: { ...(node.values as object), stopAbove: { type: 'num', value: '2' }, sendOnceKey: { type: 'str', value: 'other' } } }
        : node,
    );
    await nodeRed.deploy(flow);
    await shows('rehearse-rehearse', 1);
    expect(await shows('rehearse-send', 1)).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/this would go to 3 recipients\. Nothing was sent\./) }),
    ]);
    expect(sent('/bryj/api/campaigns/trigger')).toHaveLength(before);
  });

  it('braze-abandoned-cart makes one push of a cart that the shop reports twice', async () => {
    const before = sent('/braze/campaigns/trigger/send').length;
    await nodeRed.deploy(complete('braze-abandoned-cart'));
    const cart = { user: 'demo-0002', cart: 'cart-7', product: 'Tent', url: 'https://shop.example.com/cart/7' };
    for (const expected of ['accepted', 'skipped']) {
      const came = await after(async () => expect((await call('/abandoned-cart', cart)).status).toBe(202), 1);
      expect(came.flat().map(status)).toEqual([expected]);
    }
    expect((await shows('braze-cart-inject', 1)).flat().map(status)).toEqual(['accepted']);
    const recipients = sent('/braze/campaigns/trigger/send')
      .slice(before)
      .map(({ body }) => (JSON.parse(body) as { recipients: unknown }).recipients);
    expect(recipients).toEqual([
      [{ external_user_id: 'demo-0002', trigger_properties: { product_name: 'Tent', cart_url: 'https://shop.example.com/cart/7' } }],
      [{ external_user_id: 'demo-0001', trigger_properties: { product_name: 'Hiking boots', cart_url: 'https://shop.example.com/cart/1001' } }],
    ]);
  });

  it('follow-sweep-tokens removes the devices that no push reaches any more, once each, and no other', async () => {
    // Two requests, which have the same devices.
    const twice = { payload: '["A_UNIQUE_REQUEST_ID", "A_UNIQUE_REQUEST_ID"]' };
    const over: Readonly<Record<string, object>> = { 'follow-sweep-inject': twice, 'follow-sweep-report': { wires: [['follow-sweep-all', 'rows']] } };
    const report = complete('follow-sweep-tokens').map((node) => ({ ...node, ...over[node.id] }));
    const rows: FlowNode = { id: 'rows', type: 'function', z: 'follow-sweep-tab', name: '', func: "flow.set('rows', msg.payload);", outputs: 0, wires: [] };
    await nodeRed.deploy([...report, rows]);
    await shows('follow-sweep-inject', 1);
    const all = JSON.parse((JSON.parse(await get('/context/flow/follow-sweep-tab/rows')) as { msg: string }).msg) as {
      device_id: string;
      error_code: string;
    }[];
    const gone = new Set(
      all.filter(({ error_code }) => /^(badToken|tokenUnregistered|appUninstalled)$/.test(error_code)).map(({ device_id }) => `/devices/${device_id}`),
    );
    expect([gone.size > 0, all.some(({ error_code }) => error_code === 'optOut')]).toEqual([true, true]);
    await comms.until(() => peer.calls.length >= gone.size);
    expect(peer.calls.map(({ method }) => method)).toEqual(Array(gone.size).fill('DELETE'));
    expect(new Set(peer.calls.map(({ path }) => path))).toEqual(gone);
  });

  it('horisen-weather-alert sends nothing in good weather, and one alert a day in bad weather', async () => {
    const clones = () =>
      sandbox.requests().filter(({ method, path, body }) => method === 'POST' && path.startsWith('/horisen/news/') && body.includes('Weather alert'));
    const weather = (temperature_2m: number, wind_speed_10m: number) => peer.answers.set('/v1/forecast', { current: { temperature_2m, wind_speed_10m } });
    await nodeRed.deploy(complete('horisen-weather-alert'));
    weather(18, 12);
    await nodeRed.inject('horisen-weather-inject');
    await comms.until(() => peer.calls.length === 1);
    weather(-16.5, 12);
    expect(await shows('horisen-weather-inject', 1)).toEqual([
      expect.objectContaining({ status: 'active', template: 'It is -16.5C and the wind blows at 12km/h, @first_name' }),
    ]);
    weather(2, 75);
    expect((await shows('horisen-weather-inject', 1)).map(status)).toEqual(['skipped']);
    expect(clones()).toHaveLength(1);
    expect(peer.calls[0]!.path).toContain('current=temperature_2m,wind_speed_10m');
  });

  it('moengage-offer sends an offer to one user, once, and answers the till', async () => {
    const before = sent('/sendpush').length;
    await nodeRed.deploy(complete('moengage-offer'));
    expect((await shows('moengage-offer-inject', 1)).map(status)).toEqual(['accepted']);
    const offer = { user: 'demo-0010', first_name: 'Zoë', code: 'SAVE20' };
    for (const expected of ['accepted', 'skipped']) {
      const answer = await call('/offer', offer);
      expect([answer.status, status(await answer.json())]).toEqual([200, expected]);
    }
    const refused = await call('/offer', { first_name: 'Zoë', code: 'SAVE20' });
    expect([refused.status, await refused.json()]).toEqual([422, { error: expect.stringMatching(/attribute/i) }]);
    const pushes = sent('/sendpush').slice(before);
    expect(pushes).toHaveLength(2);
    expect(JSON.parse(pushes[1]!.body)).toMatchObject({
      targetUserAttributes: { attributeValue: 'demo-0010' },
      payload: { ANDROID: { title: 'An offer for you, Zoë', message: 'Your code SAVE20 is valid until tomorrow' } },
    });
  });
});

describe('a deployed flow', () => {
  it('holds what was deployed, and no secret: not in the API, not on disk', async () => {
    const secret = 'S3cret-of-mine';
    const flow = example('trigger-batch').map((node) => (node.type === 'bryj-account' ? { ...node, credentials: { password: secret } } : node));
    await nodeRed.deploy(flow);
    const kept = await nodeRed.flows();
    expect(kept).toEqual(flow.map(({ credentials: _, ...node }) => node));
    const disk = await Promise.all((await readdir(folder)).filter((file) => file.endsWith('.json')).map((file) => readFile(join(folder, file), 'utf8')));
    expect(disk.join()).not.toContain(secret);
    expect(await get('/credentials/bryj-account/trigger-batch-account')).toBe('{"has_password":true}');
    expect(nodeRed.output()).not.toContain(secret);
  });

  it("tells its errors in the side bar's words", async () => {
    const flow = example('trigger-batch').map((node) => (node.type === 'bryj-account' ? { ...node, credentials: { password: 'wrong-password' } } : node));
    await nodeRed.deploy(flow);
    const next = comms.next('trigger-batch');
    await nodeRed.inject('trigger-batch-inject');
    expect(await next).toMatchObject({ code: 'authentication', message: expect.stringMatching(/Check the email address and password/) });
    await comms.until(() => comms.statuses.get('trigger-batch-trigger')!.includes('sign-in rejected'));
  });
});

describe("the account's test button", () => {
  const check = (values: object, secrets: object, id = 'none') => post('/campaigns/bryj-account/check', { id, values, secrets });
  const values = (baseUrl = sandbox.baseUrls.bryj!) => ({ email: { type: 'str', value: 'demo@example.com' }, baseUrl: { type: 'str', value: baseUrl } });

  it('signs in with what stands in the form', async () => {
    expect(await check(values(), { password: 'demo-password' })).toEqual({ ok: true, message: expect.stringMatching(/^Signed in successfully\./) });
  });

  it('takes the kept password where the form shows only dots', async () => {
    await nodeRed.deploy(example('trigger-batch'));
    expect(await check(values(), { password: '__PWRD__' }, 'trigger-batch-account')).toMatchObject({ ok: true });
  });

  it('says what is wrong, and what to do', async () => {
    expect(await check(values(), { password: 'wrong' })).toMatchObject({
      ok: false,
      code: 'authentication',
      todo: 'Check the email address and password of the account.',
    });
    expect(await check(values(), { password: '' })).toMatchObject({
      ok: false,
      code: 'validation',
      message: expect.stringMatching(/'Password' \(password\) is empty/),
    });
    expect(await check(values('http://127.0.0.1:1'), { password: 'x' })).toMatchObject({ ok: false, code: 'unavailable' });
    expect(await check(values('ftp://x'), { password: 'x' })).toMatchObject({ ok: false, code: 'validation' });
  });
});

describe('the examples that poll', () => {
  const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';

  /** A shipped flow with other values in the nodes that poll, and a button that has the first of them look. */
  const watching = (name: string, values: object = {}): FlowNode[] => [
    ...example(name).map((node) => (/^campaign-\w+-in$/.test(node.type) ? { ...node, values: { ...(node.values as object), ...values } } : node)),
    {
      ...{ id: 'look', type: 'inject', z: `${name}-tab`, props: [{ p: 'topic', vt: 'str' }], topic: 'poll', payload: '', payloadType: 'str' },
      ...{ repeat: '', crontab: '', once: false, x: 1, y: 1, wires: [[`${name}-in`]] },
    },
  ];

  /** Deploys a shipped flow, waits for its first look, lets something happen, has it look again, and gives the record that comes of it. */
  const poll = async (name: string, happen: () => Promise<unknown>): Promise<unknown> => {
    const looked = (): number => (comms.statuses.get(`${name}-in`) ?? []).filter((text) => text === 'memory only').length;
    await nodeRed.deploy(watching(name));
    await comms.until(() => looked() > 0);
    const next = comms.next(name);
    await happen();
    await nodeRed.inject('look');
    return await next;
  };

  it('follow-hits-in tells of a hit', async () => {
    const record = await poll('follow-hits-in', () => sandbox.control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN, user_id: 'ada' }));
    expect(record).toMatchObject({ contact: 'ada', times: 1 });
  });

  it('follow-report-in waits for the request of its button', async () => {
    await nodeRed.deploy(example('follow-report-in'));
    const next = comms.next('follow-report-in');
    await nodeRed.inject('follow-report-in-inject');
    expect(await next).toMatchObject({ contact: expect.any(String), push: expect.stringMatching(/sent|failed/) });
  });

  it('bryj-report-in tells of the rows of a report', async () => {
    const made = await sandbox.control('POST', '/bryj/synthetic', { campaign_id: 'CMP_demo_welcome', rows: 1, prefix: 'delivered-android-' });
    const { request_id } = made as { request_id: string };
    const isIt = ({ msg }: { readonly msg: unknown }): boolean => String((msg as { contact?: string }).contact).startsWith('delivered-android-');
    await nodeRed.deploy(
      watching('bryj-report-in', {
        watch: { type: 'choice', value: 'requests' },
        requestIds: { type: 'str', value: request_id },
        firstAskMinutes: { type: 'num', value: '0' },
      }),
    );
    await comms.until(() => comms.debug.some(isIt));
    expect(comms.debug.filter(isIt).map(({ msg }) => msg)).toEqual([expect.objectContaining({ push: 'sent' })]);
  });

  it('braze-unsubscribes-in tells of an unsubscribe', async () => {
    const record = await poll('braze-unsubscribes-in', () => sandbox.control('POST', '/braze/emails', { email: 'zoe@example.com', event: 'unsubscribe' }));
    expect(record).toMatchObject({ email: 'zoe@example.com' });
  });

  it('braze-figures-in tells of the days of all four series', async () => {
    const before = comms.debug.length;
    const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
    await nodeRed.deploy(watching('braze-figures-in', { startingAt: { type: 'str', value: `${yesterday}T00:00:00Z` } }));
    await comms.until(() => comms.debug.length >= before + 4);
    const records = comms.debug.slice(before).map(({ msg }) => msg as { series: string; day: string });
    expect(new Set(records.map(({ series }) => series))).toEqual(new Set(['campaign', 'event', 'revenue', 'segment']));
    expect(records.every(({ day }) => day === yesterday)).toBe(true);
  });

  it('horisen-status-in tells of the next run of a campaign', async () => {
    const record = await poll('horisen-status-in', () => sandbox.control('POST', '/clock', { advanceMs: 8 * 24 * 3_600_000 }));
    expect(record).toMatchObject({ campaign: expect.any(String), event: expect.stringMatching(/executed|finished/) });
  });

  it('follow-status-in tells of a campaign that ends', async () => {
    const record = await poll('follow-status-in', () => sandbox.control('POST', `/followAnalytics/campaigns/${CAMPAIGN}/end`, {}));
    expect(record).toMatchObject({ status: 'finished' });
  });
});
