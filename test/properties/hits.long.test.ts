import fc from 'fast-check';
import type { HttpRequest, JsonObject } from '../../engine';
import { followAnalytics } from '../../vendors/followAnalytics';
import { calm, check, countsOf, Driver, manners, newIn, NOON, ok, Replays, wishes, type Manner, type Model, type Wish } from './driver';

/** FollowAnalytics' hits, through histories at random: of what happened, each hit is told once. */

const CAMPAIGN = 'FACMPGN_x';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface Hit {
  readonly user: string;
  readonly time: number;
}

type Order = 'oldestFirst' | 'newestFirst' | 'shuffled';

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const keyOf = ({ user, time }: Hit): string => `${iso(time)} ${user}`;
const floor = (ms: number): number => Math.floor(ms / SECOND) * SECOND;

/** The vendor's list, in pages; what its document leaves open is chosen at random. */
class Hits implements Model {
  readonly hits: Hit[] = [];

  constructor(
    readonly skewMs: number,
    private readonly order: Order,
    private readonly pageSize: number,
    private readonly inclusive: boolean,
    /** Whether it keeps to a page size that is asked for. */
    private readonly sizes: boolean,
  ) {}

  private listed(since: number): readonly Hit[] {
    const found = this.hits.filter(({ time }) => (this.inclusive ? time >= since : time > since));
    const rank = (hit: Hit, i: number): number =>
      this.order === 'shuffled' ? (hit.time * 7919 + i) % 10_007 : this.order === 'oldestFirst' ? hit.time : -hit.time;
    // Of the same moment they stand as they came.
    return found
      .map((hit, i) => ({ hit, rank: rank(hit, i), i }))
      .sort((one, other) => one.rank - other.rank || one.i - other.i)
      .map(({ hit }) => hit);
  }

  answer(_: HttpRequest, { searchParams }: URL) {
    const page = Number(searchParams.get('page'));
    const size = this.sizes ? Math.min(Number(searchParams.get('page_size')), this.pageSize) : this.pageSize;
    const rows = this.listed(Date.parse(searchParams.get('since_date') ?? '')).slice((page - 1) * size, page * size);
    return ok({ success: true, result: { page, page_size: size, hits: rows.map(({ user, time }) => ({ user_id: user, time: iso(time) })) } });
  }
}

/** Hits that come in, by how long ago they were made, in seconds; negative: phones whose clock is ahead. */
const arrivals = (most: number, latest: number, count: number) =>
  fc.array(fc.record({ user: fc.constantFrom('ada', 'bob', 'cyd'), ago: fc.integer({ min: -most, max: latest }) }), { maxLength: count });

/** As `manners`, with more requests of which one may fail, or before which something may happen. */
const longManners: fc.Arbitrary<Manner> = fc
  .record({ manner: manners, failsAt: fc.integer({ min: -1, max: 20 }), happensAt: fc.integer({ min: 1, max: 20 }), batch: fc.integer({ min: 1, max: 60 }) })
  .map(({ manner, failsAt, happensAt, batch }) => ({ ...manner, batch, happensAt, failsAt: manner.failsAt < 0 ? -1 : failsAt }));

type Command =
  | { readonly kind: 'arrive'; readonly hits: readonly { readonly user: string; readonly ago: number }[] }
  | { readonly kind: 'advance'; readonly seconds: number }
  | Wish
  | { readonly kind: 'poll'; readonly manner: Manner; readonly between: readonly { readonly user: string; readonly ago: number }[] };

interface History {
  readonly order: Order;
  readonly pageSize: number;
  readonly inclusive: boolean;
  readonly sizes: boolean;
  readonly skew: number;
  /** Seconds before the beginning from which on hits are asked for; undefined: from now on. */
  readonly startingAgo: number | undefined;
  readonly before: readonly { readonly user: string; readonly ago: number }[];
  readonly keyBytes: number | undefined;
  readonly commands: readonly Command[];
}

