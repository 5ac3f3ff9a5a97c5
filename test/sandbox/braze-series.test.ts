import { BIG_SEGMENT, BrazeBench, DEMO, HOUR, MULTIVARIATE, NOW } from './braze-exports.bench';

let bench: BrazeBench;
beforeEach(async () => {
  bench = await BrazeBench.open();
});
afterEach(() => bench.close());

const DAILY: [string, Record<string, string>, string[]][] = [
  ['/segments/data_series', { segment_id: DEMO }, ['size']],
  ['/kpi/mau/data_series', { app_id: DEMO }, ['mau']],
  ['/kpi/dau/data_series', { app_id: DEMO }, ['dau']],
  ['/kpi/new_users/data_series', { app_id: DEMO }, ['new_users']],
  ['/kpi/uninstalls/data_series', { app_id: DEMO }, ['uninstalls']],
];
const HOURLY: [string, Record<string, string>, string[]][] = [
  ['/feed/data_series', { card_id: DEMO }, ['clicks', 'impressions', 'unique_clicks', 'unique_impressions']],
  ['/sessions/data_series', { app_id: DEMO, segment_id: DEMO }, ['sessions']],
  ['/events/data_series', { event: 'Event A', app_id: DEMO, segment_id: DEMO }, ['count']],
  ['/purchases/revenue_series', { product: 'Product A', app_id: DEMO }, ['revenue']],
  ['/purchases/quantity_series', { product: 'Product A', app_id: DEMO }, ['purchase_quantity']],
];

describe.each([...DAILY, ...HOURLY])('%s', (path, parameters, figures) => {
  it('gives a point a day, up to today, and the same figures every time', async () => {
    const { status, body } = await bench.get(path, { ...parameters, length: 3 });
    expect({ status, message: body.message }).toEqual({ status: 200, message: 'success' });
    expect(body.data.map(({ time }) => time)).toEqual(['2014-12-08', '2014-12-09', '2014-12-10']);
    for (const point of body.data) {
      expect(Object.keys(point)).toEqual(['time', ...figures]);
      for (const figure of figures) expect(point[figure]).toBeGreaterThan(0);
    }
    expect((await bench.get(path, { ...parameters, length: 3 })).body).toEqual(body);
  });

  it('has today grow with the clock, and leaves the past alone', async () => {
    const before = (await bench.get(path, { ...parameters, length: 2 })).body.data;
    await bench.advance(6 * HOUR);
    const after = (await bench.get(path, { ...parameters, length: 2 })).body.data;
    expect(after[0]).toEqual(before[0]);
    for (const figure of figures) expect(after[1]?.[figure]).toBeGreaterThan(before[1]?.[figure] as number);
  });

  it('wants a length of 1 to 100', async () => {
    expect((await bench.get(path, { ...parameters, length: 100 })).body.data).toHaveLength(100);
    expect(await bench.get(path, parameters)).toEqual({ status: 400, body: { message: 'length is required' } });
    for (const length of [0, 101]) {
      expect(await bench.get(path, { ...parameters, length })).toEqual({ status: 400, body: { message: 'length must be between 1 and 100 inclusive' } });
    }
    expect(await bench.get(path, { ...parameters, length: '1.5' })).toEqual({ status: 400, body: { message: 'length must be an integer' } });
  });

  it('ends where it is told', async () => {
    const times = async (ending_at: string) => (await bench.get(path, { ...parameters, length: 2, ending_at })).body.data.map(({ time }) => time);
    expect(await times('2014-11-30T23:59:59Z')).toEqual(['2014-11-29', '2014-11-30']);
    expect(await times('2014-11-30T23:59:59-05:00')).toEqual(['2014-11-30', '2014-12-01']);
    expect(await times('2014-12-11T00:00:00Z')).toEqual(['2014-12-10']);
    const refused = await bench.get(path, { ...parameters, length: 2, ending_at: 'yesterday' });
    expect(refused).toEqual({ status: 400, body: { message: 'ending_at must be a datetime as ISO 8601 string' } });
  });
});

