import type { JsonObject } from '../../../engine';
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

describe('the last point of a series', () => {
  const HOUR = 3_600_000;

  /** Days with figures of their own; the last one is the vendor's present day. */
  class Figures implements Model {
    readonly skewMs = 0;
    figures: Readonly<Record<string, number>> = {};

    answer() {
      return ok({ message: 'success', data: Object.entries(this.figures).map(([time, revenue]) => ({ time, revenue })) });
    }
  }
  const of = (model: Model, input: JsonObject) => new Driver(braze, 'revenueSeries', input, model, undefined, { rest_endpoint: 'custom' });
  const told = (driver: Driver) => driver.told.map(({ time, revenue, complete }) => [time, revenue, complete]);

  it('is told again each time that it has grown, and once more as complete, where the user wants that', async () => {
    const model = new Figures();
    model.figures = { '2026-01-14': 7, '2026-01-15': 1 };
    const driver = of(model, { last_point: 'grows' });
    const look = async (figures: Readonly<Record<string, number>>) => {
      model.figures = figures;
      driver.now += HOUR;
      await driver.poll(calm());
    };
    await driver.poll(calm());
    // What was there at the first look is known.
    await look({ '2026-01-14': 7, '2026-01-15': 1 });
    expect(told(driver)).toEqual([]);
    await look({ '2026-01-14': 7, '2026-01-15': 2 });
    await look({ '2026-01-14': 7, '2026-01-15': 2 });
    await look({ '2026-01-14': 7, '2026-01-15': 3, '2026-01-16': 1 });
    await look({ '2026-01-14': 7, '2026-01-15': 4, '2026-01-16': 1 });
    expect(told(driver)).toEqual([
      ['2026-01-15', 2, false],
      ['2026-01-15', 3, true],
      ['2026-01-16', 1, false],
    ]);
  });

  it('is told once it is complete, where the user wants that', async () => {
    const model = new Figures();
    model.figures = { '2026-01-15': 1 };
    const driver = of(model, { last_point: 'complete' });
    await driver.poll(calm());
    model.figures = { '2026-01-15': 2 };
    await driver.poll(calm());
    expect(told(driver)).toEqual([]);
    model.figures = { '2026-01-15': 3, '2026-01-16': 1 };
    await driver.poll(calm());
    expect(told(driver)).toEqual([['2026-01-15', 3, true]]);
    expect(driver.state).toMatchObject({ until: '2026-01-15' });
    expect(driver.state).not.toHaveProperty('growing');
  });

  it('is over a day and a half after its own day, also where none comes after it', async () => {
    const model = new Figures();
    const driver = of(model, { last_point: 'complete' });
    await driver.poll(calm());
    model.figures = { '2026-01-15': 5 };
    driver.now = Date.parse('2026-01-16T00:00:00Z') + 36 * HOUR;
    await driver.poll(calm());
    expect(told(driver)).toEqual([]);
    driver.now += 1;
    await driver.poll(calm());
    expect(told(driver)).toEqual([['2026-01-15', 5, true]]);
  });

  it('begins where the user says, and is told in batches from the oldest on', async () => {
    const model = new Figures();
    model.figures = { '2026-01-13': 4, '2026-01-11': 2, '2026-01-10': 1, '2026-01-12': 3, '2026-01-14': 5 };
    const driver = of(model, { last_point: 'complete', starting_at: '2026-01-11' });
    await driver.poll({ ...calm(2), stopsAfter: 2 });
    expect(told(driver)).toEqual([
      ['2026-01-11', 2, true],
      ['2026-01-12', 3, true],
    ]);
    await driver.poll(calm(2));
    expect(told(driver).map(([time]) => time)).toEqual(['2026-01-11', '2026-01-12', '2026-01-13']);
  });

  it('of hours is told apart by its moment, also in the hour that comes twice', async () => {
    const model = new Figures();
    const at = (hour: string) => `2026-01-15T${hour}`;
    model.figures = { [at('10:00:00+01:00')]: 1, [at('09:00:00Z')]: 1 };
    const driver = of(model, { last_point: 'complete', unit: 'hour' });
    await driver.poll(calm());
    model.figures = { [at('12:30:00+01:00')]: 3, [at('11:00:00Z')]: 2, [at('13:00:00Z')]: 4 };
    driver.now += 2 * HOUR;
    await driver.poll(calm());
    expect(told(driver).map(([, revenue]) => revenue)).toEqual([2, 3]);
  });
});
