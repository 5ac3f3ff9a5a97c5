import { BOUNDS } from '../engine/base/bounds';
import { ZipProblem, type Zip } from '../engine/base/ports';
import { Cursor } from './cursor';
import { linesOf } from './lines';
import { contentOf, headerOf } from './zipEntry';
import { readDirectory } from './zipDirectory';

async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
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
 * Zip archives as a stream over pako's zlib, which says where packed data ends; readers that look for signatures instead
 * take chance bytes for them in archives of gigabytes. It needs nothing of Node, so one adapter serves every host.
 * What a file unpacks to is never held but for one line, so that an archive that unpacks to a thousand times its size takes time and no memory.
 */
export const zip: Zip = { lines };
