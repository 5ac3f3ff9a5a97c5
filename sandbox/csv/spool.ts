import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Row, RowSource } from './rows';
import { CsvError, CsvScanner } from './scanner';

/** The byte position is recorded at this interval of rows, so that a page or a report part can start in the middle. */
const INDEX_STEP = 5000;

/** The findings about an upload. */
export interface SpooledCsv {
  header: string[];
  rows: number;
  bytes: number;
}

/** Receives a CSV file as it arrives: validates it, counts it, writes it to disk. Memory stays constant whatever the size. */
export class CsvSpool {
  header: string[] | undefined;
  rows = 0;
  bytes = 0;
  error: CsvError | undefined;
  tooLarge = false;
  private readonly index: number[] = [];
  private readonly scanner = new CsvScanner((record) => {
    if (!this.header) {
      this.header = Array.from({ length: record.length }, (_, i) => record.text(i));
      return;
    }
    if (record.length !== this.header.length) {
      throw new CsvError(`Wrong number of fields in line ${record.line}.`);
    }
    if (this.rows % INDEX_STEP === 0) this.index.push(record.offset);
    this.rows++;
  });

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly maxBytes: number,
  ) {}

  static async create(path: string, maxBytes: number): Promise<CsvSpool> {
    return new CsvSpool(path, await open(path, 'w'), maxBytes);
  }

  /** After the first fault the rest is only counted. */
  async write(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length;
    if (this.bytes > this.maxBytes) this.tooLarge = true;
    if (this.error || this.tooLarge) return;
    this.guard(() => this.scanner.push(chunk));
    await this.file.write(chunk);
  }

  async end(): Promise<void> {
    if (!this.error && !this.tooLarge) this.guard(() => this.scanner.end());
    await this.file.close();
  }

  /** The rows of the finished file. */
  source(): RowSource {
    const { path, index, rows, bytes } = this;
    const header = this.header ?? [];
    const userAt = header.indexOf('User');
    const variables = header.filter((_, i) => i !== userAt);
    return {
      variables,
      count: rows,
      bytes,
      blocks: (from, to) => readBlocks(path, index, userAt, header.length, from, Math.min(to, rows)),
      dispose: () => rm(path, { force: true }),
    };
  }

  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.error = error;
    }
  }
}

async function* readBlocks(path: string, index: readonly number[], userAt: number, width: number, from: number, to: number): AsyncGenerator<Row[]> {
  if (from >= to) return;
  const step = Math.floor(from / INDEX_STEP);
  let rowIndex = step * INDEX_STEP;
  let block: Row[] = [];
  const scanner = new CsvScanner((record) => {
    if (rowIndex >= from && rowIndex < to) {
      const values: string[] = [];
      for (let i = 0; i < width; i++) if (i !== userAt) values.push(record.text(i));
      block.push({ user: record.text(userAt), values });
    }
    rowIndex++;
  }, index[step]);
  for await (const chunk of createReadStream(path, { start: index[step] })) {
    scanner.push(chunk as Buffer);
    if (block.length) yield block;
    block = [];
    if (rowIndex >= to) return;
  }
  scanner.end();
  if (block.length) yield block;
}
