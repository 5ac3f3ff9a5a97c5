import { limiterOf } from '../../../engine/request/limiter';
import { NOON, testHost } from '../../support/host';

const MINUTE = 60_000;
let accounts = 0;

/** A limiter with its clock; another run of the same account is asked for by name. */
const made = (quotas: Readonly<Record<string, { calls: number; perMs: number }>> = {}) => {
  const host = testHost({ random: () => 0 });
  const account = `limited-${accounts++}`;
  const runs = new Map<string, object>();
  const of = (run = 'one') => {
    runs.set(run, runs.get(run) ?? {});
    return limiterOf(runs.get(run)!, account, quotas, host.ports);
  };
  return { ...host, of };
};

describe('calls of one account', () => {
  it('have so many places in a window, and the next one waits for the first to leave it', async () => {
    const { of, clock, slept } = made({ send: { calls: 2, perMs: MINUTE } });
    await of().enter('send', 5 * MINUTE);
    clock.now += 20_000;
    await of().enter('send', 5 * MINUTE);
    expect(await of().enter('send', 5 * MINUTE)).toEqual({ waitedMs: 40_000 });
    expect(await of('two').enter('send', 5 * MINUTE)).toEqual({ waitedMs: 20_000 });
    expect(slept).toEqual([40_000, 20_000]);
  });

  it('of which one is exactly a window old has left it', async () => {
    const { of, clock } = made({ send: { calls: 1, perMs: MINUTE } });
    await of().enter('send', 5 * MINUTE);
    clock.now += MINUTE;
    expect(await of().enter('send', 5 * MINUTE)).toEqual({ waitedMs: 0 });
  });

  it('are counted for each quota by itself, and not at all where the vendor names none', async () => {
    const { of } = made({ send: { calls: 1, perMs: MINUTE }, list: { calls: 1, perMs: MINUTE } });
    await of().enter('send', 5 * MINUTE);
    expect(await of().enter('list', 5 * MINUTE)).toEqual({ waitedMs: 0 });
    for (let i = 0; i < 5; i++) expect(await of().enter('other', 5 * MINUTE)).toEqual({ waitedMs: 0 });
  });

  it('go through where the window ends later than one may wait', async () => {
    const { of } = made({ send: { calls: 1, perMs: MINUTE } });
    await of().enter('send', 30_000);
    expect(await of().enter('send', 59_999)).toEqual({ waitedMs: 0 });
    expect(await of().enter('send', 60_000)).toEqual({ waitedMs: 60_000 });
  });
});

describe('what an answer says of a limit', () => {
  it('closes its own quota until the moment that it names, where nothing is left', async () => {
    const { of } = made();
    of().learn('send', { left: 0, resetAt: NOON + 10_000 });
    expect(await of().enter('list', MINUTE)).toEqual({ waitedMs: 0 });
    expect(await of('two').enter('send', MINUTE)).toEqual({ waitedMs: 10_000 });
  });

  it('is over once it was waited for, whatever another clock says', async () => {
    const { of } = made();
    of().learn('send', { left: 0, resetAt: NOON + 10_000 });
    expect(await of().enter('send', MINUTE, NOON + 10_000)).toEqual({ waitedMs: 0 });
    expect(await of().enter('send', MINUTE, NOON + 9_999)).toEqual({ waitedMs: 10_000 });
  });

  it.each([[{ left: 1, resetAt: NOON + 10_000 }], [{ left: 0 }], [{ resetAt: NOON + 10_000 }], [{}]])('closes nothing: %j', async (told) => {
    const { of } = made();
    of().learn('send', told);
    expect(await of().enter('send', MINUTE)).toEqual({ waitedMs: 0 });
  });
});

describe('a pause that the vendor asks for', () => {
  it('is one of all calls of the account, and what was waited for is over', async () => {
    const { of, clock } = made();
    of().pause(10_000);
    expect(await of('two').enter('any', MINUTE)).toEqual({ waitedMs: 10_000 });
    clock.now = NOON;
    expect(await of('two').enter('any', MINUTE, NOON + 10_000)).toEqual({ waitedMs: 0 });
  });

  it('that is longer than one may wait ends the run that was asked, and no other', async () => {
    const { of } = made();
    of().pause(2 * MINUTE);
    expect(await of().enter('any', MINUTE)).toEqual({ closedUntil: NOON + 2 * MINUTE });
    expect(await of('two').enter('any', MINUTE)).toEqual({ waitedMs: 0 });
  });

  it('is not shortened by a later one, nor kept where it is none, or longer than a day', async () => {
    const { of } = made();
    of().pause(20_000);
    of('two').pause(10_000);
    expect(await of('three').enter('any', MINUTE)).toEqual({ waitedMs: 20_000 });
    const other = made();
    for (const ms of [0, -5, 24 * 60 * MINUTE + 1]) other.of().pause(ms);
    expect(await other.of('two').enter('any', 48 * 60 * MINUTE)).toEqual({ waitedMs: 0 });
  });
});
