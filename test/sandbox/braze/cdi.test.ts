import { BrazeBench, START, type Answer } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const ID = 'cd100000-0000-4000-8000-000000000001';
const JOBS = `/cdi/integrations/${ID}/job_sync_status`;
const sync = (id = ID) => bench.post(`/cdi/integrations/${id}/sync`, {});
const results = ({ body }: Answer) => body.results as Record<string, unknown>[];
/** The path that a link leads to. */
const linked = ({ headers }: Answer, rel: string): string | undefined => new RegExp(`<([^>]*)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1];

describe('the lists', () => {
  it.each([
    ['/cdi/integrations', [10, 2]],
    [JOBS, [10, 10, 5]],
  ])('%s has pages of ten, which name each other in the header', async (path, sizes) => {
    const found: number[] = [];
    let next: string | undefined = path;
    let before: string | undefined;
    while (next !== undefined) {
      const page: Answer = await bench.get(next);
      found.push(results(page).length);
      expect(linked(page, 'prev') !== undefined).toBe(before !== undefined);
      before = next;
      next = linked(page, 'next');
    }
    expect(found).toEqual(sizes);
  });

  it('show the last sync of each integration, and the syncs newest first', async () => {
    expect(results(await bench.get('/cdi/integrations'))[0]).toMatchObject({
      ...{ integration_id: ID, integration_name: 'Loyalty points', last_job_status: 'success', last_job_start_time: '2022-05-10T11:00:00.000Z' },
    });
    const starts = results(await bench.get(JOBS)).map(({ sync_start_time }) => Date.parse(String(sync_start_time)));
    expect(starts).toEqual(starts.map((_each, n) => START - (n + 1) * 3_600_000));
  });

  it('refuse what is no cursor', async () => {
    for (const path of ['/cdi/integrations', JOBS]) {
      expect(await bench.get(`${path}?cursor=x`)).toMatchObject({ status: 400, body: { message: 'Invalid cursor' } });
      expect(await bench.get(`${path}?cursor=${Buffer.from('skip:1000').toString('base64')}`)).toMatchObject({ status: 400 });
    }
  });
});

describe('a sync', () => {
  it('runs for a while, and is listed with its rows', async () => {
    expect(await sync()).toMatchObject({ status: 202, body: { message: 'success' } });
    expect(results(await bench.get(JOBS))[0]).toMatchObject({ job_status: 'running', sync_start_time: new Date(START).toISOString(), sync_finish_time: null });
    expect(await sync()).toMatchObject({ status: 429, body: { message: 'Another job is in progress' } });
    await bench.advance(3_000);
    expect(results(await bench.get(JOBS))[0]).toMatchObject({
      job_status: 'success',
      rows_synced: 500,
      sync_finish_time: new Date(START + 3_000).toISOString(),
    });
    expect((await sync()).status).toBe(202);
  });

  it('needs an integration', async () => {
    expect(await sync('x')).toMatchObject({ status: 400, body: { message: 'Invalid integration ID' } });
    expect(await sync('cd100000-0000-4000-8000-000000000099')).toMatchObject({ status: 404, body: { message: 'Integration not found' } });
  });

  it.each([
    ['/cdi/integrations', 50],
    [JOBS, 100],
  ])('%s can be read so often a minute: %i', async (path, most) => {
    const statuses = new Set<number>();
    for (let i = 0; i < most; i++) statuses.add((await bench.get(path)).status);
    expect([...statuses]).toEqual([200]);
    expect((await bench.get(path)).status).toBe(429);
  });

  it('needs permissions of their own', async () => {
    const get = (path: string, permission: string) => bench.fetch(path, { headers: { authorization: `Bearer demo-key-with:${permission}` } });
    expect((await get('/cdi/integrations', 'cdi.integrations')).body.errors).toEqual([expect.stringContaining('cdi.integration_list')]);
    expect((await get('/cdi/integrations', 'cdi.integration_list')).status).toBe(200);
    expect((await get(JOBS, 'cdi.integration_job_status')).status).toBe(200);
  });
});
