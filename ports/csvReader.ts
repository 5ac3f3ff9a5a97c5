import { BOUNDS } from '../engine/base/bounds';
import { CsvProblem } from '../engine/base/ports';
import type { CsvSink } from './csvSinks';

const COMMA = 44;
const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
const NUL = 0;

const MOST_SHOWN = 40;
const { most, unit } = BOUNDS.csvRecord;

const QUOTING = 'Put cells that contain a comma, a quote or a line break in quotes, and double each quote inside, as programs do when saving CSV.';

/** The parser's state. `afterQuote`: after a quote that closes its cell or is the first of two; `afterReturn`: a line feed must follow. */
type Place = 'cellStart' | 'plain' | 'quoted' | 'afterQuote' | 'afterReturn';

const cells = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`;

/**
 * Reads CSV (RFC 4180; lines end in LF or CR LF; empty lines are ignored) from chunks of text, strictly: vendors reject files that a lenient reader
 * would repair. Written here because users need the line and reason of a fault in the same words everywhere in a file, and because an endless record
 * must not fill the memory. Plain records are found as a whole, in a fraction of the time; everything else is read character by character.
 */
export class CsvReader {
  private record: string[] = [];
  private cell = '';
  private place: Place = 'cellStart';
  private line = 1;
  /** The lines in which the record and its last quoted cell began. */
  private began = 1;
  private opened = 1;
  /** Characters of the record so far. */
  private size = 0;
  /** Number of cells of the first record. */
  private width: number | undefined;

  /** @param sink receives the records as they are complete */
  constructor(private readonly sink: CsvSink) {}

  /** The line in which the text that was read ends; from 1. */
  get currentLine(): number {
    return this.line;
  }

  /** Reads the next chunk. Throws CsvProblem; the sink has the records before the fault. */
  read(text: string): void {
    // What is longer than the bound for a record may contain one that is.
    const mayPass = this.sink.plain && text.length <= most;
    let at = 0;
    while (at < text.length) {
      if (mayPass && this.width !== undefined && this.place === 'cellStart' && this.record.length === 0) {
        const [end, records] = this.sink.plain!(text, at);
        at = end;
        this.line += records;
        this.began = this.line;
        if (at === text.length) return;
      }
      at = this.step(text, at);
    }
  }

  /** Handles the end of the text, which may complete the last record. Throws CsvProblem. */
  end(): void {
    if (this.place === 'quoted') throw new CsvProblem(`a quote is opened in line ${this.opened} and never closed`, QUOTING);
    if (this.place === 'afterReturn') throw this.loneReturn();
    if (this.place === 'cellStart' && this.record.length === 0) return;
    this.endCell();
    this.endLine();
  }

  /** Reads from a position and returns the next one. */
  private step(text: string, at: number): number {
    const next = text.charCodeAt(at);
    switch (this.place) {
      case 'cellStart':
        if (next === QUOTE) {
          this.place = 'quoted';
          this.opened = this.line;
          return at + 1;
        }
        this.place = 'plain';
        return this.plain(text, at);
      case 'plain':
        return this.plain(text, at);
      case 'quoted':
        return this.quoted(text, at);
      case 'afterQuote':
        if (next === QUOTE) {
          this.add('"');
          this.place = 'quoted';
          return at + 1;
        }
        if (next !== COMMA && next !== LINE_FEED && next !== RETURN) throw this.problem('has text after a closing quote', QUOTING, this.near(text, at, '"'));
        return this.separator(next, at);
      case 'afterReturn':
        if (next !== LINE_FEED) throw this.loneReturn();
        this.endLine();
        return at + 1;
    }
  }

  private plain(text: string, from: number): number {
    let at = from;
    let next = -1;
    for (; at < text.length; at++) {
      next = text.charCodeAt(at);
      if (next === COMMA || next === LINE_FEED || next === RETURN || next === QUOTE || next === NUL) break;
    }
    if (at > from) this.add(text.slice(from, at));
    if (at === text.length) return at;
    if (next === NUL) throw this.nul();
    if (next === QUOTE) throw this.problem('has a quote inside a cell that does not start with one', QUOTING, this.near(text, at));
    return this.separator(next, at);
  }

  private quoted(text: string, from: number): number {
    const close = text.indexOf('"', from);
    const piece = text.slice(from, close < 0 ? text.length : close);
    const nul = piece.indexOf('\0');
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) {
      if (nul >= 0 && nul < at) break;
      this.line++;
    }
    if (nul >= 0) throw this.nul();
    this.add(piece);
    if (close < 0) return text.length;
    this.place = 'afterQuote';
    return close + 1;
  }

  /** Ends a cell according to the character after it. */
  private separator(next: number, at: number): number {
    const isEmptyLine = next !== COMMA && this.record.length === 0 && this.cell === '' && this.place !== 'afterQuote';
    if (!isEmptyLine) this.endCell();
    if (next === RETURN) this.place = 'afterReturn';
    if (next === LINE_FEED) this.endLine();
    return at + 1;
  }

  private add(text: string): void {
    this.cell += text;
    this.grow(text.length);
  }

  private grow(by: number): void {
    this.size += by;
    if (this.size > most) {
      throw new CsvProblem(
        `the record that starts in line ${this.began} is longer than ${most} ${unit}`,
        'Shorten it. If it seems short, look for an unclosed quote.',
      );
    }
  }

  private endCell(): void {
    this.record.push(this.cell);
    this.cell = '';
    this.place = 'cellStart';
    this.grow(1);
  }

  private endLine(): void {
    const { record } = this;
    if (record.length > 0) {
      this.width ??= record.length;
      if (record.length !== this.width) {
        throw new CsvProblem(`line ${this.began} has ${cells(record.length)}, but the first line has ${this.width}`, QUOTING);
      }
      this.sink.record(record);
      this.record = [];
    }
    this.line++;
    this.began = this.line;
    this.size = 0;
    this.place = 'cellStart';
  }

  /** The text around a position, within its line. */
  private near(text: string, at: number, between = ''): string {
    const before = this.cell.slice(-MOST_SHOWN / 2);
    return `${before}${between}${text.slice(at, at + MOST_SHOWN / 2)}`.split(/[\r\n]/)[0]!;
  }

  private problem(what: string, todo: string, near?: string): CsvProblem {
    return new CsvProblem(`line ${this.line} ${what}`, todo, near === undefined ? {} : { near });
  }

  private nul(): CsvProblem {
    return this.problem('contains a NUL character, which is not allowed in text', 'Save it again as CSV in UTF-8.');
  }

  private loneReturn(): CsvProblem {
    return this.problem(
      'ends with a carriage return without a line feed, the line ending of old Mac programs',
      'Save it with Windows or Unix line endings; Excel does so in the format "CSV UTF-8".',
    );
  }
}
