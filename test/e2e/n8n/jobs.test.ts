import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { HttpPeer } from '../../support/httpPeer';
import { Mailbox } from '../../support/mailbox';
import { Postgres } from '../../support/postgres';
import { Importing } from './importing';
import { HOST_MS, root, Server, type Row, type Workflow } from './server';

/**
 * The examples that have somebody at the other end besides the vendor (a CRM, a shop, a warehouse, a mail program, a person), imported into a running n8n. As a user
 * does, each test chooses the accounts, enters the addresses and enables the nodes that write.
 */
let server: Server;
let peer: HttpPeer;
let postgres: Postgres;
let mailbox: Mailbox;
let importing: Importing;

beforeAll(async () => {
  [server, peer, postgres, mailbox] = await Promise.all([Server.start(), HttpPeer.start(), Postgres.start(), Mailbox.open()]);
  await server.sandbox.control('POST', '/bryj/settings', { processingMs: 0, publishMs: 0, settleMs: 0 });
  await server.sandbox.control('POST', '/braze/settings', { exportMs: 0 });
  importing = await Importing.into(server, {
    bryjApi: server.accountData(),
    brazeApi: server.brazeData(),
    followAnalyticsApi: server.followData(),
    horisenApi: server.horisenData(),
    moEngageApi: server.moEngageData(),
    postgres: { host: '127.0.0.1', port: postgres.port, database: 'postgres', user: 'postgres', password: '', ssl: 'disable', sshTunnel: false },
    smtp: { host: '127.0.0.1', port: mailbox.port, secure: false, disableStartTls: true, user: '', password: '' },
  });
}, HOST_MS);
afterAll(async () => {
  await Promise.all([server?.stop(), peer?.close(), postgres?.stop(), mailbox?.close()]);
}, HOST_MS);

const press = (workflow: Workflow, status?: string): ReturnType<Importing['press']> => importing.press(workflow, status);
/** Imports an example, with the test's own server in the place of these addresses. */
const load = (name: string, addresses: readonly string[] = [], edit = (text: string): string => text): Promise<Workflow> =>
  importing.load(name, (text) => addresses.reduce((all, address) => all.replaceAll(address, peer.url), edit(text)));

const bodies = (path: string) =>
  server.sandbox
    .requests()
    .filter((each) => each.path.endsWith(path))
    .map(({ body }) => JSON.parse(body) as Row);

it(
  'bryj-crm-and-back: the CRM has for each contact whether the push was received, and why not',
  async () => {
    const workflow = await load('bryj-crm-and-back', ['https://crm.example.com']);
    const made = await press(workflow);
    expect(bodies('/bryj/api/campaigns/trigger')).toEqual([
      {
        campaign_id: 'CMP_demo_welcome',
        messages: [
          { user_id: 'c-1001-delivered', template_variables: { firstname: 'Chloé', lastname: 'Bianchi', contractnumber: '699428' } },
          { user_id: 'c-1002-optout', template_variables: { firstname: 'José', lastname: 'Simon', contractnumber: '179545' } },
          { user_id: 'c-1003-twodevices', template_variables: { firstname: 'Zoë', lastname: 'Martin', contractnumber: '343283' } },
        ],
      },
    ]);
    // Two devices of one contact are one record.
    expect((await made('Get Report')).filter(({ user_id }) => user_id === 'c-1003-twodevices')).toHaveLength(2);
    const record = (contact: string, last_push: string, reason: unknown) => ({
      ...{ method: 'PATCH', path: `/contacts/${contact}` },
      body: { contact, last_push, reason, campaign: 'CMP_demo_welcome' },
    });
    const received = peer.calls.filter(({ path }) => path.startsWith('/contacts/'));
    expect(received).toHaveLength(3);
    expect(received).toEqual(
      expect.arrayContaining([
        record('c-1001-delivered', 'received', ''),
        record('c-1002-optout', 'failed', expect.stringMatching(/^Opt out: /)),
        record('c-1003-twodevices', 'received', ''),
      ]),
    );
  },
  HOST_MS,
);

