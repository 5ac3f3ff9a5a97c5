import { sayBytes } from '../base/bytes';
import { Crc32 } from '../base/checksum';
import { ContentProblem, contentOf, MARK_BYTES, type Fingerprint } from './content';
import { csvFault, FIRST_LINE } from './csvFault';
import { separatorOf, twiceIn } from '../base/csvHeader';
import type { FileRef, Fields } from '../catalogue/fields';
import type { Problem } from '../catalogue/operation';
import { CsvProblem, type Csv } from '../base/ports';
import type { Excerpt } from '../base/excerpt';

/** Findings from reading a file. */
export interface FileFacts extends Fingerprint {
  /** For CSV: the names in its first line, and the number of records below it. */
  readonly columns?: readonly string[];
  readonly rows?: number;
}

class Stop extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/**
 * Reads a file once before anything is sent and checks it against its field's limits: size, CSV format, columns, and required cells. Memory stays
 * constant whatever the size.
 */
export const inspect = async (fields: Fields, name: string, file: FileRef, csv: Csv, shown: Excerpt): Promise<{ facts: FileFacts } | { problem: Problem }> => {
  const field = fields[name];
  const limits = field?.type === 'file' ? field.limits : undefined;
  const smaller = field?.todo ?? 'Split it into several files and send each one separately.';
  const label = `'${field?.label ?? name}' (${name})`;
  const stop = (what: string, todo: string): never => {
    throw new Stop({ field: name, message: `${label}: the file '${file.name}' ${what}.`, todo });
  };
  let bytes = 0;
  const sum = new Crc32();
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of contentOf(file)) {
      bytes += chunk.length;
      sum.add(chunk);
      if (limits?.maxBytes !== undefined && bytes > limits.maxBytes) {
        stop(`is larger than ${sayBytes(limits.maxBytes)}`, smaller);
      }
      yield chunk;
    }
  }
  try {
    if (limits?.extension && !file.name.toLowerCase().endsWith(limits.extension)) {
      stop(`does not end in ${limits.extension}`, `Provide a file whose name ends in ${limits.extension}.`);
    }
    if (limits?.maxBytes !== undefined && file.size !== undefined && file.size > limits.maxBytes + MARK_BYTES) {
      stop(`has ${sayBytes(file.size)}; at most ${sayBytes(limits.maxBytes)} are allowed`, smaller);
    }
    if (!limits?.csv) {
      for await (const chunk of counted()) void chunk;
      return { facts: { bytes, checksum: sum.value } };
    }
    const { columns: wanted, filled = [] } = limits.csv;
    let columns: readonly string[] | undefined;
    let rows = 0;
    for await (const batch of csv.skim(counted(), (first) => ({ filled: filled.map((column) => first.indexOf(column)) }))) {
      for (const record of batch) {
        if (typeof record === 'number') {
          rows += record;
          continue;
        }
        if (!columns) {
          columns = record;
          const found = columns.join(', ');
          const missing = wanted.filter((column) => !record.includes(column));
          if (missing.length > 0) {
            const separator = separatorOf(record);
            stop(
              `has no column '${missing.join("', '")}'${separator === undefined ? '' : `, because its cells are separated by ${separator}`}; its first line is: ${shown(found, FIRST_LINE)}`,
              separator === undefined ? `Name the column with the user IDs exactly '${missing[0]}'.` : 'Save it as comma-separated CSV.',
            );
          }
          const twice = twiceIn(record);
          if (twice !== undefined) stop(`has two columns named '${twice}'`, 'Rename or remove one of them.');
          if (record.some((column) => column.trim() === '')) stop('has a column without a name in its first line', 'Name it or remove it.');
          continue;
        }
        rows++;
        if (record.length > 1 && record.every((cell, i) => cell === columns![i]))
          stop(
            `repeats the header line with the column names as row ${rows} (below the first line)`,
            'Remove that row; several files seem to have been combined.',
          );
        for (const column of filled) {
          if ((record[columns.indexOf(column)] ?? '').trim() === '')
            stop(`is empty in column '${column}' of row ${rows} (below the first line)`, 'Fill it in, or remove the row.');
        }
      }
    }
    if (!columns || rows === 0) stop('has no rows', 'Provide a file with a header line of column names and at least one row.');
    return { facts: { bytes, checksum: sum.value, columns: columns!, rows } };
  } catch (error) {
    if (error instanceof Stop) return { problem: error.problem };
    if (error instanceof ContentProblem) {
      return { problem: { field: name, message: `${label}: the file '${file.name}' ${error.what}.`, todo: error.todo } };
    }
    if (error instanceof CsvProblem) {
      return { problem: { field: name, message: `${label}: the file '${file.name}' ${csvFault(error, shown, true)}.`, todo: error.todo } };
    }
    throw error;
  }
};
