import { NOON, PUSH, TRANSACTIONAL, Wire, type Row } from './follow-wire';

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.open();
});
afterAll(() => wire.close());

const HOUR = 3600;
const list = async (query: Record<string, string> = {}): Promise<Row[]> => (await wire.get('/api/campaigns', { limit: '1000', ...query })).body.result;
const every = (rows: Row[], test: (row: Row) => boolean) => rows.length > 0 && rows.every(test);
const date = (row: Row, name: string) => Number(row[name] ?? 0);
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('the answer', () => {
  it('of version 3 has twenty campaigns and a total, the latest first', async () => {
    const { status, body } = await wire.get('/api/campaigns');
    expect(status).toBe(200);
    expect(body).toEqual({ offset: 0, limit: 20, total_count: 306, success: true, result: expect.any(Array) });
    expect(body.result).toHaveLength(20);
  });

  it.each(['application/json', '*/*', 'application/vnd.fa.v30'])('of version 2 has them all and no total: Accept %s', async (accept) => {
    const { body } = await wire.get('/api/campaigns', {}, accept);
    expect(Object.keys(body)).toEqual(['success', 'result']);
    expect(body.result).toHaveLength(306);
  });

  it('of version 2 repeats limit and offset as texts', async () => {
    const { body } = await wire.get('/api/campaigns', { limit: '3', offset: '5' }, 'application/json');
    expect(body).toMatchObject({ limit: '3', offset: '5', success: true });
    expect(body.result).toEqual((await list()).slice(5, 8));
  });

  it.each(['application/vnd.fa.v3', 'application/json;q=0.5,Application/vnd.fa.v3;q=1'])('is of version 3 with Accept %s', async (accept) => {
    expect((await wire.get('/api/campaigns', {}, accept)).body.total_count).toBe(306);
  });

  it('pages by items, and ends with an empty page', async () => {
    const seen: unknown[] = [];
    for (let offset = 0; offset < 400; offset += 100) {
      const { body } = await wire.get('/api/campaigns', { limit: '100', offset: String(offset) });
      expect(body).toMatchObject({ offset, limit: 100, total_count: 306 });
      seen.push(...body.result.map(({ identifier }) => identifier));
    }
    expect(new Set(seen).size).toBe(306);
    expect((await wire.get('/api/campaigns', { offset: '306' })).body.result).toEqual([]);
  });

  it("shows the document's campaign member by member", async () => {
    const start = NOON / 1000 - HOUR;
    const params = {
      inapp: 'native',
      message_title: 'In-app native',
      message_content: 'In-app native scheduled now without TZ!',
      message_btn: 'Close',
      buttons: [],
    };
    expect(await wire.campaign('FACMPGN_UIsHGR9-r5y_fQc7')).toEqual({
      identifier: 'FACMPGN_UIsHGR9-r5y_fQc7',
      name: 'C1',
      status: 'Ongoing',
      type: 'classic',
      includes_inapp: true,
      includes_push: false,
      adapt_tz: false,
      variant_strategy: null,
      labels: [],
      smart_delivery: false,
      app_id: 'FAAPPLI_0VDvT50',
      launched_at: start,
      start_date: start,
      end_date: start + 30 * 24 * HOUR,
      inapp_ttl: 2_592_000,
      updated_at: start + 44,
      created_at: start - 1,
      snapshot_at: NOON / 1000,
      variants: [{ id: expect.stringMatching(/^PGVAR_/), name: 'Variant A', language: 'fr', is_default: true, params, custom_json: null }],
      params,
      skip_message_limit: false,
      reach: { count: 10_661, optin: 0, total: 10_661, token: null },
      stats: { viewed: 0, total_inapp_viewed: 0 },
    });
  });

  it('has all named campaigns of the demo in their states', async () => {
    const states = Object.fromEntries((await list()).map(({ identifier, type, status }) => [identifier, `${String(type)} ${String(status)}`]));
    expect(states).toMatchObject({
      FACMPGN_vRvb99Xme2IeHj: 'classic Draft',
      FACMPGN_fQq2YaB9vrJQuDid: 'transactional Ongoing',
      FACMPGN_VCFzh_NpR3Qrru3B: 'transactional Ongoing',
      FACMPGN_demoDraft: 'transactional Draft',
      FACMPGN_demoFinished: 'transactional Finished',
    });
  });
});

