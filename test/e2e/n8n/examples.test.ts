import type { Rehearsal } from '../../support/sandbox';
import { Importing } from './importing';
import { examples, HOST_MS, Server, type Row } from './server';

/** The examples as they ship, imported into n8n and run there; besides the accounts, only the path of the file is set. */
let server: Server;
let sandbox: Rehearsal;
let importing: Importing;

beforeAll(async () => {
  server = await Server.start();
  sandbox = server.sandbox;
  importing = await Importing.into(server, {
    bryjApi: server.accountData(),
    brazeApi: server.brazeData(),
    followAnalyticsApi: { ...server.followData(), authentication: 'signIn', apiToken: '', email: 'demo@example.com', password: 'demo-password' },
    horisenApi: server.horisenData(),
    moEngageApi: server.moEngageData(),
  });
}, HOST_MS);

afterAll(() => server?.stop(), HOST_MS);

/** Runs an example, and gives what its nodes returned. */
const run = async (name: string): Promise<(node: string) => Promise<Row[]>> =>
  await importing.press(await importing.load(name, (text) => text.replace('/home/node/.n8n-files', examples)));

it(
  'csv-to-report: a CSV of 1,000 people goes out as one upload, and every device has its row',
  async () => {
    const jsons = await run('csv-to-report');
    expect(sandbox.requests().filter(({ path }) => path.endsWith('/trigger'))).toHaveLength(1);
    const rows = await jsons('Get Report');
    expect(new Set(rows.map(({ user_id }) => user_id)).size).toBe(1_000);
    const reasons = new Set(rows.map(({ error_code }) => error_code));
    for (const code of ['optOut', 'noDevice', 'appUninstalled', 'notLoggedIn', 'badToken', 'tokenUnregistered', 'malformedMessage', 'pushFailed'])
      expect(reasons).toContain(code);
    const counts = (await jsons('Count by Status')).map(({ count_user_id }) => count_user_id as number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  },
  HOST_MS,
);

it(
  'contacts: the items of a CRM become one request, each with its answer',
  async () => {
    const jsons = await run('contacts');
    expect((await jsons('Trigger Batch')).map(({ user_id, recipients, sent_as }) => [user_id, recipients, sent_as])).toEqual([
      ['c-1001', 3, 'json'],
      ['c-1002-optout', 3, 'json'],
      ['c-1003', 3, 'json'],
    ]);
  },
  HOST_MS,
);

it(
  'schedule-and-cancel: the batch is listed while it waits, then called back',
  async () => {
    const jsons = await run('schedule-and-cancel');
    const [{ request_id } = {}] = await jsons('Schedule');
    expect(await jsons('List')).toContainEqual(expect.objectContaining({ request_id, recipients: 1 }));
    expect(await jsons('Cancel')).toEqual([expect.objectContaining({ request_id, cancelled: true })]);
  },
  HOST_MS,
);

const sent = (path: string) => sandbox.requests().filter((entry) => entry.path === `/braze${path}`);

it(
  'braze-crm-to-track: the rows of a CRM become attributes, in one request',
  async () => {
    const jsons = await run('braze-crm-to-track');
    expect((await jsons('Track')).map(({ user_id, status }) => [user_id, status])).toEqual(['demo-0001', 'demo-0002', 'c-1003'].map((id) => [id, 'processed']));
    expect(sent('/users/track').map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        attributes: [
          { external_id: 'demo-0001', first_name: 'Chloé', home_city: 'Paris', plan: 'gold' },
          { external_id: 'demo-0002', first_name: 'José', home_city: 'Madrid', plan: 'silver' },
          { external_id: 'c-1003', first_name: 'Zoë', home_city: 'London', plan: 'gold' },
        ],
      },
    ]);
  },
  HOST_MS,
);

it(
  'braze-consent-list: consents become the states in two groups, in one request, and are read back',
  async () => {
    const jsons = await run('braze-consent-list');
    expect((await jsons('Get Status')).map(({ user_id, subscription_state }) => [user_id, subscription_state])).toEqual([
      ['demo-0001', 'subscribed'],
      ['demo-0002', 'unsubscribed'],
      ['demo-0003', 'subscribed'],
      ['demo-0001', 'subscribed'],
    ]);
    expect(sent('/v2/subscription/status/set')).toHaveLength(1);
  },
  HOST_MS,
);

