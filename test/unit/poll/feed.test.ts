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
