import { parse } from 'csv-parse/stream';
import { stringify } from 'csv-stringify/sync';
import { CsvProblem, type Csv } from '../engine/ports';

/** Records handed on at once: enough to make the hand-over cheap, few enough to stay small. */
const BATCH = 1000;

interface ParserError {
  readonly code?: string;
  readonly message?: string;
  readonly lines?: number;
}

const problemOf = (error: unknown): CsvProblem => {
  const { code, message = String(error), lines } = error as ParserError;
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    const [, expected, got] = /expect (\d+), got (\d+)/.exec(message) ?? [];
    return new CsvProblem(`line ${lines} has ${got} cells where the first line has ${expected}`, lines);
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new CsvProblem('a quote is opened and never closed', lines);
  return new CsvProblem(message.replace(/[.\s]+$/, ''), lines);
};

async function* utf8Only(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (chunk?: Uint8Array) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new CsvProblem('the text is not UTF-8');
    }
  };
  for await (const chunk of bytes) {
    check(chunk);
    yield chunk;
  }
  check();
}

async function* records(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly (readonly string[])[]> {
  const parser = parse({ bom: true, skip_empty_lines: true }) as unknown as TransformStream<Uint8Array, string[]>;
  const writer = parser.writable.getWriter();
  const reader = parser.readable.getReader();
  let failure: unknown;
  const feeding = (async () => {
    try {
      for await (const chunk of utf8Only(bytes)) {
        await writer.ready;
        await writer.write(chunk);
      }
      await writer.close();
    } catch (error) {
      failure ??= error;
      await writer.abort(error).catch(() => undefined);
    }
  })();
  let batch: string[][] = [];
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      batch.push(value);
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    await feeding;
    if (failure) throw failure;
    finished = true;
  } catch (error) {
    finished = true;
    const cause = failure ?? error;
    const code = (cause as ParserError).code;
    throw typeof code === 'string' && code.startsWith('CSV_') ? problemOf(cause) : cause;
  } finally {
    if (!finished) {
      failure ??= new Error('reading stopped');
      await reader.cancel().catch(() => undefined);
    }
  }
  if (batch.length > 0) yield batch;
}

/** CSV by csv-parse and csv-stringify, in the forms that need no Node stream, so that one adapter serves every host. */
export const csv: Csv = {
  parse: records,
  stringify: (rows) => stringify(rows as string[][]),
};