it(
  'braze-catalog-from-sheet: the rows of a sheet become items of a catalog, in one request',
  async () => {
    const jsons = await run('braze-catalog-from-sheet');
    expect((await jsons('Create or Update')).map(({ id, status }) => [id, status])).toEqual(
      ['shoes-red', 'hat-green', 'scarf-blue'].map((id) => [id, 'accepted']),
    );
    expect(sent('/catalogs/offers/items')).toHaveLength(1);
  },
  HOST_MS,
);

it(
  'braze-trigger-campaign: the rows become recipients, each with its own properties',
  async () => {
    const jsons = await run('braze-trigger-campaign');
    expect((await jsons('Trigger')).map(({ user_id, status }) => [user_id, status])).toEqual([
      ['demo-0001', 'accepted'],
      ['demo-0002', 'accepted'],
    ]);
    expect(sent('/campaigns/trigger/send')).toHaveLength(1);
  },
  HOST_MS,
);

it(
  'braze-canvas-and-series: the rows enter the Canvas, and its figures are read once',
  async () => {
    const jsons = await run('braze-canvas-and-series');
    expect((await jsons('Trigger')).map(({ user_id, status }) => [user_id, status])).toEqual([
      ['demo-0001', 'accepted'],
      ['demo-0002', 'accepted'],
    ]);
    expect(sent('/canvas/trigger/send')).toHaveLength(1);
    expect(await jsons('Get Series')).toHaveLength(7);
  },
  HOST_MS,
);

it(
  'braze-nightly-segment-export: the export is waited for, and each user comes',
  async () => {
    const jsons = await run('braze-nightly-segment-export');
    expect(await jsons('With ID')).toHaveLength(1_200);
    expect(Object.keys((await jsons('Export'))[0]!).sort()).toEqual(['custom_attributes', 'email', 'external_id', 'first_name']);
  },
  HOST_MS,
);

it(
  'braze-unsubscribes-to-crm: who left becomes a record',
  async () => {
    const jsons = await run('braze-unsubscribes-to-crm');
    expect(await jsons('CRM Fields')).toContainEqual({ email: 'bob@example.com', newsletter: false, left_at: expect.any(String) });
  },
  HOST_MS,
);

it(
  'follow-create-launch-trigger-report: a new campaign reaches its people in one run, and every device has its row',
  async () => {
    const jsons = await run('follow-create-launch-trigger-report');
    const [created = {}] = await jsons('Create Campaign');
    expect(created).toMatchObject({ status: 'draft', placeholders: ['first_name', 'last_name', 'deeplink'] });
    const [{ request_id } = {}] = await jsons('Trigger');
    expect((await jsons('Trigger')).map(({ user_id, ...rest }) => [user_id, rest.request_id])).toEqual(
      ['demo-0001', 'demo-0002', 'demo-0003-opt-out'].map((id) => [id, request_id]),
    );
    const rows = await jsons('Get Report');
    expect([...new Set(rows.map(({ user_id }) => user_id))].sort()).toEqual(['demo-0001', 'demo-0002', 'demo-0003-opt-out']);
    expect(rows).toContainEqual(expect.objectContaining({ user_id: 'demo-0003-opt-out', status: 'failed', error_code: 'optOut' }));
    expect(rows.every((row) => row.campaign_id === created.campaign_id && row.request_id === request_id)).toBe(true);
  },
  HOST_MS,
);

it(
  'follow-weekday-morning: a dynamic campaign is made and launched',
  async () => {
    const jsons = await run('follow-weekday-morning');
    const [{ campaign_id } = {}] = await jsons('Create Campaign');
    const created = sandbox.requests().filter(({ path }) => path.endsWith('/api/campaign'));
    expect(JSON.parse(created.at(-1)!.body)).toMatchObject({
      type: 'dynamic',
      recurrence: { start_time: { hour: 8, min: 15 }, timezone: 'Europe/Paris', day_of_week: [1, 2, 3, 4, 5] },
      notif_limit: { interval: 168 },
    });
    expect(await jsons('Launch Campaign')).toEqual([expect.objectContaining({ campaign_id })]);
  },
  HOST_MS,
);

it(
  "follow-hits-to-sheet: the last day's hits are fetched to their end and become a file",
  async () => {
    const jsons = await run('follow-hits-to-sheet');
    const hits = await jsons('Get Hits per User');
    expect(hits.length).toBeGreaterThan(0);
    expect(hits[0]).toMatchObject({ vendor: 'followAnalytics', user_id: expect.any(String), hits: expect.any(Number) });
    expect(await jsons('Sheet')).toHaveLength(1);
  },
  HOST_MS,
);

