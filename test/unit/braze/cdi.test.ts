import { TransportError, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, NOON, rowsOf, scripted } from '../../support/host';
import { play } from '../../conformance/play';
import { rehearse } from '../../support/sandbox';
import { calm, Driver, ok, type Model } from '../../properties/driver';
import { call, rows, urls } from './reading';

const ID = 'cd100000-0000-4000-8000-000000000001';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (ms: number): string => new Date(ms).toISOString();
const job = (startedAt: number, over: JsonObject = {}): JsonObject => ({
  ...{ job_status: 'success', sync_start_time: at(startedAt), sync_finish_time: at(startedAt + 2 * MINUTE), rows_synced: 5, rows_failed_with_errors: 0 },
  ...over,
});
const lost = new TransportError('socket hang up', 'maybe');

describe('cdi.sync', () => {
  const sync = async (...answers: Parameters<typeof scripted>) => {
    const send = scripted(...answers);
    return { outcome: await call('cdi.sync', { integration_id: ID }, send), send };
  };

  it('starts a sync', async () => {
    const { outcome, send } = await sync({ status: 202, body: { message: 'success' } });
    expect(jsonOf(outcome)).toEqual({ integration_id: ID, status: 'started' });
    expect(send.requests.map(({ method, url, json }) => [method, new URL(url).pathname, json])).toEqual([['POST', `/cdi/integrations/${ID}/sync`, undefined]]);
  });

  it.each<Readonly<Record<string, string>>>([{}, { 'x-ratelimit-remaining': '0' }, { 'x-ratelimit-remaining': '19' }])(
    'that finds another one running is in conflict and is not repeated: %j',
    async (headers) => {
      const { outcome, send } = await sync({ status: 429, headers, body: { message: 'Another job is in progress' } });
      expect(failureIn(outcome)).toMatchObject({ code: 'conflict', todo: expect.stringContaining('running sync') });
      expect(send.requests).toHaveLength(1);
    },
  );

  it('waits where the rate limit is used up', async () => {
    const limited = {
      status: 429,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOON / 1000 + 20) },
      body: { message: 'Rate limited' },
    };
    const { outcome, send } = await sync(limited, { status: 202, body: { message: 'success' } });
    expect(jsonOf(outcome)).toMatchObject({ status: 'started' });
    expect(send.requests).toHaveLength(2);
  });

  it.each([
    [400, 'Invalid integration ID'],
    [404, 'Integration not found'],
  ])('of an integration that does not exist: %i %s', async (status, message) => {
    const { outcome } = await sync({ status, body: { message } });
    expect(failureIn(outcome)).toMatchObject({ code: 'notFound', field: 'integration_id' });
  });

  it('whose answer was lost has started if one has begun since, and is unknown otherwise; it is never sent twice', async () => {
    const since = await sync(lost, { body: { results: [job(NOON, { job_status: 'running', sync_finish_time: null }), job(NOON - HOUR)] } });
    expect(jsonOf(since.outcome)).toEqual({ integration_id: ID, status: 'started' });
    const before = await sync(lost, { body: { results: [job(NOON - MINUTE)] } });
    expect(failureIn(before.outcome)).toMatchObject({ code: 'outcomeUnknown' });
    for (const { send } of [since, before]) expect(send.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });
});

describe('the lists', () => {
  const page = (from: number, count: number, next?: string) => ({
    body: { results: Array.from({ length: count }, (_each, n) => ({ integration_id: `i${from + n}` })), message: 'success' },
    headers: { ...(next !== undefined && { link: `</cdi/integrations?cursor=a>; rel="prev",<${next}>; rel="next"` }) },
  });

  it('are read along their links', async () => {
    const send = scripted(page(0, 10, '/cdi/integrations?cursor=c2tpcDoxMA%3D%3D'), page(10, 3));
    expect(await rows('cdi.getMany', {}, send)).toHaveLength(13);
    expect(urls(send)).toEqual(['/cdi/integrations', '/cdi/integrations?cursor=c2tpcDoxMA%3D%3D']);
  });

  it('are read to their end below a base URL with a folder, which the links leave out', async () => {
    const sandbox = await rehearse();
    try {
      const { outcomes, lines } = await play(sandbox, { vendor: 'braze', operation: 'cdi.getMany', inputs: [{}] });
      expect(await rowsOf(outcomes[0])).toHaveLength(12);
      expect(lines.map(({ status }) => status)).toEqual([200]);
      expect(sandbox.requests().map(({ status }) => status)).toEqual([200, 200]);
    } finally {
      await sandbox.close();
    }
  });

  it('never leave the account’s own host', async () => {
    const send = scripted(page(0, 10, 'https://elsewhere.example/cdi/integrations?cursor=b'), page(10, 3));
    await expect(rows('cdi.getMany', {}, send)).rejects.toMatchObject({ code: 'format' });
    expect(send.requests).toHaveLength(1);
  });

  it.each([
    [undefined, ['Running', 'success', 'Partial', 'error', 'config_error', 'new_one']],
    ['ended', ['success', 'Partial', 'error', 'config_error', 'new_one']],
    ['failed', ['Partial', 'error', 'config_error', 'new_one']],
  ])('of syncs are chosen by outcome: %s', async (outcome, expected) => {
    const all = ['Running', 'success', 'Partial', 'error', 'config_error', 'new_one'].map((job_status) => job(NOON, { job_status }));
    const listed = await rows('cdi.getJobs', { integration_id: ID, ...(outcome && { outcome }) }, scripted({ body: { results: all, message: 'success' } }));
    expect(listed.map((row) => (row as JsonObject).job_status)).toEqual(expected);
  });

  it('of syncs go on after a page of which none is wanted', async () => {
    const next = { link: `</cdi/integrations/${ID}/job_sync_status?cursor=b>; rel="next"` };
    const send = scripted({ body: { results: [job(NOON)] }, headers: next }, { body: { results: [job(NOON - HOUR, { job_status: 'error' })] } });
    expect(await rows('cdi.getJobs', { integration_id: ID, outcome: 'failed' }, send)).toHaveLength(1);
  });
});

