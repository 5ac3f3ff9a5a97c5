import { alone, type Part, type Row } from '../harness/part.mts';
import { say } from '../numbers.mts';
import { inOwnProcess } from '../processes.mts';
import type { LedgerCost, LedgerOrder } from '../workers/ledger.ts';

const FULL_ITEMS = 100_000;
/** Of a run without it. */
const MOST_OF_THE_TIME = 1.05;
/** Of each kind within one process; the harness's own rounds come on top. */
const ROUNDS_WITHIN = 5;

const OPERATIONS = { Track: 'user.track', Send: 'message.send' } as const;

const rowOf = (name: keyof typeof OPERATIONS): Row =>
  alone({
    ...{ id: `ledger.${name.toLowerCase()}`, against: 'the same without it' },
    work: (size) => `the ledger of ${say(FULL_ITEMS * size)} items, *${name}*`,
    ...{ by: 'ratio', unit: 'times', ours: name, atMost: MOST_OF_THE_TIME },
  });

/** What it costs to remember what was sent, at a vendor that says yes at once. */
export const ledger: Part = {
  name: 'ledger',
  rows: [rowOf('Track'), rowOf('Send')],
  async open({ folder, scaled }) {
    return {
      contestants: Object.entries(OPERATIONS).map(([name, operation]) => ({
        name,
        async run() {
          const order: LedgerOrder = { operation, items: scaled(FULL_ITEMS), rounds: ROUNDS_WITHIN };
          const { withoutSeconds, withSeconds, bytesPerItem } = (await inOwnProcess<LedgerCost>(folder, 'ledger', order)).result;
          return { ratio: withSeconds / withoutSeconds, bytesPerItem };
        },
      })),
      close: async () => undefined,
    };
  },
};
