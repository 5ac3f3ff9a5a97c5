import { startSandbox, type Sandbox } from '../../sandbox/index';
import type { OperationView } from '../../sandbox/server/views';
import { OutboxReader } from './outboxHelpers';

let sandbox: Sandbox;
let outbox: OutboxReader;
beforeEach(async () => {
  sandbox = await startSandbox();
  outbox = new OutboxReader(sandbox.url);
});
afterEach(() => sandbox.close());

/** A request of each operation, from the vendors' documents. */
const REQUESTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bryj: {
    'Sign in': 'POST /bryj/users/sign_in',
    Trigger: 'POST /bryj/api/campaigns/trigger',
    Cancel: 'PUT /bryj/api/campaigns/request/x/cancel',
    'Scheduled list': 'GET /bryj/api/campaigns/x/request/scheduled',
    Report: 'GET /bryj/api/campaigns/report?request_id=x',
    'Report file': 'GET /bryj-s3/bucket/x/report/0.csv',
  },
  braze: {
    'Track users': 'POST /braze/users/track',
    'Delete users': 'POST /braze/users/delete',
    Aliases: 'POST /braze/users/alias/new',
    'Identify users': 'POST /braze/users/identify',
    'Merge users': 'POST /braze/users/merge',
    'External IDs': 'POST /braze/users/external_ids/rename',
    'Subscription groups': 'POST /braze/v2/subscription/status/set',
    'Export users': 'POST /braze/users/export/ids',
    'Send messages': 'POST /braze/messages/send',
    'Schedule messages': 'POST /braze/messages/schedule/create',
    'Trigger campaign': 'POST /braze/campaigns/trigger/send',
    'Trigger Canvas': 'POST /braze/canvas/trigger/send',
    'Send transactional email': 'POST /braze/transactional/v1/campaigns/x/send',
    'Live Activities': 'POST /braze/messages/live_activity/start',
    'Create send ID': 'POST /braze/sends/id/create',
    'Email lists': 'GET /braze/email/unsubscribes?end_date=2022-05-10',
    Catalogs: 'GET /braze/catalogs',
    Lists: 'GET /braze/campaigns/list?page=0',
    Series: 'GET /braze/kpi/dau/data_series?length=7',
    'Export file': 'GET /braze/_files/x.zip',
  },
  followAnalytics: {
    'Sign in': 'POST /follow-analytics/api/login',
    'Create campaign': 'POST /follow-analytics/api/campaign',
    'Launch campaign': 'PUT /follow-analytics/api/campaign/x/launch',
    'List campaigns': 'GET /follow-analytics/api/campaigns?limit=10',
    Trigger: 'POST /follow-analytics/api/campaigns/trigger',
    Cancel: 'PUT /follow-analytics/api/campaigns/x/request/y/cancel',
    Report: 'GET /follow-analytics/api/campaigns/request?request_id=x',
    Hits: 'GET /follow-analytics/api/transac/x/hits_per_user',
    Files: 'GET /follow-analytics-files/x.csv',
  },
  horisen: {
    'Access token': 'POST /horisen/oauth2/access-token',
    'Create campaign': 'POST /horisen/news/v1/services/x/campaigns',
    'List campaigns': 'GET /horisen/news/v1/services/x/campaigns?page=2',
    'Get campaign': 'GET /horisen/news/v1/services/x/campaigns/y',
    'Update campaign': 'PUT /horisen/news/v1/services/x/campaigns/y',
    'Set status': 'PATCH /horisen/news/v1/services/x/campaigns/y',
    'Delete campaign': 'DELETE /horisen/news/v1/services/x/campaigns/y',
  },
  moEngage: { 'Send push': 'POST /moengage/v2.1/transaction/sendpush' },
};

const operationsOf = async (vendor: string): Promise<readonly OperationView[]> => {
  const { vendors } = await outbox.get<{ vendors: { id: string; operations: OperationView[] }[] }>('/overview');
  return vendors.find(({ id }) => id === vendor)!.operations;
};
const statusOf = async (request: string): Promise<number> => {
  const [method, path] = request.split(' ');
  return (await fetch(sandbox.url + path, { method, ...(method !== 'GET' && { body: '{}' }) })).status;
};

it.each(Object.keys(REQUESTS))("each of %s's operations is hit by its own fault, and by no other", async (vendor) => {
  const operations = await operationsOf(vendor);
  const requests = Object.entries(REQUESTS[vendor]!);
  expect(operations.map(({ label }) => label)).toEqual(requests.map(([label]) => label));
  for (const { label, method, path } of operations) {
    const match = { path, ...(method !== undefined && { method }) };
    await outbox.fetch('/faults', { method: 'POST', body: JSON.stringify({ vendor, match, times: null, fault: { kind: 'status', status: 418 } }) });
    const hit: string[] = [];
    for (const [name, request] of requests) if ((await statusOf(request)) === 418) hit.push(name);
    expect([label, hit]).toEqual([label, [label]]);
    await outbox.fetch('/faults', { method: 'DELETE' });
  }
});

it('a fault says how often it has hit, and when', async () => {
  await outbox.fetch('/faults', { method: 'POST', body: JSON.stringify({ vendor: 'bryj', times: 2, fault: { kind: 'status', status: 418 } }) });
  const before = Date.now();
  for (let request = 0; request < 3; request++) await statusOf('GET /bryj/nowhere');
  const [rule] = (await outbox.get<{ faults: { hits: number; times: number; lastAt: number }[] }>('/faults')).faults;
  expect(rule).toMatchObject({ hits: 2, times: 0 });
  expect(rule!.lastAt).toBeGreaterThanOrEqual(before);
});