/** @param latest how late hits come at most, in seconds */
const histories = (keyBytes: number | undefined, latest: number, ahead: number): fc.Arbitrary<History> =>
  fc.record({
    order: fc.constantFrom<Order>('oldestFirst', 'newestFirst', 'shuffled'),
    pageSize: fc.integer({ min: 2, max: 6 }),
    inclusive: fc.boolean(),
    sizes: fc.boolean(),
    skew: fc.integer({ min: -600, max: 600 }),
    startingAgo: fc.option(fc.integer({ min: 1, max: 7200 }), { nil: undefined }),
    before: arrivals(0, 7200, 15),
    keyBytes: fc.constant(keyBytes),
    commands: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('arrive' as const), hits: arrivals(ahead, latest, 8) }),
        fc.record({ kind: fc.constant('advance' as const), seconds: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 4000 })) }),
        wishes(9000),
        // Fewer than a page at a time.
        fc.record({ kind: fc.constant('poll' as const), manner: manners, between: arrivals(0, latest, 2) }),
      ),
      { maxLength: 14 },
    ),
  });

const play = async ({ order, pageSize, inclusive, sizes, skew, startingAgo, before, keyBytes, commands }: History): Promise<number> => {
  const model = new Hits(skew * SECOND, order, pageSize, inclusive, sizes);
  const input: JsonObject = { campaign_id: CAMPAIGN, ...(startingAgo !== undefined && { starting_at: iso(NOON + model.skewMs - startingAgo * SECOND) }) };
  const driver = new Driver(followAnalytics, 'hits', input, model, keyBytes);
  const add = (hits: readonly { readonly user: string; readonly ago: number }[]): void =>
    hits.forEach(({ user, ago }) => model.hits.push({ user, time: floor(driver.now + model.skewMs - ago * SECOND) }));
  add(before);

  /** What was there when the first look told nothing of it. */
  let known: readonly Hit[] | undefined = startingAgo === undefined ? undefined : [];
  const keysOf = (rows: readonly JsonObject[]): readonly string[] => rows.map(({ time, userId }) => `${String(time)} ${String(userId)}`);
  const timeIn = (key: string): number => Date.parse(key.split(' ')[0]!);
  const replays = new Replays(
    driver,
    keysOf,
    (key, since) => timeIn(key) >= since,
    () => model.hits.filter((hit) => hit.time < Date.parse(String(driver.state!.start)) || known!.includes(hit)).map(keyOf),
  );
  const poll = async (manner: Manner, happen?: () => void): Promise<number | undefined> => {
    const isFirst = driver.state === undefined;
    const there = [...model.hits];
    replays.look();
    const count = await driver.poll(isFirst ? { ...manner, happensAt: -1 } : manner, happen);
    if (isFirst && driver.state !== undefined) known ??= there;
    return count;
  };
  for (const command of commands) {
    if (command.kind === 'arrive') add(command.hits);
    else if (command.kind === 'advance') driver.now += command.seconds * SECOND;
    else if (command.kind === 'wish') replays.wish(command.ago === undefined ? undefined : iso(floor(driver.now - command.ago * SECOND)));
    else await poll(command.manner, () => add(command.between));
  }
  // Until nothing has come for a while.
  await poll(calm());
  for (let quiet = 0; quiet < 2; ) {
    driver.now += 20 * MINUTE;
    quiet = (await poll(calm())) === 0 ? quiet + 1 : 0;
  }

  const start = Date.parse(String(driver.state!.start));
  const isKnown = new Map<Hit, true>((known ?? []).map((hit) => [hit, true]));
  const expected = model.hits.filter((hit) => hit.time >= start && !isKnown.has(hit));
  expect(countsOf(keysOf(newIn(driver.told)))).toEqual(countsOf(expected.map(keyOf)));
  replays.check();
  expect(replays.isDone()).toBe(true);
  expect(driver.largest).toBeLessThan(keyBytes ? 2 * keyBytes + 450 : 64_000);
  return driver.told.length;
};

