import { setImmediate as turn } from 'node:timers/promises';
import { execute, isFailed, operationOf, type AnyVendor, type HttpReply, type JsonObject, type Ports, type Send } from '../../../engine';
import { limiterOf } from '../../../engine/request/limiter';
import { braze } from '../../../vendors/braze';
import { moEngage } from '../../../vendors/moEngage';
import { NOON, sampleAccount, testHost } from '../../support/host';

/** Several processes that share an account: each has an engine and a limiter of its own, and the vendor counts the calls of all. */

/** A clock for several that work at the same time: it goes on to whoever waits for the least, once all of them wait. */
class Clock {
  now = NOON;
  private waiting: { readonly at: number; readonly wake: () => void }[] = [];

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.waiting.push({ at: this.now + ms, wake }));
  }

  async run(work: Promise<unknown>): Promise<void> {
    let isOver = false;
    void work.catch(() => undefined).finally(() => (isOver = true));
    while (!isOver) {
      await turn();
      await turn();
      if (isOver) return void (await work);
      this.waiting.sort((one, other) => one.at - other.at);
      const next = this.waiting.shift();
      if (!next) throw new Error('Nobody waits, and nobody is done');
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
  }
}

/** What the campaign's details are like. */
const SUCCESS = operationOf(braze, 'campaign.get').sampleReply;

const CALLS = 20;
const WINDOW_MS = 1_000;
const WORKERS = 4;
const EACH = 150;

/** Counts the calls of all in windows of a second, and refuses what is too many. */
class Counting {
  accepted = 0;
  refused = 0;
  /** Whether its answers say what is left. */
  private window = 0;
  private count = 0;

  constructor(
    private readonly clock: Clock,
    private readonly tells: boolean,
  ) {}

  answer(): HttpReply {
    const window = Math.floor(this.clock.now / WINDOW_MS);
    if (window !== this.window) [this.window, this.count] = [window, 0];
    const reset = (window + 1) * WINDOW_MS;
    const isRefused = this.count >= CALLS;
    if (isRefused) this.refused++;
    else {
      this.count++;
      this.accepted++;
    }
    const headers = {
      ...(this.tells && { 'x-ratelimit-remaining': String(CALLS - this.count), 'x-ratelimit-reset': String(reset / 1000) }),
      ...(isRefused && !this.tells && { 'retry-after': '1' }),
    };
    return isRefused ? { status: 429, headers, body: { message: 'Too many' } } : { status: 200, headers, body: SUCCESS };
  }
}

/** What a vendor counts of several processes with this share, each of which has so many calls to make. */
const counted = async (vendor: AnyVendor, tells: boolean, share: number, workers = WORKERS): Promise<Counting> => {
  const clock = new Clock();
  const counting = new Counting(clock, tells);
  let drawn = 7;
  // Not at the same moments: answers take their time.
  const random = (): number => (drawn = (drawn * 16_807) % 2_147_483_647) / 2_147_483_647;
  const worker = async (): Promise<void> => {
    const send: Send = async () => {
      await clock.sleep(5 + 10 * random());
      const reply = counting.answer();
      await clock.sleep(5 + 10 * random());
      return reply;
    };
    const { ports } = testHost({ vendor: send, now: () => clock.now, sleep: (ms) => clock.sleep(ms), random } satisfies Partial<Ports>);
    const inputs: JsonObject[] = Array.from({ length: EACH }, () => ({ campaign_id: 'a8f1f9e1-6b3b-4e0e-9b3b-0a1b2c3d4e5f' }));
    // A process of its own: what is known of limits is kept by the account.
    const account = sampleAccount(vendor, { rest_endpoint: 'custom', ...(share !== 1 && { limit_share: share }) });
    for await (const outcome of execute({ vendor, operation: 'campaign.get', inputs, account, options: { continueOnFail: true } }, ports)) {
      if (isFailed(outcome)) throw outcome.error;
    }
  };
  await clock.run(Promise.all(Array.from({ length: workers }, worker)));
  return counting;
};

/** Braze's limits as those of a vendor that documents them and says nothing of them in its answers. */
const silent: AnyVendor = { ...braze, quotas: { '/campaigns/details': { calls: CALLS, perMs: WINDOW_MS } }, readQuota: () => ({}) };

