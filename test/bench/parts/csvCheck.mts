import { join } from 'node:path';
import { writePeople } from '../csvOfPeople.mts';
import { bryj } from '../accounts.mts';
import { faster, type Part } from '../harness/part.mts';
import { FULL_BYTES } from '../measure.mts';
import { inOwnProcess } from '../processes.mts';
import { mustBe, sampleOf } from '../samples.mts';
import type { CheckOrder } from '../workers/check.ts';

const work = (size: number) => `the check of a CSV of ${Number((size * FULL_BYTES) / 1e9)} GB alone`;

export const csvCheck: Part = {
  name: 'csv',
  rows: [faster({ id: 'csv.csvParse', work, against: 'csv-parse to arrays, same bytes', ours: 'check', theirs: 'csvParse', atLeast: 5 })],
  async open({ folder, scaled }) {
    const path = join(folder, 'people.csv');
    const rows = await writePeople(path, scaled(FULL_BYTES));
    // Nothing is sent anywhere.
    const order: CheckOrder = { owner: bryj({ baseUrls: { bryj: 'https://api.example.com' } }), campaign: 'CMP_bench', path };
    return {
      contestants: [
        {
          name: 'check',
          async run() {
            const took = await inOwnProcess<number>(folder, 'check', order);
            mustBe('Readings of the file', took.result, 1);
            return sampleOf(took);
          },
        },
        {
          name: 'csvParse',
          async run() {
            const took = await inOwnProcess<number>(folder, 'csvParse', { path });
            mustBe('Rows that csv-parse read', took.result, rows);
            return sampleOf(took);
          },
        },
      ],
      close: async () => undefined,
    };
  },
};
