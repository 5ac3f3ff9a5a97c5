import fc from 'fast-check';
import type { HttpRequest } from '../../engine';
import { followAnalytics } from '../../vendors/followAnalytics';
import { againIn, calm, check, Driver, isReplayed, manners, newIn, NOON, ok, wishes, type Model } from './driver';

/** FollowAnalytics' hits per user, through histories at random: whoever has changed is told, and with each state once. */

const SECOND = 1000;
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

class PerUser implements Model {
  readonly hits: { readonly user: string; readonly time: number }[] = [];
  readonly skewMs = 0;

  constructor(private readonly pageSize: number) {}

  rows(since: number): { user_id: string; hits: number; first_time: string; last_time: string }[] {
    const users = new Map<string, number[]>();
    for (const { user, time } of this.hits) if (time >= since) users.set(user, [...(users.get(user) ?? []), time]);
    return [...users].map(([user_id, times]) => ({
      user_id,
      hits: times.length,
      first_time: iso(Math.min(...times)),
      last_time: iso(Math.max(...times)),
    }));
  }

  answer(_: HttpRequest, { searchParams }: URL) {
    const page = Number(searchParams.get('page'));
    const rows = this.rows(Date.parse(searchParams.get('since_date') ?? '')).slice((page - 1) * this.pageSize, page * this.pageSize);
    return ok({ success: true, result: { page, page_size: this.pageSize, hits: rows } });
  }
}

const histories = fc.record({
  pageSize: fc.integer({ min: 1, max: 4 }),
  commands: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('hit' as const), user: fc.constantFrom('ada', 'bob', 'cyd', 'dan'), ago: fc.integer({ min: 0, max: 3000 }) }),
      fc.record({ kind: fc.constant('advance' as const), seconds: fc.integer({ min: 0, max: 3000 }) }),
      wishes(9000),
      fc.record({ kind: fc.constant('poll' as const), manner: manners }),
    ),
    { maxLength: 20 },
  ),
});

it('tells each state of a user once, and in the end the last one', async () => {
  await check(histories, 400, async ({ pageSize, commands }) => {
    const model = new PerUser(pageSize);
    const start = NOON - 7200 * SECOND;
    const driver = new Driver(followAnalytics, 'hitsPerUser', { campaign_id: 'FACMPGN_x', starting_at: iso(start) }, model);
    const states = new Set<string>();
    const textOf = ({ userId, hits, firstTime, lastTime }: { readonly [name: string]: unknown }): string => JSON.stringify([userId, hits, firstTime, lastTime]);
    const note = (): void => model.rows(start).forEach((row) => states.add(JSON.stringify([row.user_id, row.hits, row.first_time, row.last_time])));
    for (const command of commands) {
      if (command.kind === 'hit') model.hits.push({ user: command.user, time: Math.floor(driver.now / SECOND) * SECOND - command.ago * SECOND });
      else if (command.kind === 'advance') driver.now += command.seconds * SECOND;
      else if (command.kind === 'wish') driver.replaySince = command.ago === undefined ? undefined : iso(driver.now - command.ago * SECOND);
      else await driver.poll({ ...command.manner, happensAt: -1 });
      note();
    }
    await driver.poll(calm());
    await driver.poll(calm());
    const told = newIn(driver.told).map(textOf);
    // A replay brings what was told, and nothing that was not.
    expect(againIn(driver.told).filter((row) => !told.includes(textOf(row)))).toEqual([]);
    expect(driver.replaySince === undefined || isReplayed(driver)).toBe(true);
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((text) => !states.has(text))).toEqual([]);
    const last = new Map(newIn(driver.told).map((row) => [String(row.userId), textOf(row)]));
    expect([...last.values()].sort()).toEqual(
      model
        .rows(start)
        .map((row) => JSON.stringify([row.user_id, row.hits, row.first_time, row.last_time]))
        .sort(),
    );
    return told.length;
  });
}, 120_000);
