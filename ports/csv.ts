import { stringify } from 'csv-stringify/sync';
import { headFirst } from '../engine/base/bytes';
import type { Csv } from '../engine/base/ports';
import { HEAD, notUtf8, refuseOtherForms } from './csvForm';
import { CsvReader } from './csvReader';
import { textOf } from './text';

/** Passes the bytes through after checking their beginning: files that are clearly something else are rejected by name. */
const ofTheForm = (bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  headFirst(bytes, HEAD, (head) => {
    refuseOtherForms(head.subarray(0, HEAD));
    return head;
  });

async function* parse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly (readonly string[])[]> {
  const reader = new CsvReader();
  let problem: unknown;
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      problem = error;
      return false;
    }
  };
  const text = textOf(ofTheForm(bytes), notUtf8)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await text.next();
      const isGood = attempt(() => (done ? reader.end() : reader.read(value)));
      const records = reader.taken();
      if (records.length > 0) yield records;
      if (!isGood) throw problem;
      if (done) return;
    }
  } finally {
    await text.return?.(undefined);
  }
}

/** CSV without any Node API, so that one adapter serves every host. */
export const csv: Csv = {
  parse,
  stringify: (rows) => stringify(rows as string[][]),
};
