import { parse } from 'csv-parse/stream';
import { stringify } from 'csv-stringify/sync';
import { CsvProblem, type Csv } from '../engine/ports';

/** Bytes parsed at once: their records are handed on together, enough to make that cheap, few enough to stay small. */
const PIECE = 64 * 1024;

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

/** Small pieces of what may come as one large one, as content in memory does. */
function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
}

async function* records(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly (readonly string[])[]> {
  let batch: string[][] = [];
  // Records are taken here and do not go through the stream: queueing each by itself costs more memory than all else.
  const take = (record: string[]): null => {
    batch.push(record);
    return null;
  };
  const parser = parse({ bom: true, skip_empty_lines: true, on_record: take }) as unknown as TransformStream<Uint8Array, never>;
  const writer = parser.writable.getWriter();
  const reader = parser.readable.getReader();
  // A stream of this kind works only while somebody reads from it.
  const over = reader.read();
  over.catch(() => undefined);
  writer.closed.catch(() => undefined);
  // The writer only says that the stream is closed; why, says the reader.
  const explained = async (error: unknown): Promise<never> => {
    throw problemOf(
      await over.then(
        () => error,
        (why: unknown) => why,
      ),
    );
  };
  const taken = (): string[][] => {
    const full = batch;
    batch = [];
    return full;
  };
  try {
    for await (const chunk of utf8Only(bytes)) {
      for (const piece of pieces(chunk)) {
        await writer.write(piece).catch(explained);
        if (batch.length > 0) yield taken();
      }
    }
    await writer.close().catch(explained);
    await over.catch(explained);
    if (batch.length > 0) yield taken();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** CSV by csv-parse and csv-stringify, in the forms that need no Node stream, so that one adapter serves every host. */
export const csv: Csv = {
  parse: records,
  stringify: (rows) => stringify(rows as string[][]),
};