it(
  'bryj-rehearse-look-send: nobody receives anything before the form says so, and nobody twice on a day',
  async () => {
    const sent = () => server.sandbox.requests().filter(({ path }) => path.endsWith('/bryj/api/campaigns/trigger')).length;
    const before = sent();
    const workflow = await load('bryj-rehearse-look-send');
    /** Rehearses, and answers the form. */
    const decide = async (decision: string): Promise<Row[]> => {
      const done = (await server.executions(workflow, 'success')).length;
      const made = await press(workflow, 'waiting');
      expect(await made('Rehearse')).toContainEqual(expect.objectContaining({ dryRun: true }));
      const { people, form } = (await made('Plan'))[0]!;
      expect(people).toBe(3);
      const page = await fetch(form as string);
      expect(await page.text()).toContain('3 people would receive it. The first is c-1001-delivered.');
      const answer = new FormData();
      answer.append('field-0', decision);
      expect((await fetch(form as string, { method: 'POST', body: answer })).status).toBe(200);
      await server.until(async () => (await server.executions(workflow, 'success')).length > done);
      return await server.made(workflow, 'Send');
    };
    expect(await decide('Stop')).toEqual([]);
    expect(sent()).toBe(before);
    const people = ['c-1001-delivered', 'c-1002-optout', 'c-1003-twodevices'];
    expect((await decide('Send it')).map(({ user_id }) => user_id)).toEqual(people);
    expect(sent()).toBe(before + 1);
    const again = (await decide('Send it')).filter(({ status }) => status === 'skipped');
    expect(again).toHaveLength(3);
    expect(sent()).toBe(before + 1);
  },
  HOST_MS,
);

