import fc from 'fast-check';
import type { HttpRequest, JsonObject } from '../../engine';
import { followAnalytics } from '../../vendors/followAnalytics';
import { horisen } from '../../vendors/horisen';
import { againIn, calm, check, Driver, isReplayed, manners, newIn, NOON, ok, wishes, type Manner, type Model, type Wish } from './driver';

/** Campaigns through histories at random: each is created once, ends once, and its states hang together from one that is told to the next. */

const SECOND = 1000;

interface Campaign {
  readonly id: string;
  readonly createdAt: number;
  status: string;
  lastRun?: number;
}

/** What the two vendors have in common here: a list, newest first, in pages. */
abstract class Campaigns implements Model {
  readonly skewMs = 0;
  readonly campaigns: Campaign[] = [];
  abstract readonly states: readonly string[];
  abstract answer(request: HttpRequest, url: URL): ReturnType<Model['answer']>;

  protected listed(): readonly Campaign[] {
    return [...this.campaigns].reverse();
  }
}

class Follow extends Campaigns {
  readonly states = ['draft', 'scheduled', 'wait_sync', 'ongoing', 'finished', 'failed', 'canceled'];

  answer(_: HttpRequest, { searchParams }: URL) {
    const offset = Number(searchParams.get('offset') ?? 0);
    const all = this.listed();
    const result = all.slice(offset, offset + 3).map(({ id, createdAt, status }) => ({
      ...{
        identifier: id,
        name: id,
        status: status.replace(/^./, (first) => first.toUpperCase()),
        created_at: createdAt / SECOND,
        updated_at: createdAt / SECOND,
      },
    }));
    return ok({ offset, limit: 3, total_count: all.length, success: true, result });
  }
}

class Horisen extends Campaigns {
  readonly states = ['draft', 'active', 'stopped', 'finished'];

  answer(_: HttpRequest, { searchParams }: URL) {
    const page = Number(searchParams.get('page_number') ?? 1);
    const all = this.listed();
    const data = all.slice((page - 1) * 3, page * 3).map(({ id, createdAt, status, lastRun }) => ({
      ...{ uuid: id, name: id, status, created_dt: new Date(createdAt).toISOString(), updated_dt: new Date(createdAt).toISOString() },
      last_dt: lastRun === undefined ? null : new Date(lastRun).toISOString(),
    }));
    return ok({ data, meta: { pagination: { currentPage: page, totalPages: Math.ceil(all.length / 3) } } });
  }
}

type Command =
  | Wish
  | { readonly kind: 'create'; readonly state: number }
  | { readonly kind: 'turn'; readonly which: number; readonly state: number }
  | { readonly kind: 'run'; readonly which: number }
  | { readonly kind: 'advance'; readonly seconds: number }
  | { readonly kind: 'poll'; readonly manner: Manner };

const state = fc.integer({ min: 0, max: 6 });
const which = fc.integer({ min: 0, max: 9 });
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), state }),
  fc.record({ kind: fc.constant('turn' as const), which, state }),
  fc.record({ kind: fc.constant('run' as const), which }),
  wishes(9000),
  fc.record({ kind: fc.constant('advance' as const), seconds: fc.integer({ min: 0, max: 3000 }) }),
  fc.record({ kind: fc.constant('poll' as const), manner: manners }),
);
const histories = fc.record({
  before: fc.array(state, { maxLength: 7 }),
  // Nearly always the first look comes before anything happens.
  commands: fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: fc.constant<Command>({ kind: 'poll', manner: calm() }) }, { weight: 1, arbitrary: command }),
      fc.array(command, { minLength: 5, maxLength: 40 }),
    )
    .map(([first, rest]) => [first, ...rest]),
});