describe('filters', () => {
  it.each<[Record<string, string>, (row: Row) => boolean]>([
    [{ app_ids: 'FAAPPLI_demoShop' }, (row: Row) => row.app_id === 'FAAPPLI_demoShop'],
    [{ status: 'draft' }, (row: Row) => row.status === 'Draft'],
    [{ status: 'failed, canceled' }, (row: Row) => row.status === 'Failed' || row.status === 'Canceled'],
    [{ workflow_types: 'scheduled' }, (row: Row) => row.type === 'classic'],
    [{ workflow_types: 'contextual,dynamic' }, (row: Row) => row.type === 'contextual' || row.type === 'dynamic'],
    [{ labels: 'summer,vip' }, (row: Row) => (row.labels as string[]).some((label) => ['summer', 'vip'].includes(label))],
    [{ message_types: 'push-only' }, (row: Row) => row.includes_push === true && row.includes_inapp === false],
    [{ message_types: 'inapp-only' }, (row: Row) => row.includes_push === false && row.includes_inapp === true],
    [{ message_types: 'push-inapp' }, (row: Row) => row.includes_push === true && row.includes_inapp === true],
    [{ search: 'SPRING sale' }, (row: Row) => String(row.name).startsWith('Spring sale')],
    [{ status: 'ongoing', workflow_types: 'transactional' }, (row: Row) => row.status === 'Ongoing' && row.type === 'transactional'],
  ])('%j gives those and no others', async (query, test) => {
    const found = await list(query);
    expect(every(found, test)).toBe(true);
    expect(found).toHaveLength((await list()).filter(test).length);
  });

  it('counts what it filtered', async () => {
    const { body } = await wire.get('/api/campaigns', { status: 'draft', limit: '2' });
    expect(body.result).toHaveLength(2);
    expect(body.total_count).toBe((await list({ status: 'draft' })).length);
  });

  it.each([
    ['order', 'name'],
    ['status', 'Draft'],
    ['status', 'draft,nonsense'],
    ['workflow_types', 'classic'],
    ['message_types', 'push'],
    ['limit', '0'],
    ['limit', 'all'],
    ['offset', '-1'],
    ['from', 'yesterday'],
    ['to', '2024-02-30'],
  ])('refuses %s=%s', async (name, value) => {
    expect(await wire.get('/api/campaigns', { [name]: value })).toMatchObject({
      status: 400,
      body: { success: false, error_message: `Invalid parameter value ${value} for ${name}` },
    });
  });
});

describe('order', () => {
  const sorted = (rows: Row[], compare: (a: Row, b: Row) => number) => rows.every((row, index) => index === 0 || compare(rows[index - 1] as Row, row) <= 0);
  const later = (name: string) => (a: Row, b: Row) => date(b, name) - date(a, name);
  const word = (name: string) => (a: Row, b: Row) =>
    String(a[name]).toLowerCase() < String(b[name]).toLowerCase() ? -1 : a[name] === b[name] ? later('created_at')(a, b) : 1;

  it.each([
    [undefined, later('created_at')],
    ['created_at', later('created_at')],
    ['updated_at', later('updated_at')],
    ['start_date', later('start_date')],
    ['status', word('status')],
    ['app', word('app_id')],
  ])('%s', async (order, compare) => {
    const rows = await list(order === undefined ? {} : { order });
    expect(rows).toHaveLength(306);
    expect(sorted(rows, compare)).toBe(true);
  });

  it('puts what was made last first', async () => {
    const other = await Wire.open(false);
    for (const name of ['one', 'two']) await other.post('/api/campaign', { ...PUSH, name });
    expect((await other.get('/api/campaigns')).body.result.map(({ name }) => name)).toEqual(['two', 'one']);
    await other.close();
  });
});