it('tells each hit once, whatever order it comes in, through failures, crashes, late hits and clocks that differ', async () => {
  await check(histories(undefined, 50 * 60, 300), 500, play);
}, 120_000);

it('does so also where there is hardly any room for keys, as long as hits are not later than half a minute', async () => {
  await check(histories(60, 30, 0), 500, play);
}, 120_000);

it('tells long lists as they come, where they stand from old to new', async () => {
  const long = fc.record({
    order: fc.constantFrom<Order>('oldestFirst', 'oldestFirst', 'newestFirst'),
    pageSize: fc.integer({ min: 3, max: 9 }),
    inclusive: fc.boolean(),
    sizes: fc.boolean(),
    skew: fc.constant(0),
    startingAgo: fc.constant(7200),
    before: fc.array(fc.record({ user: fc.constantFrom('ada', 'bob', 'cyd'), ago: fc.integer({ min: 0, max: 7200 }) }), { minLength: 20, maxLength: 80 }),
    keyBytes: fc.integer({ min: 60, max: 1500 }),
    commands: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('arrive' as const), hits: arrivals(0, 30, 8) }),
        wishes(9000),
        fc.record({ kind: fc.constant('poll' as const), manner: manners, between: arrivals(0, 30, 2) }),
      ),
      { maxLength: 8 },
    ),
  });
  await check(long, 170, play);
}, 120_000);

it('tells long lists that are newest first from their end', async () => {
  const users = Array.from({ length: 30 }, (_, i) => `user-${i}`);
  const hits = (latest: number, count: object) => fc.array(fc.record({ user: fc.constantFrom(...users), ago: fc.integer({ min: 0, max: latest }) }), count);
  const long = fc.record({
    order: fc.constant<Order>('newestFirst'),
    pageSize: fc.integer({ min: 30, max: 60 }),
    inclusive: fc.boolean(),
    sizes: fc.constant(true),
    skew: fc.constant(0),
    startingAgo: fc.constant(7200),
    // Some are equal, and some of them stand together.
    before: fc.tuple(hits(7200, { minLength: 90, maxLength: 200 }), hits(60, { maxLength: 60 })).map((all) => all.flat()),
    keyBytes: fc.integer({ min: 60, max: 1500 }),
    commands: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('arrive' as const), hits: hits(30, { maxLength: 20 }) }),
        wishes(9000),
        fc.record({ kind: fc.constant('poll' as const), manner: longManners, between: hits(30, { maxLength: 40 }) }),
      ),
      { maxLength: 6 },
    ),
  });
  await check(long, 120, play);
}, 120_000);

it('tells moments with more hits than can be remembered', async () => {
  const crowds = fc.record({
    order: fc.constantFrom<Order>('oldestFirst', 'newestFirst', 'shuffled'),
    pageSize: fc.integer({ min: 3, max: 50 }),
    sizes: fc.boolean(),
    crowd: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 }),
    manner: fc.array(manners, { maxLength: 6 }),
  });
  await check(crowds, 70, async ({ order, pageSize, sizes, crowd, manner }) => {
    const model = new Hits(0, order, pageSize, true, sizes);
    const driver = new Driver(followAnalytics, 'hits', { campaign_id: CAMPAIGN, starting_at: iso(NOON - 3600 * SECOND) }, model, 100);
    crowd.forEach((size, i) => {
      for (let user = 0; user < size; user++) model.hits.push({ user: `user-${user % 50}`, time: NOON - (30 - i) * MINUTE });
    });
    for (const each of manner) await driver.poll({ ...each, happensAt: -1 });
    for (let i = 0; i < 3; i++) {
      driver.now += 10 * MINUTE;
      await driver.poll(calm(20));
    }
    expect(countsOf(driver.told.map(({ time, userId }) => `${String(time)} ${String(userId)}`))).toEqual(countsOf(model.hits.map(keyOf)));
    return driver.told.length;
  });
}, 120_000);