it(
  'braze-abandoned-cart: a cart that the shop reports twice is one push',
  async () => {
    const workflow = await load('braze-abandoned-cart');
    expect(await (await press(workflow))('Push')).toEqual([expect.objectContaining({ status: 'accepted' })]);
    await server.activate(workflow);
    const body = JSON.stringify({ user: 'demo-0002', cart: 'cart-7', product: 'Tent', url: 'https://shop.example.com/cart/7' });
    const hook = () => fetch(`${server.n8n.url}/webhook/abandoned-cart`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await server.until(async () => (await hook()).ok);
    await server.until(async () => (await server.made(workflow, 'Push')).length === 2);
    expect((await hook()).ok).toBe(true);
    await server.until(async () => (await server.made(workflow, 'Push')).length === 3);
    await server.deactivate(workflow);
    expect((await server.made(workflow, 'Push')).map(({ status }) => status).sort()).toEqual(['accepted', 'accepted', 'skipped']);
    const recipients = bodies('/braze/campaigns/trigger/send').map(({ recipients: all }) => all);
    expect(recipients).toEqual([
      [{ external_user_id: 'demo-0001', trigger_properties: { product_name: 'Hiking boots', cart_url: 'https://shop.example.com/cart/1001' } }],
      [{ external_user_id: 'demo-0002', trigger_properties: { product_name: 'Tent', cart_url: 'https://shop.example.com/cart/7' } }],
    ]);
  },
  HOST_MS,
);

it(
  'braze-segment-warehouse: each user of the segment is one row, and a second night adds none',
  async () => {
    const workflow = await load('braze-segment-warehouse');
    await press(workflow);
    const [first] = await postgres.rows("select * from braze_users where external_id = 'demo-0007'");
    expect(first).toEqual({
      ...{ external_id: 'demo-0007', first_name: expect.any(String), email: 'demo-0007@example.com' },
      ...{ loyalty_points: expect.any(Number), exported_at: expect.any(String) },
    });
    await press(workflow);
    expect(await postgres.rows('select count(*)::int, count(distinct email)::int as emails from braze_users')).toEqual([{ count: 1_200, emails: 1_200 }]);
    const [second] = await postgres.rows("select * from braze_users where external_id = 'demo-0007'");
    expect(second!.exported_at).not.toBe(first!.exported_at);
  },
  HOST_MS,
);

it(
  'follow-sweep-tokens: the devices that no push reaches any more are removed from the CRM, once each, and no other',
  async () => {
    // Two requests, which have the same devices.
    const [once, twice] = ['"A_UNIQUE_REQUEST_ID"', '"A_UNIQUE_REQUEST_ID", "A_UNIQUE_REQUEST_ID"'].map((ids) => JSON.stringify(ids).slice(1, -1));
    const workflow = await load('follow-sweep-tokens', ['https://crm.example.com'], (text) => text.replace(once!, twice!));
    const made = await press(workflow);
    const gone = (await made('Get Report')).filter(({ error_code }) => ['badToken', 'tokenUnregistered', 'appUninstalled'].includes(error_code as string));
    const others = (await made('Get Report')).filter(({ status, error_code }) => status === 'failed' && error_code === 'optOut');
    expect([new Set(gone.map(({ device_id }) => device_id)).size, others.length > 0]).toEqual([gone.length / 2, true]);
    const removed = peer.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(removed.toSorted()).toEqual([...new Set(gone.map(({ device_id }) => `/devices/${device_id as string}`))].sort());
  },
  HOST_MS,
);

it(
  'horisen-weather-alert: nothing in good weather, and one alert a day in bad weather, with the values in its text',
  async () => {
    const weather = (temperature_2m: number, wind_speed_10m: number) => peer.answers.set('/v1/forecast', { current: { temperature_2m, wind_speed_10m } });
    const workflow = await load('horisen-weather-alert', ['https://api.open-meteo.com']);
    weather(18, 12);
    expect(await (await press(workflow))('Alert')).toEqual([]);
    weather(-16.5, 12);
    expect(await (await press(workflow))('Alert')).toEqual([
      expect.objectContaining({
        status: 'active',
        template: 'It is -16.5C and the wind blows at 12km/h, @first_name',
        name: expect.stringMatching(/^Weather alert \d{4}-\d\d-\d\d$/),
      }),
    ]);
    weather(2, 75);
    expect((await (await press(workflow))('Alert')).map(({ status }) => status).sort()).toEqual(['active', 'skipped']);
    expect(server.sandbox.requests().filter(({ method, path }) => method === 'POST' && path.startsWith('/horisen/news/'))).toHaveLength(1);
    expect(peer.calls.find(({ path }) => path.startsWith('/v1/forecast'))!.path).toContain('current=temperature_2m,wind_speed_10m');
  },
  HOST_MS,
);

it(
  'moengage-offer: the form sends the offer to this one user, and a second time to nobody',
  async () => {
    const workflow = await load('moengage-offer');
    expect(await (await press(workflow))('Send Push')).toEqual([expect.objectContaining({ status: 'accepted' })]);
    await server.activate(workflow);
    const submit = () => {
      const form = new FormData();
      ['demo-0010', 'Zoë', 'SAVE20'].forEach((value, i) => form.append(`field-${i}`, value));
      return fetch(`${server.n8n.url}/form/campaign-offer`, { method: 'POST', body: form });
    };
    await server.until(async () => (await submit()).ok);
    await server.until(async () => (await server.made(workflow, 'Send Push')).length === 2);
    await submit();
    await server.until(async () => (await server.made(workflow, 'Send Push')).length === 3);
    await server.deactivate(workflow);
    expect((await server.made(workflow, 'Send Push')).map(({ status }) => status).sort()).toEqual(['accepted', 'accepted', 'skipped']);
    const pushes = bodies('/sendpush') as { customSegmentName?: string; targetUserAttributes: object; payload: { ANDROID: object } }[];
    expect(pushes).toHaveLength(2);
    expect(pushes[1]).toMatchObject({
      targetAudience: 'User',
      targetUserAttributes: { attributeValue: 'demo-0010' },
      payload: { ANDROID: { title: 'An offer for you, Zoë', message: 'Your code SAVE20 is valid until tomorrow' } },
    });
  },
  HOST_MS,
);

it(
  'follow-mailed-summary: one email, with a bar for each reason',
  async () => {
    const made = await press(await load('follow-mailed-summary'));
    const rows = await made('Get Report');
    expect(mailbox.mails).toHaveLength(1);
    const [mail] = mailbox.mails;
    const sent = rows.filter(({ status }) => status === 'sent').length;
    expect(mail).toMatchObject({ subject: `Campaign report: ${sent} sent`, to: [{ address: 'marketing@example.com' }] });
    expect(mail!.html).toContain(`<p>${rows.length} devices</p>`);
    const bars = [...mail!.html!.matchAll(/<tr><td[^>]*>(\w+)<\/td>.*?width="(\d+)".*?bgcolor="(#\w+)".*?>(\d+)<\/td>/g)];
    const reasons = new Map<string, number>();
    for (const { status, error_code } of rows as { status: string; error_code: string }[]) {
      const reason = error_code || status;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    const largest = Math.max(...reasons.values());
    expect(new Map(bars.map(([, reason, , , count]) => [reason, Number(count)]))).toEqual(reasons);
    for (const [, reason, width, color, count] of bars)
      expect([reason, Number(width), color]).toEqual([reason, Math.round((Number(count) / largest) * 320), reason === 'sent' ? '#2e8b57' : '#c0504d']);

    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage({ viewport: { width: 720, height: 420 } });
    await page.setContent(mail!.html!);
    const boxes = await Promise.all((await page.locator('td[bgcolor]').all()).map((bar) => bar.boundingBox()));
    await mkdir(join(root, 'build/screenshots'), { recursive: true });
    await page.screenshot({ path: join(root, 'build/screenshots/n8n-mailed-summary.png') });
    await browser.close();
    // The bars are seen as long as they say.
    expect(boxes.map((box) => Math.round(box!.width))).toEqual(bars.map(([, , width]) => Number(width)));
    expect(boxes.every((box) => box!.height >= 16)).toBe(true);
  },
  HOST_MS,
);
