import { operationOf, sayClock, type NotReady, type Waited } from '../../../engine';
import { Checks } from '../../../engine/request/waiting';
import { vendors } from '../../../vendors';
import { NOON, testHost } from '../../support/host';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The checks of an operation whose answer is never ready, or from a time on: when each one is made, in minutes from the first. */
const checksOf = async (id: string, name: string, over: object = {}, readyAfterMs = Infinity) => {
  const { wait } = operationOf(vendors.find((each) => each.id === id)!, name);
  const notReady: NotReady[] = [];
  const waited: Waited[] = [];
  const { ports, clock } = testHost({ waited: (each) => void waited.push(each) });
  const told: typeof ports.sleep = async (ms, signal, why) => {
    notReady.push(why!);
    await ports.sleep(ms, signal);
  };
  const checks = new Checks({ ...ports, sleep: told }, wait!, { longestWaitMs: wait!.longestMs, ...over });
  const at = [0];
  while (clock.now - NOON < readyAfterMs && (await checks.next('Not there.'))) at.push((clock.now - NOON) / MINUTE);
  if (clock.now - NOON >= readyAfterMs) checks.ready();
  return { at, notReady, waited };
};

describe('what is not ready', () => {
  // Bryj's document: each call counts, and the report is there about 30 minutes after the send time.
  it.each<[string, string, number[]]>([
    ['bryj', 'batch.getReport', [0, 5, 15, 35, 55, 75, 95, 115, 120]],
    ['followAnalytics', 'batch.getReport', [0, 0.5, 1.5, 3.5, 7.5, 15.5, 25.5, 35.5]],
    ['followAnalytics', 'campaign.export', [0, 0.25, 0.75, 1.75, 3.75, 7.75, 12.75, 17.75]],
    ['followAnalytics', 'batch.trigger', [0, 0.25, 0.75, 1.75, 2.75, 3.75, 4.75, 5]],
    ['braze', 'segment.export', [0, 0.25, 0.75, 1.75, 3.75, 7.75, 12.75, 17.75]],
  ])('at %s %s is checked soon at first, and then less and less often', async (id, name, minutes) => {
    const { at } = await checksOf(id, name);
    expect(at.slice(0, minutes.length)).toEqual(minutes);
  });

  it('is checked as often as the caller says', async () => {
    expect((await checksOf('bryj', 'batch.getReport', { askEveryMs: 10 * MINUTE, longestWaitMs: HOUR })).at).toEqual([0, 10, 20, 30, 40, 50, 60]);
    const slower = { askEveryMs: 10 * MINUTE, slowestMs: 15 * MINUTE, longestWaitMs: HOUR };
    expect((await checksOf('bryj', 'batch.getReport', slower)).at).toEqual([0, 10, 25, 40, 55, 60]);
  });

  it('says before each wait when it is checked next, and how long that goes on', async () => {
    const { notReady } = await checksOf('bryj', 'batch.getReport', { longestWaitMs: 20 * MINUTE });
    const until = NOON + 20 * MINUTE;
    expect(notReady).toEqual([5, 15, 20].map((minutes) => ({ what: 'Not there.', next: NOON + minutes * MINUTE, until })));
  });

  it('says at the end how often and how long it was checked', async () => {
    expect((await checksOf('bryj', 'batch.getReport', {}, 30 * MINUTE)).waited).toEqual([{ asked: 4, ms: 35 * MINUTE, isReady: true }]);
    expect((await checksOf('bryj', 'batch.getReport', { longestWaitMs: 20 * MINUTE })).waited).toEqual([{ asked: 4, ms: 20 * MINUTE, isReady: false }]);
    expect((await checksOf('bryj', 'batch.getReport', {}, 0)).waited).toEqual([]);
  });
});

it.each([
  ['an hour away', HOUR, '14:00'],
  ['on the next day', 12 * HOUR, '2026-01-16 01:00'],
  ['less than a minute away', 15_000, '13:00:15'],
])('a time %s is said by the clock', (_, ms, said) => {
  expect(sayClock(NOON + ms, 'Europe/Paris', NOON)).toBe(said);
});
