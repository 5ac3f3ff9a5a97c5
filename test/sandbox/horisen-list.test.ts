import { DAY, DRAFT, HorisenBench, RECURRING, TEMPLATE } from './horisenHelpers';

let bench: HorisenBench;
beforeAll(async () => void (bench = await HorisenBench.open()));
afterAll(() => bench.close());

const list = (query: string | Record<string, string> = '') => bench.api('GET', `?${typeof query === 'string' ? query : new URLSearchParams(query)}`);
const names = async (query: string | Record<string, string>) => (await list(query)).body.data.map(({ name }) => name);

describe('the list of campaigns', () => {
  it('has pages of ten, and says how many', async () => {
    const { body } = await list();
    expect(body.data).toHaveLength(10);
    const address = `${bench.sandbox.baseUrls.horisen}/news/v1/services/5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11/campaigns`;
    expect(body.meta).toEqual({
      pagination: {
        total: 254,
        count: 10,
        perPage: 10,
        currentPage: 1,
        totalPages: 26,
        links: {
          first: `${address}?page_number=1&page_size=10`,
          last: `${address}?page_number=26&page_size=10`,
          prev: '',
          next: `${address}?page_number=2&page_size=10`,
        },
      },
    });
  });

  it('has every campaign on one page only, whatever the order', async () => {
    for (const sort of ['', '&sort=-created_dt', '&sort=sending_type,-name']) {
      const pages = await Promise.all([1, 2, 3, 4].map((page) => list(`page_size=100&page_number=${page}${sort}`)));
      expect(pages.map(({ body }) => body.data.length)).toEqual([100, 100, 54, 0]);
      expect(new Set(pages.flatMap(({ body }) => body.data.map(({ uuid }) => uuid))).size).toBe(254);
      expect(pages[3]?.body.meta.pagination).toMatchObject({ total: 254, count: 0, currentPage: 4, totalPages: 3 });
    }
  });

  it('has pages no larger than the setting says', async () => {
    expect((await list('page_size=1000')).body.meta.pagination).toMatchObject({ perPage: 100, count: 100 });
    await bench.settings({ pageMost: 25 });
    expect((await list('page_size=100')).body.meta.pagination).toMatchObject({ perPage: 25, totalPages: 11 });
    await bench.settings({ pageMost: 100 });
  });

  it('is ordered by columns, with a minus descending', async () => {
    expect(await names('sort=-created_dt&page_size=2')).toEqual(['Opening hours', 'Spring sale']);
    expect(await names('sort=name&page_size=2')).toEqual(['Good morning', 'Newsletter 001']);
    const { data } = (await list('sort=sending_type&sort=-name&page_size=100')).body;
    expect(data.map(({ sending_type, name }) => [sending_type, name])).toEqual(
      data.map(({ sending_type, name }) => [sending_type, name] as const).sort(([a, x], [b, y]) => (a === b ? (x < y ? 1 : -1) : a < b ? -1 : 1)),
    );
  });

  it('is searched by channel and status', async () => {
    expect(await names('sending_type=sms&status=draft&sort=-created_dt')).toEqual(['Opening hours', 'Weather warning']);
    expect((await list('status=active')).body.data.map(({ uuid }) => uuid)).toEqual([RECURRING]);
    expect((await list('status=stopped&page_size=100')).body.data.every(({ status }) => status === 'stopped')).toBe(true);
  });

  const DEMO = ['Weather warning', 'Good morning', 'Opening hours', 'Spring sale'];
  it.each([
    ['name', 'Spring sale', ['Spring sale']],
    ['eq(name)', 'Spring sale', ['Spring sale']],
    ['neq(status)', 'finished', 28],
    ['startswith(name)', 'opening', ['Opening hours']],
    ['contains(name)', 'ring', ['Spring sale']],
    ['endswith(name)', '250', ['Newsletter 250']],
    ['doesnotcontain(name)', 'Newsletter', DEMO],
    ['in(name)', 'Spring sale,Newsletter 007', ['Spring sale', 'Newsletter 007']],
    ['notin(status)', 'finished,stopped', DEMO.slice(0, 3)],
    ['isnotnull(next_dt)', 'true', ['Good morning']],
    ['isnull(next_dt)', 'false', ['Good morning']],
    ['isnotempty(query)', 'true', ['Good morning']],
    ['isempty(query)', 'true', 253],
    ['gt(created_dt)', '2024-01-31T12:00:00Z', ['Opening hours']],
    ['gte(created_dt)', '2024-01-12T12:00:00Z', ['Opening hours', 'Spring sale']],
    ['lt(created_dt)', '2023-12-13T14:00:00Z', ['Newsletter 001']],
    ['lte(created_dt)', '2023-12-13T14:00:00Z', ['Newsletter 001', 'Newsletter 002']],
    ['between(created_dt)', '2024-01-01T12:00:00Z,2024-01-20T00:00:00Z', ['Good morning', 'Spring sale']],
    ['notbetween(created_dt)', '2023-01-01,2024-01-13', ['Opening hours']],
    ['eq(uuid)', TEMPLATE, ['Weather warning']],
  ])('is filtered by %s=%s', async (key, value, found) => {
    if (typeof found === 'number') expect((await list({ [key]: value })).body.meta.pagination.total).toBe(found);
    else expect(await names({ [key]: value, page_size: '100' })).toEqual(found);
  });

  it('takes parentheses as they are, and several filters together', async () => {
    expect(await names('contains(name)=s&startswith(name)=o&status=draft')).toEqual(['Opening hours']);
  });

  it('shows runs where they are asked for', async () => {
    await bench.advance(DAY);
    const { data } = (await list('status=active&fields=tasks,messages')).body;
    expect(data).toEqual([expect.objectContaining({ uuid: RECURRING, tasks: [expect.any(Object)], messages: [expect.any(Object), expect.any(Object)] })]);
    expect((await list('eq(name)=Opening hours')).body.data[0]).not.toHaveProperty('tasks');
  });

  it.each([
    ['status=new', 'status'],
    ['sending_type=fax', 'sending_type'],
    ['fields=tasks,clicks', 'fields'],
    ['sort=-size', 'sort'],
    ['page_number=0', 'page_number'],
    ['page_size=ten', 'page_size'],
    ['page_size=10&page_size=20', 'page_size'],
    ['like(name)=x', 'like(name)'],
    ['contains(size)=x', 'contains(size)'],
    ['between(created_dt)=2024-01-01', 'between(created_dt)'],
    ['limit=5', 'limit'],
    ['name=a&name=b', 'name'],
  ])('does not take %s', async (query, name) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code: 'invalid_request', items: [{ name }] } });
  });

  it('finds what was just made, the newest first', async () => {
    const { uuid } = (await bench.create({ name: 'Brand new' })).body;
    expect((await list('sort=-created_dt&page_size=1')).body.data.map((campaign) => campaign.uuid)).toEqual([uuid]);
    expect((await list({ 'eq(name)': 'Brand new' })).body.data).toHaveLength(1);
    expect((await bench.get(DRAFT)).status).toBe(200);
  });
});