describe('from and to', () => {
  const from = NOON / 1000 - 30 * 24 * HOUR;
  const to = NOON / 1000 - 10 * 24 * HOUR;
  const between = (name: string) => (row: Row) => row[name] !== null && date(row, name) >= from && date(row, name) <= to;

  it.each([
    [undefined, 'created_at'],
    ['created_at', 'created_at'],
    ['status', 'created_at'],
    ['updated_at', 'updated_at'],
    ['start_date', 'start_date'],
  ])('with order %s look at %s', async (order, name) => {
    const rows = await list({ ...(order !== undefined && { order }), from: iso(from), to: iso(to) });
    expect(every(rows, between(name))).toBe(true);
    expect(rows).toHaveLength((await list()).filter(between(name)).length);
  });

  it('look at nothing with order app, not even at themselves', async () => {
    expect(await list({ order: 'app', from: iso(from), to: 'nonsense' })).toHaveLength(306);
  });

  it.each([
    '2024-07-10T11:00:00Z',
    '2024-07-10T13:00:00 02:00',
    '2024-07-10T13:00:00+02:00',
    '20240710T110000Z',
    '2024-07-10 11:00',
    '2024-07-10T11:00:00.000+00:00',
  ])('read %s as eleven o clock', async (time) => {
    expect((await list({ from: time })).map(({ name }) => name)).toEqual([]);
    expect((await list({ order: 'updated_at', from: time })).map(({ name }) => name)).toEqual(['C1']);
  });

  it('read a day as its first moment in UTC', async () => {
    const start = Date.UTC(2024, 6, 8) / 1000;
    expect(await list({ from: '2024-07-08' })).toHaveLength((await list()).filter((row) => date(row, 'created_at') >= start).length);
  });
});

describe('quick stats', () => {
  const stats = async (query: Record<string, string> = {}) => (await wire.get('/api/campaigns/quick_stats', query)).body as Record<string, unknown>;

  it('is a bare object of whole numbers', async () => {
    const all = await stats();
    expect(Object.keys(all)).toEqual(['total_campaigns', 'push_campaigns', 'inapp_campaigns', 'total_push_sent', 'total_push_opened', 'total_inapp_displayed']);
    expect(all.total_campaigns).toBe(306);
    expect(Object.values(all).every((count) => Number.isInteger(count) && Number(count) > 0)).toBe(true);
  });

  it.each<Record<string, string>>([{ status: 'ongoing' }, { app_ids: 'FAAPPLI_demoShop' }, { workflow_types: 'dynamic' }, { search: 'points' }])(
    'counts what the list finds by %j',
    async (query) => {
      const rows = await list(query);
      expect(await stats(query)).toMatchObject({
        total_campaigns: rows.length,
        push_campaigns: rows.filter(({ includes_push }) => includes_push).length,
        inapp_campaigns: rows.filter(({ includes_inapp }) => includes_inapp).length,
      });
    },
  );

  it('adds up the numbers of one campaign', async () => {
    expect(await stats({ search: 'contract ready' })).toEqual({
      total_campaigns: 1,
      push_campaigns: 1,
      inapp_campaigns: 0,
      total_push_sent: 3040,
      total_push_opened: 1580,
      total_inapp_displayed: 0,
    });
  });
});

describe('without the seed', () => {
  it('has no campaigns, but the account with its apps and its segment', async () => {
    const bare = await Wire.open(false);
    expect((await bare.get('/api/campaigns')).body).toMatchObject({ total_count: 0, result: [] });
    expect((await bare.get('/api/apps')).body).toMatchObject({
      success: true,
      result: { apps: [{ identifier: 'FAAPPLI_0VDvT50' }, { identifier: 'FAAPPLI_demoShop' }] },
    });
    expect((await bare.post('/api/campaign', TRANSACTIONAL)).status).toBe(200);
    await bare.close();
  });
});