describe.each([
  ['documents its limit', silent, false],
  ['says what is left', braze, true],
] as const)('a vendor that %s', (_, vendor, tells) => {
  it('refuses hardly anything of four processes that share the limit', async () => {
    const { accepted, refused } = await counted(vendor, tells, WORKERS);
    expect(accepted).toBe(WORKERS * EACH);
    expect(refused).toBeLessThanOrEqual(accepted / 100);
  });

  it('refuses many where each takes the whole limit for itself', async () => {
    const { accepted, refused } = await counted(vendor, tells, 1);
    expect(accepted).toBe(WORKERS * EACH);
    expect(refused).toBeGreaterThan(accepted / 20);
  });

  it('refuses nothing where there is one', async () => {
    const { accepted, refused } = await counted(vendor, tells, 1, 1);
    expect([accepted, refused]).toEqual([EACH, 0]);
  });
});

describe('a part of a limit', () => {
  let accounts = 0;
  const made = (quotas: Readonly<Record<string, { calls: number; perMs: number }>>, share: number) => {
    const host = testHost({ random: () => 0 });
    return { ...host, limiter: limiterOf({}, `shared-${accounts++}`, quotas, host.ports, { share }) };
  };
  const enter = async (limiter: ReturnType<typeof limiterOf>, times: number): Promise<number> => {
    let waited = 0;
    for (let i = 0; i < times; i++) {
      const entered = await limiter.enter('send', 60 * 60_000);
      if ('waitedMs' in entered) waited += entered.waitedMs;
    }
    return waited;
  };

  it.each([
    // calls of the vendor, share, calls made at once, and what the next one waits
    [10, 3, 3, 1_000],
    [10, 10, 1, 1_000],
    [4, 8, 1, 2_000],
    [1, 3, 1, 3_000],
  ])('of %i calls a second among %i is %i, and the next one waits %i ms', async (calls, share, atOnce, waits) => {
    const { limiter } = made({ send: { calls, perMs: 1_000 } }, share);
    expect([await enter(limiter, atOnce), await enter(limiter, 1)]).toEqual([0, waits]);
  });

  it('that an answer tells is counted down until the moment that it names, or until another answer', async () => {
    const { limiter } = made({}, 4);
    limiter.learn('send', { left: 11, resetAt: NOON + 5_000 });
    expect(await enter(limiter, 2)).toBe(0);
    limiter.learn('send', { left: 4, resetAt: NOON + 5_000 });
    expect([await enter(limiter, 1), await enter(limiter, 1), await enter(limiter, 9)]).toEqual([0, 5_000, 0]);
    limiter.learn('send', { left: 3, resetAt: NOON + 8_000 });
    expect(await enter(limiter, 1)).toBe(3_000);
  });

  const threeCalls = async (limit_share?: JsonObject[string]) => {
    const vendor: AnyVendor = { ...silent, quotas: { '/campaigns/details': { calls: 3, perMs: 60_000 } } };
    const host = testHost({ vendor: () => Promise.resolve({ status: 200, headers: {}, body: SUCCESS }) });
    const account = sampleAccount(vendor, { rest_endpoint: 'custom', ...(limit_share !== undefined && { limit_share }) });
    const inputs = Array.from({ length: 3 }, () => ({ campaign_id: 'a8f1f9e1-6b3b-4e0e-9b3b-0a1b2c3d4e5f' }));
    for await (const outcome of execute({ vendor, operation: 'campaign.get', inputs, account, options: {} }, host.ports))
      if (isFailed(outcome)) throw outcome.error;
    return host.slept.length;
  };

  it.each([[undefined], [null], [1], ['1']])('is the whole where an account says %j', async (share) => {
    expect(await threeCalls(share)).toBe(0);
  });

  it('is a part where it says so, as a number or as the text that an environment variable is', async () => {
    expect([await threeCalls(3), await threeCalls('3')]).toEqual([2, 2]);
  });

  it.each([[0], [1.5], ['some']])('is refused by the name of its field where it is %j', async (share) => {
    await expect(threeCalls(share)).rejects.toMatchObject({
      code: 'validation',
      field: 'limit_share',
      message: expect.stringContaining("'Share of the Limit'"),
    });
  });
});

it('is asked for by the accounts of the vendors that document a limit or tell of it, and by no other', () => {
  expect([braze, moEngage].map(({ credential }) => credential.limit_share)).toEqual([
    expect.objectContaining({ label: 'Share of the Limit', default: 1 }),
    expect.objectContaining({ label: 'Share of the Limit', default: 1 }),
  ]);
});