describe.each(HOURLY)('%s', (path, parameters, figures) => {
  it('gives a point an hour on request; a day is the sum of its hours', async () => {
    const hours = (await bench.get(path, { ...parameters, length: 24, unit: 'hour', ending_at: '2014-12-09T23:59:59Z' })).body.data;
    expect(hours.map(({ time }) => time).slice(0, 2)).toEqual(['2014-12-09T00:00:00+00:00', '2014-12-09T01:00:00+00:00']);
    const [day] = (await bench.get(path, { ...parameters, length: 1, ending_at: '2014-12-09T12:00:00Z' })).body.data;
    for (const figure of figures) {
      const sum = hours.reduce((total, hour) => total + (hour[figure] as number), 0);
      // A part of a day (one app's, one segment's) is rounded once, the parts of its hours each.
      expect(Math.abs(sum - (day?.[figure] as number))).toBeLessThan(24);
    }
    expect(await bench.get(path, { ...parameters, length: 1, unit: 'week' })).toEqual({ status: 400, body: { message: 'unit must be one of day, hour' } });
  });
});

describe('a part of the whole', () => {
  const figure = async (path: string, name: string, parameters: Record<string, string>) =>
    (await bench.get(path, { length: 1, ending_at: '2014-12-09T12:00:00Z', ...parameters })).body.data[0]?.[name] as number;

  it.each([
    ['/kpi/dau/data_series', 'dau', { app_id: DEMO }],
    ['/sessions/data_series', 'sessions', { segment_id: DEMO }],
    ['/purchases/revenue_series', 'revenue', { product: 'Product A' }],
  ])('%s: %s is less with a filter', async (path, name, filter) => {
    expect(await figure(path, name, filter)).toBeLessThan(await figure(path, name, {}));
  });

  it('is nothing for an event or a product that was never recorded', async () => {
    expect(await figure('/events/data_series', 'count', { event: 'Never' })).toBe(0);
    expect(await figure('/purchases/quantity_series', 'purchase_quantity', { product: 'Never' })).toBe(0);
  });
});

describe('what a series cannot be made of', () => {
  it.each([
    ['/segments/data_series', 'segment_id', 'segment_id must be a string of the segment api identifier'],
    ['/campaigns/data_series', 'campaign_id', 'campaign_id must be a string of the campaign api identifier'],
    ['/feed/data_series', 'card_id', 'card_id must be a string of the card api identifier'],
    ['/sessions/data_series', 'app_id', 'app_id must be a string of the app api identifier'],
    ['/kpi/mau/data_series', 'app_id', 'app_id must be a string of the app api identifier'],
    ['/sessions/data_series', 'segment_id', 'segment_id must be a string of the segment api identifier'],
  ])('%s of an unknown %s', async (path, name, message) => {
    expect(await bench.get(path, { length: 1, [name]: 'nonsense' })).toEqual({ status: 400, body: { message } });
  });

  it('an event without a name', async () => {
    expect(await bench.get('/events/data_series', { length: 1 })).toEqual({ status: 400, body: { message: 'event is required' } });
  });

  it('a segment whose analytics are not tracked', async () => {
    const { segments } = (await bench.get('/segments/list')).body;
    const untracked = segments.find((segment) => segment.analytics_tracking_enabled === false);
    const refused = { status: 400, body: { message: 'Analytics tracking is not enabled for this segment' } };
    expect(await bench.get('/segments/data_series', { length: 1, segment_id: untracked?.id as string })).toEqual(refused);
    expect(await bench.get('/sessions/data_series', { length: 1, segment_id: untracked?.id as string })).toEqual(refused);
  });
});

