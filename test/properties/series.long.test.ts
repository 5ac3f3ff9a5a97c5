import fc from 'fast-check';
import type { HttpRequest, JsonObject } from '../../engine';
import { braze } from '../../vendors/braze';
import { calm, check, countsOf, Driver, manners, newIn, NOON, ok, Replays, wishes, type Manner, type Model, type Wish } from './driver';

/** Braze's series and unsubscribes, through histories at random. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Days in the company's own zone: they begin some hours before or after those of UTC. */
class Revenue implements Model {
  readonly skewMs = 0;
  now = NOON;
  readonly values = new Map<string, number>();

  constructor(private readonly offsetHours: number) {}

  dayAt(ms: number): string {
    return new Date(ms + this.offsetHours * HOUR).toISOString().slice(0, 10);
  }

  /** Something is bought now. */
  buy(): void {
    const day = this.dayAt(this.now);
    this.values.set(day, (this.values.get(day) ?? 0) + 1);
  }

  answer(_: HttpRequest, { searchParams }: URL) {
    const length = Number(searchParams.get('length'));
    const end = Math.min(this.now, Date.parse(searchParams.get('ending_at') ?? new Date(this.now).toISOString()));
    const data = Array.from({ length }, (_each, i) => this.dayAt(end - (length - 1 - i) * DAY)).map((time) => ({ time, revenue: this.values.get(time) ?? 0 }));
    return ok({ message: 'success', data });
  }
}

type Command = Wish | { readonly kind: 'buy' } | { readonly kind: 'advance'; readonly hours: number } | { readonly kind: 'poll'; readonly manner: Manner };

const histories = fc.record({
  offsetHours: fc.integer({ min: -11, max: 13 }),
  startingDays: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  commands: fc.array(
    fc.oneof(
      fc.constant<Command>({ kind: 'buy' }),
      wishes(400),
      fc.record({ kind: fc.constant('advance' as const), hours: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6000 })) }),
      fc.record({ kind: fc.constant('poll' as const), manner: manners }),
    ),
    { maxLength: 20 },
  ),
});

const play =
  (lastPoint: 'complete' | 'grows') =>
  async ({
    offsetHours,
    startingDays,
    commands,
  }: {
    readonly offsetHours: number;
    readonly startingDays: number | undefined;
    readonly commands: readonly Command[];
  }): Promise<number> => {
    const model = new Revenue(offsetHours);
    const start = startingDays === undefined ? undefined : new Date(NOON - startingDays * DAY).toISOString().slice(0, 10);
    const driver = new Driver(braze, 'revenueSeries', { last_point: lastPoint, ...(start && { starting_at: `${start}T00:00:00Z` }) }, model, undefined, {
      rest_endpoint: 'custom',
    });
    let firstDay: string | undefined = start;
    const timeIn = (key: string): string => key.split(' ')[0]!;
    const replays = new Replays(
      driver,
      (rows) =>
        rows
          .map(({ time, revenue, complete }) => `${String(time)} ${String(revenue)} ${String(complete)}`)
          .filter((key) => lastPoint === 'complete' || key.endsWith('true')),
      (key, since) => timeIn(key) >= new Date(since).toISOString().slice(0, 10),
      () =>
        driver.told
          .filter((row) => row.replayed === true && String(row.time) < firstDay!)
          .map(({ time, revenue }) => `${String(time)} ${String(revenue)} true`),
    );
    const poll = async (manner: Manner): Promise<void> => {
      model.now = driver.now;
      replays.look();
      const isFirst = driver.state === undefined;
      await driver.poll({ ...manner, happensAt: -1 });
      if (isFirst && driver.state !== undefined) firstDay ??= model.dayAt(driver.now);
    };
    for (const command of commands) {
      if (command.kind === 'buy') model.buy();
      else if (command.kind === 'advance') model.now = driver.now += command.hours * HOUR;
      else if (command.kind === 'wish') replays.wish(command.ago === undefined ? undefined : new Date(driver.now - command.ago * DAY).toISOString());
      else await poll(command.manner);
    }
    await poll(calm());
    await poll(calm(100));
    const today = model.dayAt(driver.now);
    const days: string[] = [];
    for (let at = Date.parse(firstDay!); new Date(at).toISOString().slice(0, 10) < today; at += DAY) days.push(new Date(at).toISOString().slice(0, 10));
    const told = newIn(driver.told);
    const complete = told.filter((row) => row.complete === true);
    // Each day that is over once, with what was bought in the end.
    expect(complete.map(({ time, revenue }) => [time, revenue])).toEqual(days.map((day) => [day, model.values.get(day) ?? 0]));
    const growing = told.filter((row) => row.complete === false);
    if (lastPoint === 'complete') expect(growing).toEqual([]);
    else expect(new Set(growing.map(({ time, revenue }) => `${String(time)} ${String(revenue)}`)).size).toBe(growing.length);
    replays.check();
    expect(replays.isDone()).toBe(true);
    return driver.told.length;
  };

