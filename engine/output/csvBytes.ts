import { BOUNDS } from '../base/bounds';
import { joined, utf8Bytes } from '../base/bytes';
import { againOf, sameNames } from '../base/csvHeader';
import { isBlank, startOf, unreadable } from './csvStart';
import { nameOf, nothingIn, partBytes, type FilePorts, type Source } from './files';

const LINE_FEED = 10;
const BLANK = 32;

/** The beginning of a part up to the end of its first non-blank line, and where that line ends; then the rest as it arrives. */
async function* opened(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ readonly head: Uint8Array; readonly end: number } | Uint8Array> {
  let held: Uint8Array[] | undefined = [];
  let length = 0;
  let isBegun = false;
  for await (const chunk of bytes) {
    if (!held) {
      yield chunk;
      continue;
    }
    const from: number = isBegun ? 0 : chunk.findIndex((byte) => byte > BLANK);
    isBegun ||= from >= 0;
    const feed: number = isBegun ? chunk.indexOf(LINE_FEED, from) : -1;
    held.push(chunk);
    length += chunk.length;
    // A line longer than the bound for a record is not inspected.
    if (feed < 0 && length <= BOUNDS.csvRecord.most) continue;
    yield { head: joined(held), end: feed < 0 ? length : length - chunk.length + feed + 1 };
    held = undefined;
  }
  if (held && isBegun) yield { head: joined(held), end: length };
}

/** All parts as one CSV file: one header line, then the rows unchanged. */
export async function* csvBytesOf(source: Source, ports: FilePorts): AsyncGenerator<Uint8Array> {
  const urls = { now: source.urls };
  const empty = nothingIn(source, ports);
  const { columns: documented, fail } = source;
  /** The columns of the whole file. */
  let columns: readonly string[] | undefined;
  let last = LINE_FEED;

  /** Which bytes of a part's first line go into the file. */
  const begin = async (head: Uint8Array, end: number, url: string): Promise<readonly Uint8Array[]> => {
    const line = (async function* () {
      yield head.subarray(0, end);
    })();
    let first: readonly string[] | undefined;
    try {
      for await (const records of ports.csv.parse(line)) first ??= records.find((record) => !isBlank(record));
    } catch (error) {
      throw unreadable(error, url, source);
    }
    // Without documented columns, the first part defines them; later parts may begin with rows.
    if (!first || (!documented && columns && !againOf(columns)(first))) return [head];
    const start = startOf(first, url, source);
    if (!columns) {
      columns = start.columns;
      return start.isRow ? [utf8Bytes(ports.csv.stringify([columns])), head] : [head];
    }
    if (!sameNames(start.columns, columns)) {
      throw fail({
        code: 'format',
        reached: 'yes',
        message: `The file ${nameOf(url)} has its columns in a different order than the previous one, so they cannot be combined into one file.`,
        todo: 'Output rows instead of a file.',
      });
    }
    return [start.isRow ? head : head.subarray(end)];
  };

  for (let part = 0; part < source.urls.length; part++) {
    let isEmpty = true;
    for await (const piece of opened(partBytes(part, urls, source, ports))) {
      const chunks = 'head' in piece ? await begin(piece.head, piece.end, source.urls[part]!) : [piece];
      // The preceding line may not be terminated.
      if (isEmpty && last !== LINE_FEED) yield Uint8Array.of(LINE_FEED);
      isEmpty = false;
      for (const chunk of chunks) {
        if (chunk.length === 0) continue;
        last = chunk[chunk.length - 1]!;
        yield chunk;
      }
    }
    if (isEmpty) empty(part);
  }
}