describe('/campaigns/data_series', () => {
  const PUSH = ['sent', 'direct_opens', 'total_opens', 'bounces'];
  const RESULTS = ['conversions', 'revenue', 'conversions_by_send_time'];

  it("gives the statistics of each message type, with today's names or those of the document", async () => {
    const today = (await bench.get('/campaigns/data_series', { campaign_id: DEMO, length: 2 })).body;
    expect(today.message).toBe('success');
    expect(today.data.map(({ time }) => time)).toEqual(['2014-12-09', '2014-12-10']);
    expect(today.data[0]).toMatchObject(Object.fromEntries(RESULTS.map((name) => [name, expect.any(Number)])));
    expect(Object.keys(today.data[0]?.messages.ios_push?.[0] ?? {})).toEqual(['variation_api_id', ...PUSH, 'body_clicks']);
    expect(today.data[0]?.messages.email?.[0]).toHaveProperty('bounces');

    await bench.settings({ appboy: 1 });
    const { data } = (await bench.get('/campaigns/data_series', { campaign_id: DEMO, length: 2 })).body;
    expect(data[0]?.messages).not.toHaveProperty('ios_push');
    expect(today.data[0]?.messages.ios_push).toMatchObject(data[0]?.messages.apple_push ?? []);
    expect(data[0]?.messages.email?.[0]).toHaveProperty('bounces_including_dropped');
  });

  it('gives each variation of a multivariate campaign, and its control group, without a message at the top', async () => {
    const { body } = await bench.get('/campaigns/data_series', { campaign_id: MULTIVARIATE, length: 1, ending_at: '2014-12-09T12:00:00Z' });
    expect(Object.keys(body)).toEqual(['data']);
    const [rows] = Object.values(body.data[0]?.messages ?? {});
    expect(rows?.length).toBeGreaterThan(2);
    expect(Object.keys(rows?.[0] ?? {})).toEqual(expect.arrayContaining(['variation_name', 'variation_api_id', ...PUSH, 'unique_recipients', ...RESULTS]));
    expect(rows?.at(-1)).toMatchObject({ variation_name: 'Control Group', enrolled: expect.any(Number), unique_recipients: expect.any(Number) });
    expect(rows?.at(-1)).not.toHaveProperty('sent');
  });

  it('has today grow with the clock', async () => {
    const sent = async () => (await bench.get('/campaigns/data_series', { campaign_id: DEMO, length: 1 })).body.data[0]?.messages.email?.[0]?.sent as number;
    const before = await sent();
    await bench.advance(6 * HOUR);
    expect(await sent()).toBeGreaterThan(before);
  });
});

