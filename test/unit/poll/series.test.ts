import { braze } from '../../../vendors/braze';
import { calm, Driver, NOON, ok, type Model } from '../../properties/driver';

/** What a review found in the polling of series. */
const DAY = 24 * 3_600_000;
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Has points from one moment on to another; nothing on the other days. */
class Points implements Model {
  readonly skewMs = 0;
  now = NOON;
  /** What was asked for: how many days, and until when. */
  readonly asked: (readonly [length: number, until: string | null])[] = [];
  constructor(
    private readonly from: number,
    private readonly to = Infinity,
  ) {}

  answer(_: unknown, { searchParams }: URL) {
    const length = Number(searchParams.get('length'));
    this.asked.push([length, searchParams.get('ending_at')]);
    const end = Math.min(this.now, Date.parse(searchParams.get('ending_at') ?? '') || this.now);
    const days = Array.from({ length }, (_each, i) => end - (length - 1 - i) * DAY).filter((at) => dayAt(at) >= dayAt(this.from) && at <= this.to);
    return ok({ message: 'success', data: days.map((at) => ({ time: dayAt(at), revenue: 1 })) });
  }
}

const watching = (model: Points, starting_at?: string) =>
  new Driver(braze, 'revenueSeries', { last_point: 'complete', ...(starting_at !== undefined && { starting_at }) }, model, undefined, {
    rest_endpoint: 'custom',
  });
const pollAt = async (driver: Driver, model: Points, now: number): Promise<void> => {
  driver.now = model.now = now;
  await driver.poll(calm(100));
};
const days = (driver: Driver) => driver.told.map(({ time }) => time);

it('loses no day of a series that had none at the first look, after a long time without a look', async () => {
  const model = new Points(NOON + DAY);
  const driver = watching(model);
  await pollAt(driver, model, NOON);
  await pollAt(driver, model, NOON + 20 * DAY);
  expect(days(driver)).toEqual(Array.from({ length: 19 }, (_, i) => dayAt(NOON + (i + 1) * DAY)));
});

it('tells the last day of a series that has come to its end', async () => {
  const model = new Points(NOON - 5 * DAY, NOON + DAY);
  const driver = watching(model);
  await pollAt(driver, model, NOON);
  await pollAt(driver, model, NOON + 4 * DAY);
  await pollAt(driver, model, NOON + 5 * DAY);
  expect(days(driver)).toEqual([dayAt(NOON), dayAt(NOON + DAY)]);
});

it('waits for a start that lies ahead', async () => {
  const model = new Points(NOON - 5 * DAY);
  const driver = watching(model, `${dayAt(NOON + 3 * DAY)}T00:00:00Z`);
  for (let day = 0; day <= 5; day++) await pollAt(driver, model, NOON + day * DAY);
  expect(days(driver)).toEqual([dayAt(NOON + 3 * DAY), dayAt(NOON + 4 * DAY)]);
});

it('asks for the days that have begun since, and for three more, as days begin elsewhere at other times', async () => {
  const model = new Points(NOON - 30 * DAY);
  const driver = watching(model);
  await pollAt(driver, model, NOON);
  expect(model.asked).toEqual([[4, null]]);
  await pollAt(driver, model, NOON + 10 * DAY);
  // The day before was told, and twelve have begun since then with its own.
  expect(model.asked.slice(1)).toEqual([[15, null]]);
});

it('asks for a time longer than a request takes in several, with one day in common', async () => {
  const model = new Points(NOON - 30 * DAY);
  const driver = watching(model);
  await pollAt(driver, model, NOON);
  await pollAt(driver, model, NOON + 150 * DAY);
  const [, first, last] = model.asked;
  expect(model.asked).toHaveLength(3);
  expect(first![0]).toBe(100);
  const begins = NOON + 150 * DAY - (last![0] - 1) * DAY;
  expect(last![1]).toBeNull();
  expect(dayAt(Date.parse(first![1]!))).toBe(dayAt(begins));
  expect(days(driver)).toEqual(Array.from({ length: 150 }, (_, i) => dayAt(NOON + i * DAY)));
});