it('tells each day once, when it is over, wherever the company is', async () => {
  await check(histories, 170, play('complete'));
}, 120_000);

it('tells of a day as it grows, and in the end of the whole', async () => {
  await check(histories, 170, play('grows'));
}, 120_000);

/** The list of e-mail addresses that have unsubscribed, newest first, by days of UTC. */
class Unsubscribes implements Model {
  readonly skewMs = 0;
  readonly all: { readonly email: string; readonly at: number }[] = [];

  answer(_: HttpRequest, { searchParams }: URL) {
    const [from, to] = [Date.parse(searchParams.get('start_date') ?? ''), Date.parse(searchParams.get('end_date') ?? '')];
    const offset = Number(searchParams.get('offset') ?? 0);
    const emails = this.all
      .filter(({ at }) => at >= from && at < to)
      .sort((one, other) => other.at - one.at)
      .slice(offset, offset + 500)
      .map(({ email, at }) => ({ email, unsubscribed_at: `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000` }));
    return ok({ message: 'success', emails });
  }
}

it('tells each unsubscribe once', async () => {
  const unsubscribes = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('leave' as const), who: fc.integer({ min: 0, max: 9 }), hoursAgo: fc.integer({ min: 0, max: 23 }) }),
      fc.record({ kind: fc.constant('advance' as const), minutes: fc.integer({ min: 1, max: 3000 }) }),
      wishes(72),
      fc.record({ kind: fc.constant('poll' as const), manner: manners }),
    ),
    { maxLength: 25 },
  );
  await check(unsubscribes, 170, async (commands) => {
    const model = new Unsubscribes();
    const start = NOON - 30 * HOUR;
    const driver = new Driver(braze, 'unsubscribes', { starting_at: new Date(start).toISOString() }, model, undefined, { rest_endpoint: 'custom' });
    const keysOf = (rows: readonly JsonObject[]): readonly string[] => rows.map(({ email, time }) => `${String(email)} ${String(time)}`);
    const replays = new Replays(driver, keysOf, (key, since) => Date.parse(key.split(' ')[1]!) >= since);
    for (const command of commands) {
      replays.look();
      if (command.kind === 'wish') replays.wish(command.ago === undefined ? undefined : new Date(driver.now - command.ago * HOUR).toISOString());
      else if (command.kind === 'leave')
        model.all.push({ email: `user${command.who}@example.com`, at: Math.floor(driver.now / 1000) * 1000 - command.hoursAgo * HOUR });
      else if (command.kind === 'advance') driver.now += command.minutes * 60_000;
      else await driver.poll({ ...command.manner, happensAt: -1 });
    }
    replays.look();
    await driver.poll(calm());
    await driver.poll(calm());
    const expected = model.all.map(({ email, at }) => `${email} ${new Date(at).toISOString().replace('.000Z', 'Z')}`);
    expect(countsOf(keysOf(newIn(driver.told)))).toEqual(countsOf(expected));
    replays.check();
    expect(replays.isDone()).toBe(true);
    return driver.told.length;
  });
}, 120_000);