/** A list of syncs in pages of ten. */
class Syncs implements Model {
  readonly skewMs = 0;
  jobs: JsonObject[] = [];
  pages = 0;

  constructor(private readonly order: (jobs: readonly JsonObject[]) => readonly JsonObject[] = (jobs) => [...jobs].reverse()) {}

  answer(_: unknown, { searchParams }: URL) {
    this.pages++;
    const skip = Number(searchParams.get('cursor') ?? 0);
    const listed = this.order(this.jobs);
    const next: Readonly<Record<string, string>> =
      skip + 10 < listed.length ? { link: `</cdi/integrations/${ID}/job_sync_status?cursor=${skip + 10}>; rel="next"` } : {};
    return { ...ok({ results: listed.slice(skip, skip + 10), message: 'success' }), headers: next };
  }
}

describe('the trigger syncs', () => {
  const driverOf = (list: Model, over: JsonObject = {}) =>
    new Driver(braze, 'syncs', { integration_id: ID, starting_at: at(NOON - HOUR), ...over }, list, undefined, { rest_endpoint: 'custom' });
  const told = (driver: Driver) => driver.told.map(({ status, startedAt }) => [status, startedAt]);

  it('returns each sync once it has ended, and once', async () => {
    const list = new Syncs();
    const driver = driverOf(list);
    list.jobs = [job(NOON - 30 * MINUTE), job(NOON - MINUTE, { job_status: 'running', sync_finish_time: null })];
    await driver.poll(calm());
    expect(told(driver)).toEqual([['success', at(NOON - 30 * MINUTE)]]);
    driver.now += 5 * MINUTE;
    list.jobs[1] = job(NOON - MINUTE, { job_status: 'Partial', rows_failed_with_errors: 2 });
    await driver.poll(calm());
    await driver.poll(calm());
    expect(driver.told.slice(1)).toMatchObject([
      {
        vendor: 'braze',
        event: 'syncEnded',
        integrationId: ID,
        status: 'partial',
        rowsSynced: 5,
        rowsFailed: 2,
        time: at(NOON + MINUTE).replace('.000Z', 'Z'),
      },
    ]);
  });

  it('returns only failures if asked to, and one that has no end too', async () => {
    const list = new Syncs();
    list.jobs = [
      job(NOON - 30 * MINUTE),
      job(NOON - 20 * MINUTE, { job_status: 'error' }),
      job(NOON - MINUTE, { job_status: 'config_error', sync_finish_time: null }),
    ];
    const driver = driverOf(list, { only_failures: true });
    await driver.poll(calm());
    expect(told(driver).map(([status]) => status)).toEqual(['error', 'config_error']);
  });

  it.each<[string, (jobs: readonly JsonObject[]) => readonly JsonObject[], boolean]>([
    ['newest first, of which the beginning is read', (jobs) => [...jobs].reverse(), true],
    ['oldest first, which is read to its end', (jobs) => jobs, false],
    ['in no order, which is read to its end', (jobs) => [...jobs.slice(100), ...jobs.slice(0, 100)], false],
  ])('finds what is new in a long list %s', async (_, order, isShort) => {
    const list = new Syncs(order);
    list.jobs = Array.from({ length: 300 }, (_each, n) => job(NOON - (301 - n) * HOUR));
    const driver = driverOf(list);
    await driver.poll(calm());
    list.jobs = [...list.jobs, job(NOON)];
    driver.now += 5 * MINUTE;
    list.pages = 0;
    await driver.poll(calm());
    expect(told(driver)).toEqual([['success', at(NOON)]]);
    expect(list.pages < 5).toBe(isShort);
  });
});
