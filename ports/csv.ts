import { stringify } from 'csv-stringify/sync';
import { headFirst } from '../engine/base/bytes';
import type { Csv } from '../engine/base/ports';
import { HEAD, notUtf8, refuseOtherForms } from './csvForm';
import { CsvReader } from './csvReader';
import { Records, Skimmed, type CsvSink } from './csvSinks';
import { textOf } from './text';

/** Passes the bytes through after checking their beginning: files that are clearly something else are rejected by name. */
const ofTheForm = (bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  headFirst(bytes, HEAD, (head) => {
    refuseOtherForms(head.subarray(0, HEAD));
    return head;
  });

/** Reads into a sink, and takes from it what each piece of the text brought, also before a fault. */
async function* readInto<T>(sink: CsvSink & { taken(): readonly T[] }, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly T[]> {
  const reader = new CsvReader(sink);
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
  const text = textOf(ofTheForm(bytes), (lines) => notUtf8(reader.currentLine + lines))[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await text.next();
      const isGood = attempt(() => (done ? reader.end() : reader.read(value)));
      const found = sink.taken();
      if (found.length > 0) yield found;
      if (!isGood) throw problem;
      if (done) return;
    }
  } finally {
    await text.return?.(undefined);
  }
}

/** CSV without any Node API, so that one adapter serves every host. */
export const csv: Csv = {
  parse: (bytes) => readInto(new Records(), bytes),
  skim: (bytes, passOver) => readInto(new Skimmed(passOver), bytes),
  stringify: (rows) => stringify(rows as string[][]),
};
