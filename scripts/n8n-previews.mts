import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AnyVendor, Json, outputSample as sampleOf } from '../engine/index.ts';
import type { isFirst as IsFirst } from '../nodes/shared/versions.ts';

/** The subset of JSON Schema in which n8n describes a node's output. */
interface Schema {
  readonly type: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly version?: number;
}

const schemaOf = (sample: Json | undefined): Schema => {
  if (sample === null || sample === undefined) return { type: 'null' };
  if (Array.isArray(sample)) return { type: 'array', ...(sample.length > 0 && { items: schemaOf((sample as readonly Json[])[0]) }) };
  if (typeof sample === 'object')
    return { type: 'object', properties: Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, schemaOf(value as Json)])) };
  return { type: typeof sample === 'number' && Number.isInteger(sample) ? 'integer' : typeof sample };
};

/**
 * Writes the previews of each operation's output next to the vendors' nodes in `dist`, from the catalogue's samples, so that the editor offers the
 * fields before the first run.
 * @param dist the compiled package
 */
export const writePreviews = async (dist: string): Promise<void> => {
  const load = createRequire(import.meta.url);
  const { vendors } = load(join(dist, 'vendors/index.js')) as { vendors: readonly AnyVendor[] };
  const { outputSample } = load(join(dist, 'engine/index.js')) as { outputSample: typeof sampleOf };
  const { NODE_VERSIONS, isFirst } = load(join(dist, 'nodes/shared/index.js')) as {
    NODE_VERSIONS: readonly number[];
    isFirst: typeof IsFirst;
  };
  for (const { id, resources } of vendors) {
    const folder = `${id[0]!.toUpperCase()}${id.slice(1)}`;
    for (const [resource, { operations }] of Object.entries(resources)) {
      for (const [operation, definition] of Object.entries(operations)) {
        for (const version of NODE_VERSIONS) {
          const sample = outputSample(definition, !isFirst({ typeVersion: version }));
          const schema = `${JSON.stringify({ ...schemaOf(sample), version: 1 }, null, 2)}\n`;
          const file = join(dist, 'nodes', folder, `__schema__/v${version}.0.0`, resource, `${operation}.json`);
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, schema);
        }
      }
    }
  }
};
