import { exponent } from '../harness/figures.mts';
import { alone, type Part, type Sample } from '../harness/part.mts';
import { say } from '../numbers.mts';
import { N8nBench } from '../n8n/host.mts';
import { inOwnProcess, serve } from '../processes.mts';
import { mustBe } from '../samples.mts';
import type { LinearCost, LinearOrder } from '../workers/linear.ts';
import { brazeCredential, trackIn } from './track.mts';

const SMALL = 100_000;
const LARGE = 1_000_000;

const work = (size: number) => `${say(SMALL * size)} and ${say(LARGE * size)} items through *Track* in the engine`;

/** The same in a real n8n, which holds all items and all results until the end. */
export const n8nLinear: Part = {
  name: 'n8n-linear',
  rows: [
    alone({
      ...{ id: 'n8nLinear.time', against: 'itself', by: 'exponent', unit: 'exponent', ours: 'both', atMost: 1.05 },
      work: (size) => `${say(SMALL * size)} and ${say(LARGE * size)} items through *Track* in n8n`,
    }),
  ],
  async open({ folder, scaled, say: tell }) {
    const { ready, stop } = await serve<{ readonly url: string }>(folder, 'bucket', folder);
    const [one, few, many] = [trackIn('one', 1), trackIn('few', scaled(SMALL)), trackIn('many', scaled(LARGE))];
    const n8n = await N8nBench.open(folder, [one, few, many], [brazeCredential(ready.url)], tell);
    const run = async (): Promise<Sample> => {
      const [{ seconds: fixed }, small, large] = [await n8n.run(one), await n8n.run(few), await n8n.run(many)];
      mustBe('Items', `${small.items} and ${large.items}`, `${few.items} and ${many.items}`);
      return {
        seconds: large.seconds,
        exponent: exponent(fixed, { size: few.items, cost: small.seconds }, { size: many.items, cost: large.seconds }),
      };
    };
    return { contestants: [{ name: 'both', run }], close: async () => void (await stop()) };
  },
};

/** In the engine alone, at a vendor that says yes at once: nothing of a host. */
export const linear: Part = {
  name: 'linear',
  rows: [
    alone({ id: 'linear.time', work, against: 'itself', by: 'exponent', unit: 'exponent', ours: 'both', atMost: 1.05 }),
    alone({
      ...{ id: 'linear.memory', against: 'what the items take', by: 'bytesPerItem', unit: 'bytes', ours: 'both', atMost: 200 },
      work: (size) => `${say(LARGE * size)} items through *Track* in the engine`,
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
            const [{ seconds: fixed }, small, large] = [await cost(1), await cost(few), await cost(many)];
            return {
              seconds: large.seconds,
              exponent: exponent(fixed, { size: few, cost: small.seconds }, { size: many, cost: large.seconds }),
              bytesPerItem: large.bytesPerItem,
            };
          },
        },
      ],
      close: async () => undefined,
    };
  },
};
