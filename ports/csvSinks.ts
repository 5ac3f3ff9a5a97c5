import type { PassOver } from '../engine/base/ports';
import { plainRecord } from './csvPlain';

/** What becomes of the records that a reader finds. */
export interface CsvSink {
  /** A record that was read. */
  record(record: readonly string[]): void;
  /**
   * Takes the plain records at a position, each in a line of its own. Only called after a first record, whose number of cells they have.
   * @returns the position after them, and their number
   */
  plain?(text: string, from: number): readonly [end: number, records: number];
}

/** Collects something of each record until it is taken. */
abstract class Collected<T> {
  protected found: T[] = [];

  /** Takes what has been collected. */
  taken(): readonly T[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}

const unquoted = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1) : cell);

/** Collects records as lists of their cells. */
export class Records extends Collected<readonly string[]> implements CsvSink {
  private pattern: RegExp | undefined;
  private width = 0;

  record(record: readonly string[]): void {
    if (this.width === 0) {
      this.width = record.length;
      this.pattern = plainRecord({ width: this.width, inGroups: true });
    }
    this.found.push(record);
  }

  plain(text: string, from: number): readonly [end: number, records: number] {
    const { pattern, width, found } = this;
    if (!pattern) return [from, 0];
    const before = found.length;
    let end = from;
    pattern.lastIndex = from;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      end = pattern.lastIndex;
      const record: string[] = [];
      for (let i = 1; i <= width; i++) record.push(unquoted(match[i]!));
      found.push(record);
    }
    return [end, found.length - before];
  }
}

/** Counts the records that are certain to be unremarkable, and collects the others. */
export class Skimmed extends Collected<number | readonly string[]> implements CsvSink {
  private pattern: RegExp | undefined;
  private isBegun = false;

  /** @param passOver called with the first record */
  constructor(private readonly passOver: (first: readonly string[]) => PassOver) {
    super();
  }

  record(record: readonly string[]): void {
    if (!this.isBegun) {
      this.isBegun = true;
      this.pattern = plainRecord({ width: record.length, filled: this.passOver(record).filled, notFirst: record[0]! });
    }
    this.found.push(record);
  }

  plain(text: string, from: number): readonly [end: number, records: number] {
    const { pattern } = this;
    if (!pattern) return [from, 0];
    let end = from;
    let count = 0;
    pattern.lastIndex = from;
    for (; pattern.test(text); count++) end = pattern.lastIndex;
    if (count > 0) this.found.push(count);
    return [end, count];
  }
}