describe('lists', () => {
  const pages = async (path: string, member: 'segments' | 'campaigns' | 'cards' | 'events' | 'products', parameters: Record<string, string> = {}) => {
    const sizes: number[] = [];
    const rows: (string | { id: string })[] = [];
    for (let page = 0; sizes.at(-1) !== 0; page++) {
      const found = (await bench.get(path, { ...parameters, page })).body[member];
      sizes.push(found.length);
      rows.push(...found);
    }
    return { sizes, rows: rows.map((row) => (typeof row === 'string' ? row : row.id)) };
  };

  it.each([
    ['/segments/list', 'segments', 100],
    ['/campaigns/list', 'campaigns', 100],
    ['/feed/list', 'cards', 100],
    ['/events/list', 'events', 250],
    ['/purchases/product_list', 'products', 250],
  ] as const)('%s comes in pages, each thing once', async (path, member, size) => {
    const { sizes, rows } = await pages(path, member);
    expect(sizes[0]).toBe(size);
    expect(sizes.length).toBeGreaterThan(2);
    expect(new Set(rows).size).toBe(rows.length);
    expect((await bench.get(path)).body[member]).toHaveLength(size);
    for (const page of ['-1', 'one']) {
      expect(await bench.get(path, { page })).toEqual({ status: 400, body: { message: 'page must be an integer from 0' } });
    }
  });

  it.each([
    ['/segments/list', 'segments', ['id', 'name', 'analytics_tracking_enabled', 'tags']],
    ['/campaigns/list', 'campaigns', ['id', 'name', 'is_api_campaign', 'tags', 'last_edited']],
    ['/feed/list', 'cards', ['id', 'type', 'title', 'tags']],
  ] as const)('%s has the documented members', async (path, member, names) => {
    expect(Object.keys((await bench.get(path)).body[member][0] ?? {})).toEqual(names);
  });

  it.each([
    ['/segments/list', 'segments', 'segment_id'],
    ['/campaigns/list', 'campaigns', 'campaign_id'],
    ['/feed/list', 'cards', 'card_id'],
  ] as const)('%s has the most recent first, and can be turned round', async (path, member, id) => {
    const newestFirst = (await pages(path, member)).rows;
    const createdAt = async (row: unknown) => Date.parse(String((await bench.get(path.replace('list', 'details'), { [id]: String(row) })).body.created_at));
    expect(await createdAt(newestFirst[0])).toBeGreaterThan(await createdAt(newestFirst.at(-1)));
    expect((await pages(path, member, { sort_direction: 'desc' })).rows).toEqual(newestFirst);
    const oldestFirst = (await pages(path, member, { sort_direction: 'asc' })).rows;
    expect(oldestFirst[0]).toBe(newestFirst.at(-1));
    expect(await bench.get(path, { sort_direction: 'up' })).toEqual({ status: 400, body: { message: 'sort_direction must be one of desc, asc' } });
  });

  it.each([
    ['/campaigns/list', 'campaigns'],
    ['/feed/list', 'cards'],
  ] as const)('%s has archived ones on request', async (path, member) => {
    const all = (await pages(path, member, { include_archived: 'true' })).rows.length;
    expect((await pages(path, member, { include_archived: 'false' })).rows.length).toBeLessThan(all);
    expect(await bench.get(path, { include_archived: 'yes' })).toEqual({ status: 400, body: { message: 'include_archived must be true or false' } });
  });

  it.each([
    ['/events/list', 'events'],
    ['/purchases/product_list', 'products'],
  ] as const)('%s is in the order of the alphabet', async (path, member) => {
    const { rows } = await pages(path, member);
    expect(rows).toEqual([...rows].sort());
  });

  it('of campaigns can start at an edit', async () => {
    const since = (time: string) => pages('/campaigns/list', 'campaigns', { 'last_edit.time[gt]': time });
    expect((await since(new Date(NOW).toISOString())).rows).toEqual([]);
    expect((await since('2000-01-01T00:00:00Z')).rows).toEqual((await pages('/campaigns/list', 'campaigns')).rows);
  });
});

describe('details', () => {
  const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);

  it('of a segment', async () => {
    const { body } = await bench.get('/segments/details', { segment_id: BIG_SEGMENT });
    expect(body).toEqual({
      message: 'success',
      created_at: TIME,
      updated_at: TIME,
      name: expect.any(String),
      description: expect.any(String),
      text_description: expect.any(String),
      tags: expect.any(Array),
      teams: expect.any(Array),
    });
  });

  it('of a campaign', async () => {
    const { body } = await bench.get('/campaigns/details', { campaign_id: DEMO });
    expect(body).toMatchObject({ message: 'success', created_at: TIME, updated_at: TIME, name: expect.any(String), schedule_type: expect.any(String) });
    expect(body.channels).toEqual(expect.arrayContaining(['email']));
    expect(body.tags).toEqual(expect.any(Array));
  });

  it('of a card', async () => {
    const { body } = await bench.get('/feed/details', { card_id: DEMO });
    expect(Object.keys(body)).toEqual([
      'message',
      'created_at',
      'updated_at',
      'name',
      'publish_at',
      'end_at',
      'tags',
      'title',
      'image_url',
      'extras',
      'description',
    ]);
    expect(body).toMatchObject({ publish_at: TIME, end_at: TIME, extras: expect.any(Object) });
  });

  it.each(['segment', 'campaign', 'card'])('of an unknown %s are refused', async (kind) => {
    const path = { segment: '/segments/details', campaign: '/campaigns/details', card: '/feed/details' }[kind] as string;
    const refused = { status: 400, body: { message: `${kind}_id must be a string of the ${kind} api identifier` } };
    expect(await bench.get(path)).toEqual(refused);
    expect(await bench.get(path, { [`${kind}_id`]: 'nonsense' })).toEqual(refused);
  });
});
