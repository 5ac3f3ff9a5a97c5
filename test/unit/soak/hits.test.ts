import { Hits } from '../../e2e/soak/hits';
import type { Rehearsal } from '../../support/sandbox';

/** When the host has looked, in milliseconds before now. */
let looks: readonly number[] = [];
const sandbox = {
  control: () => Promise.resolve({}),
  requests: () => looks.map((ago) => ({ path: '/follow-analytics/api/hits?campaign_id=CAMPAIGN', at: Date.now() - ago })),
} as unknown as Rehearsal;

/** Three users: the first one has two hits. */
const three = async (): Promise<Hits> => {
  const hits = new Hits(sandbox, 'CAMPAIGN', 'host');
  for (let i = 0; i < 3; i++) await hits.happen();
  return hits;
};
const ALL = ['host-hit-0', 'host-hit-0', 'host-hit-2', 'host-hit-3'];
beforeEach(() => {
  looks = [];
});

it('agree if each was told as often as it happened', async () => {
  expect((await three()).against(ALL)).toEqual([]);
});

it('do not if one is missing, or told twice, or never happened', async () => {
  expect((await three()).against([...ALL.slice(1), 'host-hit-3', 'eve'])).toEqual([
    'host-hit-0: 2 hits, told 1 times',
    'host-hit-3: 1 hits, told 2 times',
    'eve: 0 hits, told 1 times',
  ]);
});

it('that a look has found just before a kill may be lost or told again, and are counted', async () => {
  const hits = await three();
  looks = [4_000, 100];
  hits.killed();
  expect([hits.against([]), hits.excusedCount]).toEqual([[], 3]);
});

it('are not excused by a kill long after the last look', async () => {
  const hits = await three();
  looks = [8_000, 4_000];
  hits.killed();
  expect([hits.against(ALL.slice(1)), hits.excusedCount]).toEqual([['host-hit-0: 2 hits, told 1 times'], 0]);
});
