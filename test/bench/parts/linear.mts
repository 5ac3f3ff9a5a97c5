import { exponent } from '../harness/figures.mts';
import { alone, type Part } from '../harness/part.mts';
import { say } from '../numbers.mts';
import { inOwnProcess } from '../processes.mts';
import type { LinearCost, LinearOrder } from '../workers/linear.ts';

const SMALL = 100_000;
const LARGE = 1_000_000;

const work = (size: number) => `${say(SMALL * size)} and ${say(LARGE * size)} items through *Track*, at a vendor that says yes at once`;

export const linear: Part = {
  name: 'linear',
  rows: [
    alone({ id: 'linear.time', work, against: 'itself', by: 'exponent', unit: 'exponent', ours: 'both', atMost: 1.05 }),
    alone({
      ...{ id: 'linear.memory', against: 'itself', by: 'bytesPerItem', unit: 'bytes', ours: 'both', atMost: 200 },
      work: (size) => `memory an item, over the item itself, of ${say(LARGE * size)} through *Track*`,
    }),
  ],
  async open({ folder, scaled }) {
    const cost = async (items: number): Promise<LinearCost> => (await inOwnProcess<LinearCost>(folder, 'linear', { items } satisfies LinearOrder)).result;
    return {
      contestants: [
        {
          name: 'both',
          async run() {
            const [few, many] = [scaled(SMALL), scaled(LARGE)];
            const [small, large] = [await cost(few), await cost(many)];
            return {
              seconds: large.seconds,
              exponent: exponent({ size: few, cost: small.seconds }, { size: many, cost: large.seconds }),
              bytesPerItem: large.bytesPerItem,
            };
          },
        },
      ],
      close: async () => undefined,
    };
  },
};