it(
  'moengage-order-shipped: each customer gets the own text, in one campaign a day',
  async () => {
    const jsons = await run('moengage-order-shipped');
    const accepted = await jsons('Send Push');
    expect(accepted.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set(accepted.map(({ cid }) => cid)).size).toBe(1);
    const bodies = sandbox.requests().flatMap(({ path, body }) => (path.endsWith('/sendpush') ? [JSON.parse(body) as { payload: { ANDROID: object } }] : []));
    expect(bodies[1]!.payload.ANDROID).toMatchObject({ title: 'Good news, José', message: 'Your order 1002 is on its way' });
  },
  HOST_MS,
);

it(
  'moengage-segment-tomorrow: the push is scheduled at nine in Paris, and a second run is refused as a duplicate',
  async () => {
    expect(await (await run('moengage-segment-tomorrow'))('Schedule Push')).toEqual([expect.objectContaining({ status: 'accepted' })]);
    const { body } = sandbox.requests().findLast(({ path }) => path.endsWith('/sendpush'))!;
    expect(JSON.parse(body)).toMatchObject({ campaignDelivery: { type: 'later', time: '09:00 AM', timezone: 'Europe/Paris' }, campaignTags: ['Sale'] });
    await expect(run('moengage-segment-tomorrow')).rejects.toThrow('Duplicate campaign name');
  },
  HOST_MS,
);

it(
  "horisen-clone-launch: the copy has the workflow's values in its text, and has gone out",
  async () => {
    const jsons = await run('horisen-clone-launch');
    const [{ uuid } = {}] = await jsons('Clone');
    expect(await jsons('Clone')).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/^Bad weather conditions \d{4}/),
        status: 'draft',
        template: 'It is -22C and the wind blows at 100km/h, @first_name',
      }),
    ]);
    // The result says that this was a rehearsal.
    expect(await jsons('Launch')).toEqual([{ uuid, status: 'active', target: `${sandbox.baseUrls.horisen}/news/v1` }]);
    expect(await jsons('Read Status')).toEqual([
      expect.objectContaining({ uuid, tasks: [expect.objectContaining({ recipients: 3 })], messages: [expect.objectContaining({ status: 'sent', count: 3 })] }),
    ]);
  },
  HOST_MS,
);

it(
  'horisen-weekly-segment: the campaign runs every Monday for those whom its segment means',
  async () => {
    const [created = {}] = await (await run('horisen-weekly-segment'))('Create Campaign');
    expect(created).toMatchObject({ status: 'active', schedule_rrule: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0' });
    const runs = created.next_runs as string[];
    expect(runs).toHaveLength(5);
    expect(runs.every((at) => new Date(at).getUTCDay() === 1 && at.endsWith('T09:00:00Z'))).toBe(true);
    const query = {
      segmentation: [
        {
          operator: 'OR',
          rules: [
            { field: 'city', condition: 'eq', value: 'Bern', operator: 'AND' },
            { field: 'subscription_options_in', condition: 'in', value: ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913'], operator: 'AND' },
          ],
        },
        {
          operator: 'AND NOT',
          rules: [{ field: 'subscription_options_out', condition: 'in', value: ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913'], operator: 'AND' }],
        },
      ],
    };
    expect(JSON.parse(created.query as string)).toEqual(query);
  },
  HOST_MS,
);

it(
  'horisen-campaigns-to-sheet: the active campaigns with what they have sent become a file',
  async () => {
    // A day later the campaign of every morning has run. No other example comes after this one, as their times would be past.
    await fetch(`${sandbox.url}/_sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceMs: 24 * 3_600_000 }),
    });
    const jsons = await run('horisen-campaigns-to-sheet');
    expect((await jsons('Get Active Campaigns')).every(({ status }) => status === 'active')).toBe(true);
    const [row = {}] = (await jsons('Rows')).filter(({ campaign }) => campaign === 'Good morning');
    expect(row).toMatchObject({ channel: 'sms', last_run: expect.stringMatching(/T07:00/), next_run: expect.stringMatching(/T07:00/) });
    expect(JSON.parse(row.messages as string)).toContainEqual(expect.objectContaining({ status: 'sent', count: expect.any(Number) }));
    expect(await jsons('Sheet')).toHaveLength(1);
  },
  HOST_MS,
);
