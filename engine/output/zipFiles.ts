import { BOUNDS } from '../base/bounds';
import { nameOf, partBytes, type FilePorts, type Source } from './files';
import { exactJson } from '../base/exactJson';
import { isObject, type Json, type JsonObject } from '../base/json';
import { ZipProblem } from '../base/ports';

const MOST_SHOWN = 200;

/** Whether lists and objects are nested deeper than this; deeper ones break serialization. */
const isDeeper = (value: Json | undefined, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((each: Json | undefined) => isDeeper(each, levels - 1)));

/** The objects in archives whose files hold one JSON object per line, in batches as they arrive. */
export async function* zippedRowsOf(source: Source, ports: FilePorts): AsyncGenerator<readonly JsonObject[]> {
  const urls = { now: source.urls };
  for (let part = 0; part < source.urls.length; part++) {
    const name = nameOf(source.urls[part]!);
    const broken = (why: string) =>
      source.fail({
        code: 'format',
        reached: 'yes',
        message: `The file ${name} cannot be read: ${why}.`,
        todo: 'Output the export as a file and inspect it; the vendor may have changed its format.',
      });
    const read = (line: string): JsonObject => {
      let value: unknown;
      try {
        value = exactJson(line);
      } catch {
        value = undefined;
      }
      if (!isObject(value)) throw broken(`a line is not a JSON object: ${source.shown(line, MOST_SHOWN)}`);
      if (isDeeper(value as JsonObject, BOUNDS.exportDepth.most)) {
        throw broken(`a line is nested more than ${BOUNDS.exportDepth.most} ${BOUNDS.exportDepth.unit} deep: ${source.shown(line, MOST_SHOWN)}`);
      }
      return value as JsonObject;
    };
    let isEmpty = true;
    try {
      for await (const lines of ports.zip.lines(partBytes(part, urls, source, ports))) {
        isEmpty = false;
        yield lines.map(read);
      }
    } catch (error) {
      throw error instanceof ZipProblem ? broken(error.message) : error;
    }
    // An export without users is valid too.
    if (isEmpty) ports.log('warn', `The file ${name} is an archive that contains no lines.`);
  }
}