const play =
  (make: () => Campaigns, vendor: typeof horisen, credential: JsonObject = {}) =>
  async ({ before, commands }: { readonly before: readonly number[]; readonly commands: readonly Command[] }): Promise<number> => {
    const model = make();
    const driver = new Driver(vendor, 'status', {}, model, undefined, credential);
    const stateOf = (position: number): string => model.states[position % model.states.length]!;
    const add = (position: number): void => {
      const id = `00000000-0000-4000-8000-${String(model.campaigns.length).padStart(12, '0')}`;
      model.campaigns.push({ id, createdAt: Math.floor(driver.now / SECOND) * SECOND, status: stateOf(position) });
    };
    driver.now = NOON - 7200 * SECOND;
    before.forEach(add);
    driver.now = NOON;
    /** The states at the first look, which tells of none of them. */
    const known = new Map<string, Campaign>();
    const over = model instanceof Follow ? ['finished', 'failed', 'canceled'] : ['finished'];
    for (const each of [...commands, { kind: 'poll', manner: calm() } as const, { kind: 'poll', manner: calm() } as const]) {
      const campaign = 'which' in each ? model.campaigns[each.which] : undefined;
      if (each.kind === 'create') add(each.state);
      else if (each.kind === 'advance') driver.now += each.seconds * SECOND;
      else if (each.kind === 'wish') driver.replaySince = each.ago === undefined ? undefined : new Date(driver.now - each.ago * SECOND).toISOString();
      else if (each.kind === 'turn' && campaign && !over.includes(campaign.status)) campaign.status = stateOf(each.state);
      else if (each.kind === 'run' && campaign && !over.includes(campaign.status)) campaign.lastRun = driver.now;
      else if (each.kind === 'poll') {
        const isFirst = driver.state === undefined;
        await driver.poll(isFirst ? { ...each.manner, happensAt: -1 } : each.manner, () => add(0));
        if (isFirst && driver.state !== undefined) model.campaigns.forEach((one) => known.set(one.id, { ...one }));
      }
    }
    for (const { id, status, lastRun } of model.campaigns) {
      const told = newIn(driver.told).filter(({ campaignId }) => campaignId === id);
      const events = told.map(({ event }) => event);
      const first = known.get(id);
      expect([id, events.filter((event) => event === 'created').length]).toEqual([id, first ? 0 : 1]);
      const ended = status === 'finished' && first?.status !== 'finished';
      expect([id, events.filter((event) => event === 'finished').length]).toEqual([id, ended ? 1 : 0]);
      // From what was known, or what it was created as, each change leads on from the one before it.
      let at = first?.status ?? String(told[0]!.status);
      for (const { event, previousStatus, status: now } of told) {
        if (event !== 'statusChanged' && event !== 'finished') continue;
        if (event === 'statusChanged' || previousStatus !== '') expect([id, previousStatus]).toEqual([id, at]);
        at = String(now);
      }
      expect([id, at]).toEqual([id, status]);
      if (model instanceof Horisen) {
        const runs = told.filter(({ event }) => event === 'executed').map(({ time }) => String(time));
        expect(new Set(runs).size).toBe(runs.length);
        if (lastRun !== undefined && lastRun !== first?.lastRun) expect([id, runs.at(-1)]).toEqual([id, new Date(lastRun).toISOString()]);
        else expect([id, runs]).toEqual([id, []]);
      }
    }
    // What comes again had come, or was there before the first look; and a creation is none before its time.
    const isNews = (row: JsonObject): boolean => newIn(driver.told).some(({ event, campaignId }) => event === row.event && campaignId === row.campaignId);
    expect(againIn(driver.told).filter((row) => row.event !== 'statusChanged' && !isNews(row) && !known.has(String(row.campaignId)))).toEqual([]);
    expect(driver.replaySince === undefined || isReplayed(driver)).toBe(true);
    expect(driver.largest).toBeLessThan(64_000);
    return driver.told.length;
  };

it('FollowAnalytics: created once, ended once, and no state between them lost', async () => {
  await check(
    histories,
    350,
    play(() => new Follow(), followAnalytics),
  );
}, 120_000);

it('HORISEN: the same, and each run that was there at a look', async () => {
  const credential = {
    platform: 'custom',
    api_url: 'https://api.test',
    token_url: 'https://api.test/token',
    service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
  };
  await check(
    histories,
    350,
    play(() => new Horisen(), horisen, credential),
  );
}, 120_000);
