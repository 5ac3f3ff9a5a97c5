import type { JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { calm, Driver, NOON, ok, type Model } from '../../properties/driver';

/** What a review found in the polling of rows by their time. */
const HOUR = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

const hitsOf = (hits: readonly { readonly user_id: string; readonly time: string }[], skewMs = 0): Model => ({
  skewMs,
  answer: () => ok({ success: true, result: { page: 1, page_size: 5000, hits: [...hits] } }),
});

it('does not believe a clock that is hours ahead', async () => {
  const hits: { user_id: string; time: string }[] = [];
  const driver = new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x' }, hitsOf(hits, 3 * HOUR));
  await driver.poll(calm());
  driver.now += 60_000;
  hits.push({ user_id: 'ada', time: iso(driver.now) });
  await driver.poll(calm());
  expect(driver.told.map(({ userId }) => userId)).toEqual(['ada']);
});

it('says which row has no time that can be read, and loses none', async () => {
  const hits = [{ user_id: 'odd', time: 'yesterday' }];
  const driver = new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x', starting_at: iso(NOON - HOUR) }, hitsOf(hits));
  await expect(driver.poll(calm())).rejects.toMatchObject({ code: 'format', details: { row: expect.objectContaining({ user_id: 'odd' }) } });
  hits[0] = { user_id: 'odd', time: iso(NOON) };
  await driver.poll(calm());
  expect(driver.told).toHaveLength(1);
});

it('begins anew where what was kept cannot be read', async () => {
  const driver = new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x' }, hitsOf([]));
  await driver.poll(calm());
  driver.state = { ...driver.state!, from: 'some day' };
  await driver.poll(calm());
  expect(driver.state).toMatchObject({ from: iso(NOON) });
});

it('waits for a start that lies ahead, without asking for days that are none', async () => {
  const asked: URLSearchParams[] = [];
  const model: Model = {
    skewMs: 0,
    answer: (_, { searchParams }) => {
      asked.push(searchParams);
      return ok({ message: 'success', emails: [] });
    },
  };
  const starting_at = iso(NOON + 72 * HOUR);
  const driver = new Driver(braze, 'unsubscribes', { starting_at }, model, undefined, { rest_endpoint: 'custom' });
  await driver.poll(calm());
  expect(asked.map((query) => [query.get('start_date'), query.get('end_date')])).toEqual([['2026-01-15', '2026-01-16']]);
  expect(driver.state).toMatchObject({ from: starting_at } satisfies JsonObject);
});

it('goes on from a state that was kept with names, and keeps none', async () => {
  const hits = [
    { user_id: 'ada', time: iso(NOON) },
    { user_id: 'bob', time: iso(NOON) },
  ];
  const driver = new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x', starting_at: iso(NOON - HOUR) }, hitsOf(hits));
  await driver.poll(calm());
  const { told, ...rest } = driver.state!;
  expect(Object.keys(told as JsonObject)).toEqual([iso(NOON)]);
  driver.state = { ...rest, seen: { [iso(NOON)]: { ada: 1 } } };
  driver.told.length = 0;
  driver.now += 60_000;
  await driver.poll(calm());
  expect(driver.told.map(({ userId }) => userId)).toEqual(['bob']);
  expect(driver.state).toMatchObject({ told });
  expect(JSON.stringify(driver.state)).not.toMatch(/ada|bob|seen/);
});

describe('hits of a campaign', () => {
  const hit = (user_id: string, at: number) => ({ user_id, time: iso(at) });
  const MINUTE = 60_000;

  class World implements Model {
    readonly skewMs = 0;
    hits: { user_id: string; time: string }[] = [];
    readonly since: number[] = [];

    answer(_: unknown, { searchParams }: URL) {
      this.since.push(Date.parse(searchParams.get('since_date')!));
      return ok({ success: true, result: { page: 1, page_size: 5000, hits: [...this.hits] } });
    }
  }
  const watching = (world: World, input: JsonObject = {}, keyBytes?: number) =>
    new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x', ...input }, world, keyBytes);
  const names = (driver: Driver) => driver.told.map(({ userId }) => userId);

  it('that were there at the first look are not told, and each later one is told once', async () => {
    const world = new World();
    world.hits = [hit('old', NOON - MINUTE), hit('now', NOON)];
    const driver = watching(world);
    await driver.poll(calm());
    expect(names(driver)).toEqual([]);
    // Several at one moment, one of which was there already.
    driver.now += MINUTE;
    world.hits.push(hit('new', NOON), hit('new', NOON), hit('later', NOON + 30_000));
    await driver.poll(calm());
    await driver.poll(calm());
    expect(names(driver)).toEqual(['new', 'new', 'later']);
  });

  it('are asked for from an hour back at the first look, and then from a second before what is still open', async () => {
    const world = new World();
    const driver = watching(world, { look_back_minutes: 10 });
    await driver.poll(calm());
    driver.now += 30 * MINUTE;
    await driver.poll(calm());
    driver.now += 30 * MINUTE;
    await driver.poll(calm());
    expect(world.since).toEqual([NOON - HOUR, NOON - 1_000, NOON + 20 * MINUTE - 1_000]);
    expect(driver.state).toMatchObject({ from: iso(NOON + 50 * MINUTE) });
  });

  it('that come late are told within the time that the user looks back, and no longer', async () => {
    const world = new World();
    const driver = watching(world, { look_back_minutes: 10 });
    await driver.poll(calm());
    driver.now += HOUR;
    await driver.poll(calm());
    world.hits = [hit('too late', driver.now - 10 * MINUTE - 1_000), hit('late', driver.now - 10 * MINUTE)];
    await driver.poll(calm());
    expect(names(driver)).toEqual(['late']);
  });

  it('are told from a moment on that the user names, whatever came before the first look', async () => {
    const world = new World();
    world.hits = [hit('before', NOON - 2 * HOUR - 1_000), hit('at', NOON - 2 * HOUR), hit('after', NOON - HOUR)];
    const driver = watching(world, { starting_at: iso(NOON - 2 * HOUR) });
    await driver.poll(calm());
    expect(names(driver)).toEqual(['at', 'after']);
    expect(world.since).toEqual([NOON - 2 * HOUR - 1_000]);
  });

  it('are told from old to new, in batches, and go on behind the batch that was kept', async () => {
    const world = new World();
    world.hits = Array.from({ length: 7 }, (_, i) => hit(`u${i}`, NOON - HOUR + i * MINUTE)).reverse();
    const driver = watching(world, { starting_at: iso(NOON - 2 * HOUR) });
    await driver.poll({ ...calm(3), stopsAfter: 1 });
    expect(names(driver)).toEqual(['u0', 'u1', 'u2']);
    await driver.poll(calm(3));
    expect(names(driver)).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6']);
  });

  it('of more people at one moment than there is room for are told all the same, once that moment is over', async () => {
    const world = new World();
    // A moment with one key takes 47 bytes, and twice the room is there.
    world.hits = [...Array.from({ length: 6 }, (_, i) => hit(`u${i}`, NOON - HOUR)), hit('next', NOON - HOUR + MINUTE)];
    const driver = watching(world, { starting_at: iso(NOON - 2 * HOUR), look_back_minutes: 120 }, 50);
    for (let look = 0; look < 3; look++) await driver.poll(calm(2));
    expect(names(driver)).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'next']);
    expect(driver.largest).toBeLessThan(400);
  });

  it.each([
    ['all that may have to be read again', 'there is room for them', undefined, 6],
    ['the last moment', 'there is not', 100, 1],
  ])('are known after a step by %s if %s', async (_, __, keyBytes, moments) => {
    const world = new World();
    world.hits = Array.from({ length: 12 }, (_each, i) => hit(`u${i}`, NOON - HOUR + i * MINUTE));
    const driver = watching(world, { starting_at: iso(NOON - 2 * HOUR), look_back_minutes: 10 }, keyBytes);
    await driver.poll({ ...calm(6), stopsAfter: 1 });
    expect(Object.keys(driver.state!.told as JsonObject)).toHaveLength(moments);
    await driver.poll(calm(6));
    expect(names(driver)).toEqual(world.hits.map(({ user_id }) => user_id));
  });

  it('of just now wait where there is no room for them, and the next look is not far', async () => {
    const world = new World();
    const driver = watching(world, { look_back_minutes: 120 }, 50);
    await driver.poll(calm());
    driver.now += 10_000;
    world.hits = Array.from({ length: 6 }, (_, i) => hit(`u${i}`, NOON + 5_000));
    await driver.poll(calm());
    const before = names(driver).length;
    expect(before).toBeLessThan(6);
    driver.now += 2 * MINUTE;
    await driver.poll(calm());
    await driver.poll(calm());
    expect([...names(driver)].sort()).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'u5']);
  });
});
