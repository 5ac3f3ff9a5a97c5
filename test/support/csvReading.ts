import { CsvReader } from '../../ports/csvReader';
import { notUtf8 } from '../../ports/csvForm';
import { textOf } from '../../ports/text';

/** What a reading gave, and the message of the error that ended it. */
export interface Reading<T> {
  readonly found: readonly T[];
  readonly problem?: string;
}

export const readingOf = async <T>(batches: AsyncIterable<readonly T[]>): Promise<Reading<T>> => {
  const found: T[] = [];
  try {
    for await (const batch of batches) found.push(...batch);
    return { found };
  } catch (error) {
    return { found, problem: (error as Error).message };
  }
};

/** The records of a CSV text, read character by character. */
export const carefully = (bytes: AsyncIterable<Uint8Array>): Promise<Reading<readonly string[]>> => {
  let found: (readonly string[])[] = [];
  const reader = new CsvReader({ record: (record) => void found.push(record) });
  const taken = (): readonly (readonly string[])[] => {
    const now = found;
    found = [];
    return now;
  };
  return readingOf(
    (async function* () {
      try {
        for await (const text of textOf(bytes, (lines) => notUtf8(reader.currentLine + lines))) reader.read(text);
        reader.end();
      } finally {
        yield taken();
      }
    })(),
  );
};

/**
 * What is wrong with a skimmed reading, compared with a careful one; undefined: nothing. Records that were only counted must be filled in these positions
 * and differ from the first record.
 */
export const skimFault = (skimmed: Reading<number | readonly string[]>, careful: Reading<readonly string[]>, filled: readonly number[]): string | undefined => {
  if (skimmed.problem !== careful.problem) return `${skimmed.problem} instead of ${careful.problem}`;
  const [first] = careful.found;
  let at = 0;
  for (const each of skimmed.found) {
    const count = typeof each === 'number' ? each : 1;
    const records = careful.found.slice(at, at + count);
    if (records.length < count) return `${count} records from ${at} on`;
    if (typeof each !== 'number' && JSON.stringify(each) !== JSON.stringify(records[0])) return `record ${at}`;
    if (typeof each === 'number') {
      const remarkable = records.find((record) => record.every((cell, i) => cell === first![i]) || filled.some((i) => (record[i] ?? '').trim() === ''));
      if (at === 0 || remarkable) return `counted from ${at} on: ${JSON.stringify(remarkable)}`;
    }
    at += count;
  }
  return at === careful.found.length ? undefined : `only ${at} records`;
};
