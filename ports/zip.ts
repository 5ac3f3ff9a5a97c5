import { BOUNDS } from '../engine/base/bounds';
import { ZipProblem, type Zip } from '../engine/base/ports';
import { Cursor } from './cursor';
import { linesOf } from './lines';
import { readDirectory } from './zipDirectory';

async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  // Loaded with the first archive: most runs have none, and its library makes tables first.
  const { contentOf, headerOf } = await import('./zipEntry');
  const cursor = new Cursor(bytes);
  try {
    for (let files = 0; ; files++) {
      const entry = await headerOf(cursor, files === 0);
      if (!entry) return await readDirectory(cursor, files);
      const broken = (line: number, what: string): ZipProblem => new ZipProblem(`line ${line} of '${entry.name}' ${what}`);
      yield* linesOf(contentOf(cursor, entry), BOUNDS.exportLine.most, broken);
    }
  } finally {
    await cursor.close();
  }
}

/**
 * Streams zip archives with pako's zlib, which detects where compressed data ends; readers that search for signatures are misled by random bytes in
 * archives of gigabytes. It needs no Node API, so one adapter serves every host. At most one line of a file's uncompressed content is buffered, so an
 * archive that expands to a thousand times its size takes time but no memory.
 */
export const zip: Zip = { lines };
