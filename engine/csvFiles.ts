import { nameOf, partBytes, type FilePorts, type Source } from './files';
import type { JsonObject } from './json';
import { CsvProblem } from './ports';

const LINE_FEED = 10;

/** One of several files may have nothing in it; where none has so much as a first line, what came was no table. */
const nothing = (source: Source): Error =>
  source.fail({
    code: 'format',
    reached: 'yes',
    message: `The ${source.urls.length === 1 ? `file ${nameOf(source.urls[0]!)} is` : `${source.urls.length} files are`} empty: there is not even a first line with the columns.`,
    todo: 'Ask for the report again later; the vendor may have changed its form.',
  });

/** All parts as rows, in batches, each row an object by column name. */
export async function* csvRowsOf(source: Source, ports: FilePorts): AsyncGenerator<readonly JsonObject[]> {
  const urls = { now: source.urls };
  let isEmpty = true;
  for (let part = 0; part < source.urls.length; part++) {
    const name = nameOf(source.urls[part]!);
    let columns: readonly string[] | undefined;
    try {
      for await (const batch of ports.csv.parse(partBytes(part, urls, source, ports))) {
        let records = batch;
        isEmpty = false;
        if (!columns) {
          const [first = []] = batch;
          // The document does not say that each part has its own header line: it is recognised, not assumed.
          const hasHeader = !source.columns || source.columns.some((column) => first.includes(column));
          columns = hasHeader ? first : source.columns!;
          if (hasHeader) records = batch.slice(1);
          const missing = (source.columns ?? []).filter((column) => !columns!.includes(column));
          if (missing.length > 0 || columns.length !== first.length) {
            throw source.fail({
              code: 'format',
              reached: 'yes',
              message: `The file ${name} lacks the column '${missing.join("', '")}'; its first line is: ${first.join(',').slice(0, 200)}.`,
              todo: 'Hand the report on as a file and look into it; the vendor may have changed its form.',
            });
          }
        }
        const names = columns;
        if (records.length > 0) yield records.map((record) => Object.fromEntries(names.map((column, i) => [column, record[i] ?? ''])));
      }
    } catch (error) {
      if (!(error instanceof CsvProblem)) throw error;
      throw source.fail({
        code: 'format',
        reached: 'yes',
        message: `The file ${name} is no readable CSV: ${error.message}.`,
        todo: 'Hand the report on as a file and look into it.',
      });
    }
  }
  if (isEmpty && source.columns && source.urls.length > 0) throw nothing(source);
}

const join = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** All parts as one CSV file: the first part's header line once, then the rows as they came. */
export async function* csvBytesOf(source: Source, ports: FilePorts): AsyncGenerator<Uint8Array> {
  const urls = { now: source.urls };
  let header: Uint8Array | undefined;
  let isEmpty = true;
  for (let part = 0; part < source.urls.length; part++) {
    let line: Uint8Array | undefined = new Uint8Array(0);
    let last = LINE_FEED;
    for await (const chunk of partBytes(part, urls, source, ports)) {
      if (chunk.length === 0) continue;
      isEmpty = false;
      last = chunk[chunk.length - 1]!;
      if (!line) {
        yield chunk;
        continue;
      }
      const head: Uint8Array = join(line, chunk);
      const end = head.indexOf(LINE_FEED);
      if (end < 0) {
        line = head;
        continue;
      }
      line = undefined;
      const first = head.subarray(0, end + 1);
      if (header && same(header, first)) yield head.subarray(end + 1);
      else yield head;
      header ??= first.slice();
    }
    if (line && line.length > 0) yield line;
    if (last !== LINE_FEED && part < source.urls.length - 1) yield Uint8Array.of(LINE_FEED);
  }
  if (isEmpty && source.columns && source.urls.length > 0) throw nothing(source);
}
