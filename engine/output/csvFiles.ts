import { isBlank, startOf, unreadable, type Start } from './csvStart';
import { nothingIn, partBytes, type FilePorts, type Source } from './files';
import type { JsonObject } from '../base/json';

/** Makes rows of records: objects of one shape, which takes a fraction of the time of a list of entries. */
const rowsWith = (columns: readonly string[]): ((record: readonly string[]) => JsonObject) => {
  // An own member, whatever its name.
  const empty: Readonly<Record<string, string>> = Object.fromEntries(columns.map((column) => [column, '']));
  return (record) => {
    const row = { ...empty };
    for (let i = 0; i < columns.length; i++) row[columns[i]!] = record[i] ?? '';
    return row;
  };
};

/** All parts as rows, in batches, each row an object by column name. Repeated header lines are skipped. */
export async function* csvRowsOf(source: Source, ports: FilePorts): AsyncGenerator<readonly JsonObject[]> {
  const urls = { now: source.urls };
  const empty = nothingIn(source, ports);
  for (let part = 0; part < source.urls.length; part++) {
    const url = source.urls[part]!;
    let start: Start | undefined;
    let rowOf = rowsWith([]);
    const isRow = (record: readonly string[]): boolean => {
      if (start && !start.isAgain(record)) return true;
      if (!start && isBlank(record)) return false;
      start = startOf(record, url, start ? { ...source, columns: start.columns } : source);
      rowOf = rowsWith(start.columns);
      return start.isRow;
    };
    try {
      for await (const batch of ports.csv.parse(partBytes(part, urls, source, ports))) {
        const rows: JsonObject[] = [];
        for (const record of batch) {
          if (isRow(record)) rows.push(rowOf(record));
        }
        if (rows.length > 0) yield rows;
      }
    } catch (error) {
      throw unreadable(error, url, source);
    }
    if (!start) empty(part);
  }
}
