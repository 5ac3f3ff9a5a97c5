import { once } from 'node:events';
import { createDeflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';

/** One file of an archive: its text is streamed in blocks and never held in memory completely. */
export interface ZipMember {
  readonly name: string;
  blocks(): Iterable<string>;
}

/** Sufficient for repetitive text, and several times as fast as the default of 6. */
const LEVEL = 1;
const DEFLATED = 8;
/** The range of years in a zip time stamp; the sandbox's clock can be set to any year. */
const EARLIEST = Date.UTC(1980, 0, 2);
const LATEST = Date.UTC(2099, 11, 30);

/**
 * A zip archive, created while it is read: one member after the other, with sizes after the data (so the length is not known in advance). The same
 * members and time yield the same bytes.
 */
export async function* zipOf(members: Iterable<ZipMember>, at: number): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const taken = (): Uint8Array[] => {
    const bytes = ready;
    ready = [];
    return bytes;
  };

  for (const { name, blocks } of members) {
    const file = new DeflatedFile(name, at);
    zip.add(file);
    try {
      for (const block of blocks()) {
        await file.write(block);
        yield* taken();
      }
      await file.end();
      yield* taken();
    } finally {
      file.close(); // also if the reader has disconnected
    }
  }
  zip.end();
  yield* taken();
}

/** A member compressed by Node's own zlib outside the event loop: fflate's implementation in JavaScript is slower and needs half as much memory again. */
class DeflatedFile extends ZipPassThrough {
  private readonly deflate = createDeflateRaw({ level: LEVEL });

  constructor(name: string, at: number) {
    super(name);
    this.compression = DEFLATED;
    this.mtime = Math.min(LATEST, Math.max(EARLIEST, at));
    this.deflate.on('data', (bytes: Buffer<ArrayBuffer>) => this.ondata(null, bytes, false));
    this.deflate.on('end', () => this.ondata(null, new Uint8Array(0), true));
  }

  /** Called by `push` after it has counted the bytes and updated the checksum: fflate's extension point for other compressions. */
  protected override process(bytes: Uint8Array, final: boolean): void {
    this.deflate.write(bytes);
    if (final) this.deflate.end();
  }

  async write(text: string): Promise<void> {
    this.push(Buffer.from(text));
    if (this.deflate.writableNeedDrain) await once(this.deflate, 'drain');
  }

  async end(): Promise<void> {
    const ended = once(this.deflate, 'end');
    this.push(new Uint8Array(0), true);
    await ended;
  }

  close(): void {
    this.deflate.destroy();
  }
}
