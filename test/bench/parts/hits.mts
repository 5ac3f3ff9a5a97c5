import { control, follow, HIT_CAMPAIGN } from '../accounts.mts';
import { alone, notSlower, type Part, type Row } from '../harness/part.mts';
import { say } from '../numbers.mts';
import { inOwnProcess, serveSandbox } from '../processes.mts';
import { mustBe, sampleOf } from '../samples.mts';
import type { HitsOrder, HitsRead } from '../workers/hits.ts';

const FULL_HITS = 1_000_000;
/** What is kept of them, whatever their number. */
const MOST_STATE_BYTES = 64_000;

type Order = 'oldestFirst' | 'newestFirst';
const WORDS: Readonly<Record<Order, string>> = { oldestFirst: 'oldest first', newestFirst: 'newest first' };

const rowsOf = (order: Order): readonly Row[] => {
  const work = (size: number) => `catching up with ${say(FULL_HITS * size)} hits, listed ${WORDS[order]}`;
  return [
    notSlower({ id: `hits.${order}.loop`, work, against: 'a plain loop over the same pages', ours: 'hits', theirs: 'loop', atMost: 1.5 }),
    alone({ id: `hits.${order}.memory`, work, against: 'itself', by: 'bytes', unit: 'MB', ours: 'hits', atMost: 150_000_000 }),
    alone({ id: `hits.${order}.state`, work, against: 'itself', by: 'stateBytes', unit: 'kB', ours: 'hits', atMost: MOST_STATE_BYTES }),
  ];
};

const partFor = (order: Order): Part => ({
  name: `hits-${WORDS[order].split(' ')[0]!}`,
  rows: rowsOf(order),
  async open({ folder, scaled }) {
    const seededHits = scaled(FULL_HITS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    await control(sandbox, '/followAnalytics/settings', { seededHits, hitsOrder: order });
    const wanted: HitsOrder = { owner: follow(sandbox), campaign: HIT_CAMPAIGN, since: '2000-01-01T00:00:00Z' };
    return {
      contestants: [
        {
          name: 'hits',
          async run() {
            const took = await inOwnProcess<HitsRead>(folder, 'hits', wanted);
            const { rows, inOrder, stateBytes } = took.result;
            mustBe('Whether all hits came, oldest first', rows >= seededHits && inOrder, true);
            return { ...sampleOf(took), stateBytes };
          },
        },
        {
          name: 'loop',
          async run() {
            const took = await inOwnProcess<number>(folder, 'hitPages', wanted);
            mustBe('Whether all hits came', took.result >= seededHits, true);
            return sampleOf(took);
          },
        },
      ],
      close: async () => void (await stop()),
    };
  },
});

export const hits: readonly Part[] = [partFor('oldestFirst'), partFor('newestFirst')];
