import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FlowNode } from '../../../scripts/node-red-host.mts';
import { Comms } from '../../hosts/node-red/comms';
import { Postgres } from '../../support/postgres';
import { Host, HOST_MS, root } from './host';

jest.setTimeout(HOST_MS);

/** The examples that need more than Node-RED has: a database, and the dashboard with somebody in front of it. */
let host: Host;
let postgres: Postgres;
let comms: Comms;
/** Where the flow puts its file. */
let home: string;

beforeAll(async () => {
  postgres = await Postgres.start();
  home = await mkdtemp(join(tmpdir(), 'campaign-home-'));
  const dashboard = join(root, 'node_modules/@flowfuse/node-red-dashboard');
  host = await Host.start({ packages: [dashboard], env: { ...postgres.env, HOME: home } });
  await host.control('/braze/settings', { exportMs: 0 });
  await host.control('/followAnalytics/settings', { processingMs: 0 });
  comms = await Comms.open(host.nodeRed.url);
});
afterAll(async () => {
  comms?.close();
  await host?.stop();
  await postgres?.stop();
  if (home) await rm(home, { recursive: true, force: true });
});

describe('braze-segment-warehouse', () => {
  /** The shipped flow, with something changed in its nodes. */
  const flow = (over: Readonly<Record<string, object>> = {}): FlowNode[] =>
    host.example('braze-segment-warehouse').map((node) => ({ ...node, ...over[node.id] }));
  const press = async (): Promise<unknown> => {
    const next = comms.next();
    await host.nodeRed.inject('braze-warehouse-inject');
    return await next;
  };
  const user = async () => (await postgres.rows("select * from braze_users where external_id = 'demo-0007'"))[0];

  it('writes a row for each user of the segment, and none twice on the next night', async () => {
    await host.nodeRed.deploy(flow());
    expect(await press()).toBe('1200 rows in braze_users\n');
    const first = await user();
    expect(first).toEqual({
      ...{ external_id: 'demo-0007', first_name: expect.any(String), email: 'demo-0007@example.com' },
      ...{ loyalty_points: expect.any(Number), exported_at: expect.any(String) },
    });
    expect(await press()).toBe('1200 rows in braze_users\n');
    expect(await postgres.rows('select count(*)::int, count(distinct email)::int as emails from braze_users')).toEqual([{ count: 1_200, emails: 1_200 }]);
    expect((await user())!.exported_at).not.toBe(first!.exported_at);
  });

  it('shows what the database says if it does not take them', async () => {
    const [{ command }] = flow().filter(({ id }) => id === 'braze-warehouse-load') as [FlowNode & { command: string }];
    await host.nodeRed.deploy(flow({ 'braze-warehouse-load': { command: command.replace('insert into braze_users', 'insert into nobody') } }));
    expect(await press()).toMatchObject({ payload: { code: 1, message: expect.stringContaining('relation "nobody" does not exist') } });
  });
});

describe('follow-dashboard', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(() => browser?.close());

  /** The number beside these words. */
  const shows = (label: string, number: number): Promise<void> =>
    page.locator('.nrdb-ui-text').filter({ hasText: label }).getByText(String(number), { exact: true }).waitFor({ timeout: 20_000 });
  /** How many points of a chart have this color. */
  const points = (group: string, color: readonly number[]): Promise<number> =>
    page
      .locator('.nrdb-ui-group', { hasText: group })
      .locator('canvas')
      .evaluate((canvas, [r, g, b]) => {
        const { data } = (canvas as HTMLCanvasElement)
          .getContext('2d')!
          .getImageData(0, 0, (canvas as HTMLCanvasElement).width, (canvas as HTMLCanvasElement).height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found += 1;
        return found;
      }, color);

  /** What the report of the vendor says, without the nodes. */
  const report = async (id: string) => {
    const headers = { accept: 'application/json;application/vnd.fa.v3', authorization: 'Token demo-api-token' };
    const reply = await fetch(`${host.sandbox.baseUrls.followAnalytics}/api/campaigns/request?request_id=${id}`, { headers });
    const { result } = (await reply.json()) as { result: { report_url: string } };
    const [head = '', ...rows] = (await (await fetch(result.report_url)).text()).trim().split(/\r?\n/);
    const at = head.split(',').indexOf('status_code');
    const failed = rows.map((row) => row.split(',')[at]).filter((code) => code !== '').length;
    return { sent: rows.length - failed, failed };
  };

  it('shows how many were sent, failed and opened, with both charts, and goes along with what happens', async () => {
    const { sent, failed } = await report('A_UNIQUE_REQUEST_ID');
    await host.nodeRed.deploy(host.example('follow-dashboard'));
    await page.goto(`${host.nodeRed.url}/dashboard/campaign`);
    await shows('Sent', sent);
    await shows('Failed', failed);
    await shows('Hits', 12_000);

    await host.control('/followAnalytics/hits', { campaign_id: 'FACMPGN_fQq2YaB9vrJQuDid', user_id: 'ada' });
    await host.nodeRed.inject('follow-dashboard-inject');
    await shows('Sent', sent + 1);
    await shows('Failed', failed + 2);
    await shows('Hits', 12_001);
    await page.waitForTimeout(1_500);
    const folder = join(root, 'build/screenshots');
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, 'node-red-dashboard.png') });
    expect(await points('Failed by reason', [192, 80, 77])).toBeGreaterThan(1_000);
    expect(await points('Hits over time', [13, 116, 206])).toBeGreaterThan(200);

    await host.nodeRed.inject('follow-dashboard-scratch');
    await shows('Sent', sent);
    await shows('Hits', 12_001);
    expect(complaints).toEqual([]);
  });
});
