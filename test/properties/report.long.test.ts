import fc from 'fast-check';
import type { HttpRequest } from '../../engine';
import { bryj } from '../../vendors/bryj';
import { againIn, calm, check, Driver, isReplayed, manners, newIn, ok, wishes, type Manner, type Model, type Wish } from './driver';

/** Bryj's report rows, through histories at random: each row of each report once, and again once it is settled where that is wished. */

const CAMPAIGN = 'CMP_x';
const MINUTE = 60_000;
const OPEN = 'In progress';

interface Row {
  readonly user: string;
  readonly part: number;
  /** Whether the vendor does not know yet how it ended. */
  open: boolean;
}

interface Request {
  readonly id: string;
  readonly sendAt: number;
  readonly readyAt: number;
  readonly rows: Row[];
  cancelled: boolean;
  /** The rows as the last report that was read had them. */
  read: readonly { readonly user: string; readonly open: boolean }[];
  /** The report was handed on as a whole. */
  isOver: boolean;
}

class Bryj implements Model {
  readonly skewMs = 0;
  readonly requests = new Map<string, Request>();
  now = 0;

  answer({ reply }: HttpRequest, { pathname, searchParams }: URL) {
    if (reply === 'stream') return this.part(pathname);
    if (pathname.endsWith('/request/scheduled')) {
      const waiting = [...this.requests.values()].filter(({ sendAt, cancelled }) => sendAt > this.now && !cancelled);
      return ok({
        campaign_id: CAMPAIGN,
        requests: waiting.map(({ id, sendAt }) => ({ request_id: id, requested_at: 0, to_be_send_at: Math.floor(sendAt / 1000), messages: [] })),
      });
    }
    const request = this.requests.get(searchParams.get('request_id') ?? '');
    if (!request) return { status: 400, body: { error_message: 'The request x was not found' } };
    if (request.cancelled || this.now < request.readyAt) return { status: 400, body: { error_message: 'Request not processed yet' } };
    return ok({ request_id: request.id, reports: [0, 1].map((part) => `https://files.test/${request.id}/${part}`) });
  }

  private part(pathname: string) {
    const [, id = '', part] = pathname.split('/');
    const request = this.requests.get(id)!;
    request.read = request.rows.map((row) => ({ user: row.user, open: row.open }));
    const lines = request.rows
      .filter((row) => row.part === Number(part))
      .map(({ user, open }) => `APP,${CAMPAIGN},${user},device,2026-01-15 12:00:00 UTC,${id},push,${open ? OPEN : ''}`);
    const text = ['app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message', ...lines, ''].join('\n');
    const stream = (async function* () {
      yield new TextEncoder().encode(text);
    })();
    return { status: 200, body: null, stream };
  }
}

type Command =
  | Wish
  | {
      readonly kind: 'schedule';
      readonly inMinutes: number;
      readonly takesMinutes: number;
      readonly rows: readonly { readonly part: number; readonly open: boolean }[];
    }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'grow'; readonly which: number; readonly part: number; readonly atEnd: boolean }
  | { readonly kind: 'settle'; readonly which: number }
  | { readonly kind: 'advance'; readonly minutes: number }
  | { readonly kind: 'poll'; readonly manner: Manner };

const which = fc.integer({ min: 0, max: 5 });
const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('schedule' as const),
      inMinutes: fc.integer({ min: 20, max: 120 }),
      takesMinutes: fc.integer({ min: 0, max: 90 }),
      rows: fc.array(fc.record({ part: fc.integer({ min: 0, max: 1 }), open: fc.boolean() }), { maxLength: 12 }),
    }),
    fc.record({ kind: fc.constant('cancel' as const), which }),
    fc.record({ kind: fc.constant('grow' as const), which, part: fc.integer({ min: 0, max: 1 }), atEnd: fc.boolean() }),
    fc.record({ kind: fc.constant('settle' as const), which }),
    fc.record({ kind: fc.constant('advance' as const), minutes: fc.integer({ min: 1, max: 60 }) }),
    wishes(300),
    fc.record({ kind: fc.constant('poll' as const), manner: manners }),
    fc.record({ kind: fc.constant('poll' as const), manner: manners }),
  ),
  { maxLength: 25 },
);

