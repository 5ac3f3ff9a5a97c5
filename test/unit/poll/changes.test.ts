import type { JsonObject } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { calm, Driver, ok, type Model } from '../../properties/driver';

/** What a review found in the polling of campaigns. */
const HOUR = 3_600_000;
const HORISEN = { platform: 'custom', api_url: 'https://api.test', token_url: 'https://api.test/token', service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11' };

const listing = (rows: () => readonly JsonObject[], vendor: 'horisen' | 'followAnalytics'): Model => ({
  skewMs: 0,
  answer: () =>
    ok(
      vendor === 'horisen'
        ? { data: rows(), meta: { pagination: { currentPage: 1, totalPages: 1 } } }
        : { success: true, total_count: rows().length, result: rows() },
    ),
});

const CREATED = '2026-01-01T00:00:00.000Z';
const campaign = (uuid: string, status: string, last_dt: string | null = null): JsonObject => ({
  ...{ uuid, name: uuid, status, last_dt, created_dt: CREATED, updated_dt: CREATED },
});
const brief = (rows: readonly JsonObject[]) => rows.map(({ event, campaignId, previousStatus }) => [event, campaignId, previousStatus]);

it('tells of a run of a campaign that was over before', async () => {
  let rows = [campaign('a', 'finished', '2026-01-10T00:00:00.000Z')];
  const driver = new Driver(
    horisen,
    'status',
    {},
    listing(() => rows, 'horisen'),
    undefined,
    HORISEN,
  );
  await driver.poll(calm());
  driver.now += HOUR;
  rows = [campaign('a', 'finished', new Date(driver.now - 60_000).toISOString())];
  await driver.poll(calm());
  await driver.poll(calm());
  expect(brief(driver.told)).toEqual([['executed', 'a', '']]);
});

it('remembers the newest campaigns where there is no room for all, and tells nothing wrong of the others', async () => {
  let rows = Array.from({ length: 40 }, (_, i) => campaign(`campaign-${String(39 - i).padStart(2, '0')}`, 'draft')).map((row, i) => ({
    ...row,
    created_dt: new Date(Date.parse(CREATED) + (39 - i) * HOUR).toISOString(),
  }));
  const driver = new Driver(
    horisen,
    'status',
    {},
    listing(() => rows, 'horisen'),
    200,
    HORISEN,
  );
  await driver.poll(calm());
  await driver.poll(calm());
  expect(driver.told).toEqual([]);
  rows = rows.map((row) => ({ ...row, status: 'active' }));
  await driver.poll({ ...calm(1), stopsAfter: 1 });
  await driver.poll(calm());
  await driver.poll(calm());
  const told = driver.told.map(({ campaignId }) => String(campaignId));
  expect(told).toContain('campaign-39');
  expect(new Set(told).size).toBe(told.length);
  expect(told).not.toContain('campaign-00');
});

it('forgets campaigns that were deleted', async () => {
  let rows: JsonObject[] = [campaign('stays', 'draft')];
  const driver = new Driver(
    horisen,
    'status',
    {},
    listing(() => rows, 'horisen'),
    200,
    HORISEN,
  );
  await driver.poll(calm());
  for (let i = 0; i < 30; i++) {
    driver.now += HOUR;
    rows = [{ ...campaign(`draft-${i}`, 'draft'), created_dt: new Date(driver.now).toISOString() }, campaign('stays', 'draft')];
    await driver.poll(calm());
  }
  expect(Object.keys(driver.state!.live as object).length).toBeLessThanOrEqual(3);
  expect(driver.state!.more).toBeUndefined();
});

it('tells nothing of a campaign that has only come to fit the filter', async () => {
  const row = (identifier: string): JsonObject => ({ identifier, name: identifier, status: 'Ongoing', created_at: Date.parse(CREATED) / 1000 });
  let rows = [row('a')];
  const driver = new Driver(
    followAnalytics,
    'status',
    { search: 'spring' },
    listing(() => rows, 'followAnalytics'),
  );
  await driver.poll(calm());
  driver.now += HOUR;
  rows = [row('renamed to spring'), row('a')];
  await driver.poll(calm());
  expect(driver.told).toEqual([]);
});

describe('a campaign of HORISEN', () => {
  const at = (driver: Driver, ms = 0): string => new Date(driver.now + ms).toISOString();
  const watching = (input: JsonObject = {}, keyBytes?: number) => {
    const world: { rows: JsonObject[] } = { rows: [] };
    const driver = new Driver(
      horisen,
      'status',
      input,
      listing(() => world.rows, 'horisen'),
      keyBytes,
      HORISEN,
    );
    const look = async (...rows: JsonObject[]) => {
      world.rows = rows;
      const before = driver.told.length;
      await driver.poll(calm());
      driver.now += HOUR;
      return brief(driver.told.slice(before));
    };
    const made = (uuid: string, status: string, last_dt: string | null = null): JsonObject => ({
      ...campaign(uuid, status, last_dt),
      created_dt: at(driver, -60_000),
    });
    return { driver, look, made };
  };

  it.each([
    ['draft', [['created', 'new', '']]],
    [
      'finished',
      [
        ['created', 'new', ''],
        ['finished', 'new', ''],
      ],
    ],
  ])('that is new and %s is told as that', async (status, told) => {
    const { look, made } = watching();
    await look();
    const fresh = made('new', status);
    expect(await look(fresh)).toEqual(told);
    expect(await look(fresh)).toEqual([]);
  });

  it('that was created before the first look is not new, nor one that appears late', async () => {
    const { look, driver } = watching();
    const late = { ...campaign('late', 'draft'), created_dt: at(driver, -2 * HOUR) };
    expect(await look(campaign('old', 'draft'))).toEqual([]);
    expect(await look(campaign('old', 'draft'), late)).toEqual([['statusChanged', 'late', '']]);
  });

  it('may appear within an hour after it was made, and is new all the same, at each look', async () => {
    const { look, made, driver } = watching();
    const within = (uuid: string) => ({ ...campaign(uuid, 'draft'), created_dt: at(driver, -HOUR) });
    await look();
    await look();
    const [soon, late] = [made('soon', 'draft'), within('late')];
    expect(await look(soon, late)).toEqual([
      ['created', 'late', ''],
      ['created', 'soon', ''],
    ]);
    expect(await look(soon, late)).toEqual([]);
  });

  it('changes its status, runs and comes to its end', async () => {
    const { look, driver } = watching();
    await look(campaign('a', 'draft'));
    expect(await look(campaign('a', 'active'))).toEqual([['statusChanged', 'a', 'draft']]);
    const ran = at(driver, -1);
    expect(await look(campaign('a', 'active', ran))).toEqual([['executed', 'a', 'active']]);
    expect(await look(campaign('a', 'active', ran))).toEqual([]);
    expect(await look(campaign('a', 'finished', ran))).toEqual([['finished', 'a', 'active']]);
    expect(await look(campaign('a', 'finished', ran))).toEqual([]);
    // It was over, and somebody has opened it again.
    expect(await look(campaign('a', 'draft', ran))).toEqual([['statusChanged', 'a', '']]);
  });

  it.each([
    [['created'], [['created', 'new', '']]],
    [['finished'], [['finished', 'old', 'draft']]],
    // That it has come to its end is a change too, where that is not told by itself.
    [
      ['statusChanged'],
      [
        ['statusChanged', 'old', 'draft'],
        ['statusChanged', 'other', 'draft'],
      ],
    ],
    [['executed'], []],
  ])('is told of only as far as the user wants: %j', async (events, told) => {
    const { look, made } = watching({ events });
    await look(campaign('old', 'draft'), campaign('other', 'draft'));
    expect(await look(campaign('old', 'finished'), campaign('other', 'active'), made('new', 'draft'))).toEqual(told);
  });

  it('that is missing once is still known, and one that is missing twice is not', async () => {
    const { look } = watching();
    await look(campaign('a', 'draft'), campaign('b', 'draft'));
    expect(await look(campaign('b', 'draft'))).toEqual([]);
    expect(await look(campaign('a', 'active'), campaign('b', 'draft'))).toEqual([['statusChanged', 'a', 'draft']]);
    await look(campaign('b', 'draft'));
    await look(campaign('b', 'draft'));
    expect(await look(campaign('a', 'draft'), campaign('b', 'draft'))).toEqual([['statusChanged', 'a', '']]);
  });

  it('is told of in batches, and a look that was cut short goes on behind the one that was kept', async () => {
    const { look, made, driver } = watching();
    await look();
    const rows = ['a', 'b', 'c'].map((uuid, i) => ({ ...made(uuid, 'draft'), created_dt: at(driver, i) }));
    const world = listing(() => rows, 'horisen');
    const cut = new Driver(horisen, 'status', {}, world, undefined, HORISEN);
    cut.state = driver.state;
    cut.now = driver.now + 60_000;
    await cut.poll({ ...calm(1), stopsAfter: 2 });
    expect(brief(cut.told)).toEqual([
      ['created', 'a', ''],
      ['created', 'b', ''],
    ]);
    await cut.poll(calm(1));
    expect(brief(cut.told).slice(2)).toEqual([['created', 'c', '']]);
  });

  it('is told of in the order in which they were made, and each but once where a list names it twice', async () => {
    const { look, made } = watching();
    await look();
    const [one, two] = [made('one', 'draft'), made('two', 'draft')];
    const later = { ...two, created_dt: new Date(Date.parse(String(one.created_dt)) + 1).toISOString() };
    expect(await look(later, one, later)).toEqual([
      ['created', 'one', ''],
      ['created', 'two', ''],
    ]);
  });
});

it('only a vendor that says when a campaign ran tells of runs', () => {
  const events = (vendor: typeof horisen | typeof followAnalytics) => {
    const { events: field } = vendor.triggers.status!.fields as unknown as { events: { options: readonly { value: string }[] } };
    return field.options.map(({ value }) => value);
  };
  expect(events(horisen)).toEqual(expect.arrayContaining(['created', 'statusChanged', 'executed', 'finished']));
  expect([events(followAnalytics).includes('executed'), events(followAnalytics).length]).toEqual([false, 3]);
});
