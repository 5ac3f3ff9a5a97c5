import type { HttpRequest } from '../../../engine';
import { windowBefore } from '../../../engine/poll/backwards';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { calm, Driver, NOON, ok, type Model } from '../../properties/driver';

/** Lists that are newest first, and longer than a page: they are read from their end. */

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const MOST = 100;
const SECOND = 1000;

interface Manners {
  /** Hits that come in before each request. */
  readonly arriving?: number;
  /** The size of all pages, whatever is asked for. */
  readonly fixedSize?: number;
  /** The smallest page that is not refused. */
  readonly least?: number;
}

/** A campaign whose hits come one a second, each of another user. */
class Hits implements Model {
  readonly skewMs = 0;
  readonly hits: { readonly user_id: string; readonly time: string }[] = [];
  /** How many rows each request was answered with. */
  readonly answered: number[] = [];

  constructor(
    count: number,
    private readonly manners: Manners = {},
    private readonly user: (i: number) => string = (i) => `user-${i}`,
  ) {
    this.add(count);
  }

  add(count: number): void {
    for (let i = 0; i < count; i++) this.hits.unshift({ user_id: this.user(this.hits.length), time: iso(NOON - 86_400 * SECOND + this.hits.length * SECOND) });
  }

  answer(_: HttpRequest, { searchParams }: URL) {
    const { arriving = 0, fixedSize, least = 1 } = this.manners;
    if (this.answered.length > 0) this.add(arriving);
    const asked = Number(searchParams.get('page_size'));
    const since = Date.parse(searchParams.get('since_date')!);
    this.answered.push(0);
    if (asked < least) return { status: 400, body: { success: false, error_message: 'Invalid parameter value page_size' } };
    const size = Math.min(fixedSize ?? asked, MOST);
    const page = Number(searchParams.get('page'));
    const found = this.hits.filter(({ time }) => Date.parse(time) >= since).slice((page - 1) * size, page * size);
    this.answered[this.answered.length - 1] = found.length;
    return ok({ success: true, result: { page, page_size: size, hits: found } });
  }
}

const watching = (model: Hits) => new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x', starting_at: iso(NOON - 100_000 * SECOND) }, model);
const told = (driver: Driver) => driver.told.map(({ userId, time }) => `${String(time)} ${String(userId)}`);
/** All that there are, oldest first. */
const all = ({ hits }: Hits) => hits.map(({ user_id, time }) => `${time} ${user_id}`).reverse();

it('are told oldest first, each once, before all are read', async () => {
  const model = new Hits(2_050);
  const driver = watching(model);
  await driver.poll({ ...calm(1000), stopsAfter: 1 });
  expect(told(driver)).toEqual(all(model).slice(0, 1000));
  expect(model.answered.reduce((sum, rows) => sum + rows)).toBeLessThan(1_700);
  await driver.poll(calm(1000));
  expect(told(driver)).toEqual(all(model));
});

it.each([
  ['as many as windows have in common', 2],
  ['more than that', 9],
])('are told each once where %s come in with each request', async (_, arriving) => {
  const model = new Hits(1_000, { arriving });
  const driver = watching(model);
  await driver.poll(calm(1000));
  const first = told(driver);
  expect(first).toEqual(all(model).slice(0, first.length));
  expect(first.length).toBeGreaterThan(1_000);
});

it('are left for the next time where more than a page comes in with each request', async () => {
  const manners = { arriving: 0 };
  const model = new Hits(1_000, manners);
  const driver = watching(model);
  // The walk begins while nothing comes in.
  const answer = model.answer.bind(model);
  let asked = 0;
  model.answer = (request, url) => {
    if (++asked > 20) manners.arriving = MOST + 1;
    return answer(request, url);
  };
  await driver.poll(calm(1000));
  const before = told(driver).length;
  expect(before).toBeLessThan(1_000);
  manners.arriving = 0;
  asked = -Infinity;
  await driver.poll(calm(1000));
  expect(told(driver)).toEqual(all(model));
});

it.each<[string, Hits]>([
  ['has pages of its own size', new Hits(500, { fixedSize: 50 })],
  ['refuses small pages', new Hits(500, { least: 10 })],
  ['has rows that cannot be told apart', new Hits(500, {}, () => 'ada')],
])('are read from the beginning, and told each once, where the vendor %s', async (_, model) => {
  const driver = watching(model);
  await driver.poll(calm(1000));
  expect(told(driver)).toEqual(all(model));
});

it('are all told where so many came in while the end was looked for that it is on another page', async () => {
  const model = new Hits(550);
  const answer = model.answer.bind(model);
  let isLooking = true;
  model.answer = (request, url) => {
    const isLastPage = url.searchParams.get('page') !== '1' && url.searchParams.get('page_size') === String(MOST);
    if (isLooking && isLastPage) model.add(MOST + 20);
    isLooking &&= !isLastPage;
    return answer(request, url);
  };
  const driver = watching(model);
  await driver.poll(calm(1000));
  expect(isLooking).toBe(false);
  expect(told(driver)).toEqual(all(model));
});

it('are all told where more of them are equal than a window has in common with the next', async () => {
  const model = new Hits(0);
  for (let i = 0; i < 400; i++) model.hits.unshift({ user_id: 'ada', time: iso(NOON - 90_000 * SECOND) });
  model.add(300);
  const driver = watching(model);
  await driver.poll(calm(1000));
  expect(told(driver)).toEqual(all(model));
});

it('are told once where several hits of a user in a moment stand at the edge of a page', async () => {
  const model = new Hits(0);
  for (let i = 0; i < 1_000; i++) model.hits.unshift({ user_id: 'ada', time: iso(NOON - 86_400 * SECOND + Math.floor(i / 70) * SECOND) });
  const driver = watching(model);
  for (let i = 0; i < 5; i++) await driver.poll(calm(1000));
  expect(told(driver)).toEqual(all(model));
});

it('are told before all are read where each is there twice: rows are found again by those that follow them', async () => {
  const model = new Hits(0);
  for (let i = 0; i < 2_000; i++) model.hits.unshift({ user_id: 'ada', time: iso(NOON - 86_400 * SECOND + Math.floor(i / 2) * SECOND) });
  const driver = watching(model);
  await driver.poll({ ...calm(100), stopsAfter: 1 });
  expect(told(driver)).toEqual(all(model).slice(0, 100));
  expect(model.answered.reduce((sum, rows) => sum + rows)).toBeLessThan(1_000);
  await driver.poll(calm(1000));
  expect(told(driver)).toEqual(all(model));
});

describe('a window before a place', () => {
  const places = Array.from({ length: 3_000 }, (_, i) => i + 1);

  it('begins at a multiple of its size, is no larger than a page, and overlaps what is behind the place', () => {
    for (const place of places) {
      const { from, count } = windowBefore(place, 20, MOST);
      expect([from % count, from < place, from + count >= place + 20, count <= MOST]).toEqual([0, true, true, true]);
    }
  });

  it('reaches nearly as far as the overlap allows: a million rows are read with a few requests more than there are pages', () => {
    let requests = 0;
    for (let place = 1_000_000; place > 0; requests++) place = windowBefore(place, 120, 5_000).from;
    expect(requests).toBeLessThan(210);
    expect(windowBefore(50, 20, MOST)).toEqual({ from: 0, count: MOST });
  });

  it('is none where no page is as large', () => {
    expect(windowBefore(50, 75, MOST).count).toBe(0);
  });
});