const play =
  (again: boolean) =>
  async (history: readonly Command[]): Promise<number> => {
    const model = new Bryj();
    const driver = new Driver(
      bryj,
      'report',
      {
        watch: 'campaign',
        campaign_id: CAMPAIGN,
        first_ask_minutes: 30,
        ask_every_minutes: 10,
        look_every_minutes: 5,
        ...(again && { in_progress: 'again', settle_minutes: 20 }),
      },
      model,
      undefined,
      { email: 'a@example.com', password: 'x' },
    );
    const nth = (position: number): Request | undefined => [...model.requests.values()][position];
    let users = 0;
    const over = (): void => {
      for (const id of (driver.state?.done as readonly string[] | undefined) ?? []) model.requests.get(id)!.isOver = true;
    };
    const tick = (minutes: number): void => {
      driver.now += minutes * MINUTE;
      model.now = driver.now;
    };
    const poll = async (manner: Manner): Promise<number | undefined> => {
      const count = await driver.poll({ ...manner, happensAt: -1 });
      over();
      return count;
    };
    tick(0);
    await poll(calm());
    for (const command of history) {
      if (command.kind === 'advance') {
        tick(command.minutes);
        // What waits is seen in time: that is what the interval of the looks is for.
        await poll(calm(3));
      } else if (command.kind === 'poll') await poll(command.manner);
      else if (command.kind === 'wish') driver.replaySince = command.ago === undefined ? undefined : new Date(driver.now - command.ago * MINUTE).toISOString();
      else if (command.kind === 'schedule') {
        const sendAt = driver.now + command.inMinutes * MINUTE;
        const id = `request${model.requests.size}`;
        const rows = command.rows.map(({ part, open }) => ({ user: `user${users++}`, part, open }));
        model.requests.set(id, { id, sendAt, readyAt: sendAt + command.takesMinutes * MINUTE, rows, cancelled: false, read: [], isOver: false });
      } else {
        const request = nth(command.which);
        if (!request) continue;
        if (command.kind === 'cancel') request.cancelled ||= request.sendAt > driver.now + 6 * MINUTE;
        else if (command.kind === 'settle') request.rows.forEach((row) => (row.open = false));
        else if (!request.isOver) {
          const row = { user: `user${users++}`, part: command.part, open: false };
          if (command.atEnd) request.rows.push(row);
          else request.rows.unshift(row);
        }
      }
    }
    for (let i = 0; i < 60; i++) {
      tick(30);
      await poll(calm());
    }
    for (const { id, read, cancelled } of model.requests.values()) {
      const told = newIn(driver.told).filter(({ requestId }) => requestId === id);
      if (cancelled) {
        expect(told).toEqual([]);
        continue;
      }
      const byUser = new Map<string, string[]>();
      for (const { userId, status } of told) byUser.set(String(userId), [...(byUser.get(String(userId)) ?? []), String(status)]);
      expect([id, [...byUser.keys()].sort()]).toEqual([id, read.map(({ user }) => user).sort()]);
      for (const { user, open } of read) {
        const statuses = byUser.get(user)!;
        if (!again) expect([user, statuses.length]).toEqual([user, 1]);
        else if (open) expect([user, statuses]).toEqual([user, ['inProgress']]);
        else expect([['sent'], ['inProgress', 'sent']]).toContainEqual(statuses);
      }
    }
    // A replay brings whoever had come, however their row is by now.
    const came = new Set(newIn(driver.told).map(({ userId }) => userId));
    expect(againIn(driver.told).filter(({ userId }) => !came.has(userId))).toEqual([]);
    expect(driver.replaySince === undefined || isReplayed(driver)).toBe(true);
    expect(driver.largest).toBeLessThan(64_000);
    return driver.told.length;
  };

it('tells each row of each report once', async () => {
  await check(commands, 170, play(false));
}, 120_000);

it('tells rows in progress again once they are settled', async () => {
  await check(commands, 170, play(true));
}, 120_000);
