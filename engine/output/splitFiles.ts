import { joined, utf8Bytes } from '../base/bytes';
import type { FilePart } from '../base/output';

const [TAB, LINE_FEED, CARRIAGE_RETURN, BLANK, QUOTE, COMMA] = [9, 10, 13, 32, 34, 44];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NOTHING = new Uint8Array(0);

/** Finds where the records of a CSV file end, in chunks that may begin and end anywhere; RFC 4180, with any of the usual line ends. */
class Records {
  private place: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  private afterReturn = false;
  private isBlank = true;
  private read = 0;
  /** Whether the record that ended last was a blank line. */
  wasBlank = true;

  /** Whether the file has something of a record that has not ended. */
  get isOpen(): boolean {
    return !this.isBlank;
  }

  /** The position after the next record; -1 if it does not end in this chunk. */
  endIn(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (this.afterReturn) {
        this.afterReturn = false;
        if (byte !== LINE_FEED) return this.ended(i);
      }
      // A quote behind the mark begins a quoted cell all the same.
      if (this.read < BYTE_ORDER_MARK.length && byte === BYTE_ORDER_MARK[this.read]) {
        this.read++;
        continue;
      }
      this.read = BYTE_ORDER_MARK.length;
      if (this.place === 'quoted') {
        if (byte === QUOTE) this.place = 'quote';
        continue;
      }
      if (byte === LINE_FEED) return this.ended(i + 1);
      if (byte === CARRIAGE_RETURN) {
        this.afterReturn = true;
        continue;
      }
      if (byte !== BLANK && byte !== TAB) this.isBlank = false;
      if (byte === COMMA) this.place = 'start';
      else if (byte === QUOTE && this.place !== 'plain') this.place = 'quoted';
      else this.place = 'plain';
    }
    return -1;
  }

  private ended(at: number): number {
    this.wasBlank = this.isBlank;
    this.isBlank = true;
    this.place = 'start';
    return at;
  }
}

const numbered = (name: string, number: number): string => name.replace(/(\.[^.]*)?$/, (extension) => `-${number}${extension}`);

/**
 * Divides a CSV file into files of so many rows, each with the header line and the rows unchanged. The bytes are passed on as they arrive; a table
 * without rows is one file.
 */
export async function* splitFiles(name: string, bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<FilePart> {
  const chunks = bytes[Symbol.asyncIterator]();
  let rest: Uint8Array = NOTHING;
  const filled = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const { done, value } = await chunks.next();
      if (done) return false;
      rest = value;
    }
    return true;
  };
  const records = new Records();
  /** So many records, without blank lines; `counted` is told of each. */
  async function* taken(count: number, counted: () => void): AsyncGenerator<Uint8Array> {
    let left = count;
    while (await filled()) {
      let at = 0;
      while (left > 0 && at >= 0) {
        at = records.endIn(rest, at);
        if (at < 0 || records.wasBlank) continue;
        left--;
        counted();
      }
      const piece = at < 0 ? rest : rest.subarray(0, at);
      rest = at < 0 ? NOTHING : rest.subarray(at);
      if (piece.length > 0) yield piece;
      if (left === 0) return;
    }
    if (records.isOpen) counted();
  }
  /** Whether anything but line ends follows, which are left out. */
  const hasMore = async (): Promise<boolean> => {
    while (await filled()) {
      const first = rest.findIndex((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN);
      rest = first < 0 ? NOTHING : rest.subarray(first);
      if (first >= 0) return true;
    }
    return false;
  };
  try {
    const heads: Uint8Array[] = [];
    for await (const piece of taken(1, () => undefined)) heads.push(piece);
    const head = joined(heads);
    const header = head.length > 0 && head.at(-1) !== LINE_FEED && head.at(-1) !== CARRIAGE_RETURN ? joined([head, utf8Bytes('\n')]) : head;
    for (let number = 1; number === 1 || (await hasMore()); number++) {
      let rows = 0;
      let isRead = false;
      yield {
        name: numbered(name, number),
        number,
        get rows() {
          return rows;
        },
        async *bytes() {
          if (header.length > 0) yield header;
          yield* taken(most, () => rows++);
          isRead = true;
        },
      };
      if (!isRead) throw new Error(`${numbered(name, number)} was not read`);
    }
  } finally {
    await chunks.return?.(undefined);
  }
}
