import { nameOf, partBytes, type FilePorts, type Source } from './files';
import { isObject, type JsonObject } from './json';
import { ZipProblem } from './ports';

const MOST_SHOWN = 200;

/** The objects in archives whose files hold one JSON object a line, in batches as they arrive. */
export async function* zippedRowsOf(source: Source, ports: FilePorts): AsyncGenerator<readonly JsonObject[]> {
  const urls = { now: source.urls };
  for (let part = 0; part < source.urls.length; part++) {
    const broken = (why: string) =>
      source.fail({
        code: 'format',
        reached: 'yes',
        message: `The file ${nameOf(urls.now[part]!)} cannot be read: ${why}.`,
        todo: 'Hand the export on as a file and look into it; the vendor may have changed its form.',
      });
    const read = (line: string): JsonObject => {
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        value = undefined;
      }
      if (!isObject(value)) throw broken(`a line is no JSON object: ${line.slice(0, MOST_SHOWN)}`);
      return value as JsonObject;
    };
    try {
      for await (const lines of ports.zip.lines(partBytes(part, urls, source, ports))) yield lines.map(read);
    } catch (error) {
      throw error instanceof ZipProblem ? broken(error.message) : error;
    }
  }
}
