import { CONTRACT, NOON, Wire, type Row } from './follow-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

const HOUR = 3_600_000;
/** The last seeded hit is an hour old, and one comes every 37 seconds. */
const LAST = NOON - HOUR;
const STEP = 37_000;

interface PerUser {
  user_id: string;
  hits: number;
  first_time: string;
  last_time: string;
}

async function read<T = { user_id: string; time: string }>(name: 'hits' | 'hits_per_user', query: Row = {}): Promise<T[]> {
  const { body } = await wire.get(`/api/transac/${CONTRACT}/${name}`, query as Record<string, string>);
  return body.result.hits as T[];
}

async function readAll<T>(name: 'hits' | 'hits_per_user', size: number, query: Row = {}): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page++) {
    const rows = await read<T>(name, { ...query, page: String(page), page_size: String(size) });
    all.push(...rows);
    if (rows.length < size) return all;
  }
}

const record = async (user_id: string, ms: number): Promise<void> => {
  const { status } = await wire.control('POST', '/followAnalytics/hits', { campaign_id: CONTRACT, user_id, time: new Date(ms).toISOString() });
  expect(status).toBe(201);
};
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

describe('hits', () => {
  it('since the time of one of them are that one and all later ones', async () => {
    const rows = await read('hits', { since_date: iso(LAST - 2 * STEP) });
    expect(rows.map(({ time }) => time)).toEqual([LAST - 2 * STEP, LAST - STEP, LAST].map(iso));
    expect(await read('hits', { since_date: iso(LAST - 2 * STEP + 1_000) })).toEqual(rows.slice(1));
    expect(await read('hits', { since_date: iso(LAST + 1_000) })).toEqual([]);
  });

  it('that were recorded stand between the seeded ones by their time, on whichever page that is', async () => {
    await wire.settings({ seededHits: 100 });
    for (const [user, ms] of [
      ['before-all', LAST - 1000 * STEP],
      ['between', LAST - 50 * STEP + 1_000],
      ['at-the-same-time', LAST - 20 * STEP],
      ['after-all', LAST + 1_000],
    ] as const)
      await record(user, ms);
    const all = await readAll<{ user_id: string; time: string }>('hits', 7);
    expect(all).toHaveLength(104);
    expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time).toSorted());
    // Seeded ones that are older stand before it: 50 of 100, and the first recorded one.
    expect(all.findIndex(({ user_id }) => user_id === 'between')).toBe(51);
    expect(all[0]?.user_id).toBe('before-all');
    expect(all.at(-1)?.user_id).toBe('after-all');
    expect(await read('hits')).toEqual(all);
  });

  it('that lie in the future are not yet there', async () => {
    await record('later', NOON + HOUR);
    const query = { since_date: iso(NOON) };
    expect(await read('hits', query)).toEqual([]);
    await wire.advance(HOUR);
    expect(await read('hits', query)).toEqual([{ user_id: 'later', time: iso(NOON + HOUR) }]);
  });

  it('may be as many as one likes, and more than that is no setting', async () => {
    expect((await wire.settings({ seededHits: 1_000_000_000 })).status).toBe(200);
    expect(await read('hits', { page: '200000' })).toHaveLength(5000);
    expect((await read('hits', { page: '200000' })).at(-1)).toMatchObject({ time: iso(LAST) });
    const rows = await readAll<PerUser>('hits_per_user', 5000);
    expect(rows.reduce((sum, { hits }) => sum + hits, 0)).toBe(1_000_000_000);
    expect(await wire.settings({ seededHits: 1_000_000_001 })).toMatchObject({ status: 400, body: { error: expect.stringContaining('seededHits') } });
  });
});

describe('hits per user', () => {
  it.each([
    ['all of them', {}],
    ['those since a time', { since_date: iso(LAST - 1_500 * STEP) }],
  ])('are the sums of the hits: %s', async (_, query) => {
    await wire.settings({ seededHits: 3_000 });
    await record('demo-0001', LAST - 1_000 * STEP + 5_000);
    await record('your_user_id_45', LAST + 5_000);
    await record('somebody', LAST - 10_000 * STEP);
    const sums = new Map<string, PerUser>();
    for (const { user_id, time } of await readAll<{ user_id: string; time: string }>('hits', 999, query)) {
      const known = sums.get(user_id);
      sums.set(user_id, { user_id, hits: (known?.hits ?? 0) + 1, first_time: known?.first_time ?? time, last_time: time });
    }
    const rows = await readAll<PerUser>('hits_per_user', 100, query);
    expect(rows.length).toBeGreaterThan(900);
    expect(new Set(rows.map(({ user_id }) => user_id)).size).toBe(rows.length);
    expect(Object.fromEntries(rows.map((row) => [row.user_id, row]))).toEqual(Object.fromEntries(sums));
  });

  it('begin with whoever came first', async () => {
    await record('pioneer', LAST - 1_000_000 * STEP);
    expect((await read<PerUser>('hits_per_user', { page_size: '1' }))[0]).toMatchObject({ user_id: 'pioneer', hits: 1 });
  });
});

it('lists hits newest first where the setting says so', async () => {
  const oldest = await readAll<{ user_id: string; time: string }>('hits', 5000);
  await wire.control('POST', '/followAnalytics/settings', { hitsOrder: 'newestFirst' });
  const newest = await readAll<{ user_id: string; time: string }>('hits', 700);
  expect(newest).toEqual([...oldest].reverse());
});
