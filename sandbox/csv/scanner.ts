import { isUtf8 } from 'node:buffer';

const COMMA = 0x2c;
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
/** A longer record is certainly an unclosed quote, and must not fill the memory. */
const LONGEST_RECORD = 1024 * 1024;

/** The file is not CSV in UTF-8. The wording is that of Ruby's CSV reader, which the vendor's server appears to use. */
export class CsvError extends Error {}

/** One record, valid only during the call that receives it, because it points into the network buffer. */
export interface RecordView {
  /** Number of fields. */
  readonly length: number;
  /** Byte position of the record in the file. */
  readonly offset: number;
  readonly line: number;
  text(field: number): string;
}

/**
 * Reads CSV (RFC 4180: comma, double quotes, LF or CRLF) from chunks of bytes. It works on bytes and creates strings only on demand, because most rows
 * of a large upload are only counted.
 */
export class CsvScanner {
  private rest: Buffer = Buffer.alloc(0);
  private restOffset = 0;
  private line = 1;
  private starts: number[] = [];
  private ends: number[] = [];
  private escaped: boolean[] = [];

  constructor(
    private readonly onRecord: (record: RecordView) => void,
    startOffset = 0,
  ) {
    this.restOffset = startOffset;
  }

  push(chunk: Buffer): void {
    const block = this.rest.length ? Buffer.concat([this.rest, chunk]) : chunk;
    this.checkEncoding(block.subarray(0, block.lastIndexOf(LF) + 1));
    const used = this.scan(block, false);
    if (block.length - used > LONGEST_RECORD) throw new CsvError(`Unclosed quoted field in line ${this.line}.`);
    this.restOffset += used;
    // Copied, so that the (pooled) network buffer can be reused.
    this.rest = Buffer.from(block.subarray(used));
  }

  end(): void {
    this.checkEncoding(this.rest);
    this.scan(this.rest, true);
    this.rest = Buffer.alloc(0);
  }

  /** A line feed is never part of a multi-byte character, so text up to one can be checked separately. */
  private checkEncoding(block: Buffer): void {
    if (isUtf8(block)) return;
    let line = this.line;
    for (let from = 0; from < block.length; line++) {
      const end = block.indexOf(LF, from);
      const to = end < 0 ? block.length : end + 1;
      if (!isUtf8(block.subarray(from, to))) break;
      from = to;
    }
    throw new CsvError(`Invalid byte sequence in UTF-8 in line ${line}.`);
  }

  /** Emits every complete record of the block and returns where the incomplete one starts. */
  private scan(block: Buffer, last: boolean): number {
    const size = block.length;
    let recordStart = 0;
    let position = 0;
    while (position < size) {
      let fields = 0;
      let lines = 0;
      let complete = false;
      recordStart = position;
      while (!complete) {
        let start = position;
        let end: number;
        let escaped = false;
        if (block[position] === QUOTE) {
          start = ++position;
          for (;;) {
            const close = block.indexOf(QUOTE, position);
            if (close < 0) {
              if (last) throw new CsvError(`Unclosed quoted field in line ${this.line}.`);
              return recordStart;
            }
            if (close + 1 >= size && !last) return recordStart; // the next byte decides: a doubled quote or the end
            for (let i = position; i < close; i++) if (block[i] === LF) lines++;
            position = close + 1;
            if (block[position] !== QUOTE) {
              end = close;
              break;
            }
            escaped = true;
            position++;
          }
        } else {
          while (position < size) {
            const byte = block[position] as number;
            if (byte === COMMA || byte === LF || byte === CR) break;
            if (byte === QUOTE) throw new CsvError(`Illegal quoting in line ${this.line + lines}.`);
            if (byte === 0) throw new CsvError(`Illegal character in line ${this.line + lines}.`);
            position++;
          }
          end = position;
        }
        this.starts[fields] = start;
        this.ends[fields] = end;
        this.escaped[fields++] = escaped;

        if (position >= size) {
          if (!last) return recordStart;
          complete = true;
        } else if (block[position] === COMMA) {
          position++;
        } else if (block[position] === LF) {
          position++;
          lines++;
          complete = true;
        } else if (block[position] === CR) {
          if (position + 1 >= size && !last) return recordStart;
          if (position + 1 < size && block[position + 1] !== LF) {
            throw new CsvError(`Unquoted fields do not allow new line <"\\r"> in line ${this.line + lines}.`);
          }
          position += 2;
          lines++;
          complete = true;
        } else {
          throw new CsvError(`Any value after quoted field isn't allowed in line ${this.line + lines}.`);
        }
      }
      const blank = fields === 1 && this.starts[0] === this.ends[0] && this.starts[0] === recordStart;
      if (!blank) this.emitRecord(block, fields, recordStart);
      this.line += lines;
      recordStart = Math.min(position, size);
    }
    return recordStart;
  }

  private emitRecord(block: Buffer, length: number, start: number): void {
    const { starts, ends, escaped } = this;
    this.onRecord({
      length,
      offset: this.restOffset + start,
      line: this.line,
      text: (field) => {
        const text = block.toString('utf8', starts[field], ends[field]);
        return escaped[field] ? text.replaceAll('""', '"') : text;
      },
    });
  }
}
