import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type * as engine from '../engine/index.ts';
import type * as nodes from '../node-red/shared/types.ts';
import type * as vendors from '../vendors/index.ts';

/** The catalogue and what is derived from it. */
export type Catalogue = Pick<typeof vendors, 'vendors'> &
  Pick<
    typeof engine,
    | 'outputSample'
    | 'permissionsOfOperation'
    | 'permissionsOfTrigger'
    | 'hasPermissions'
    | 'settingNeeded'
    | 'neededByTrigger'
    | 'conditionOf'
    | 'formOf'
    | 'sayBytes'
    | 'FORMATS'
  > &
  Pick<typeof nodes, 'nodeTypes'>;

const PARTS = ['vendors/index', 'engine/index', 'node-red/shared/types'];

/** Bundles and evaluates some lines of TypeScript as if they were in a file at the root of a checkout, and returns their exports. */
export const bundled = async <Exports,>(root: string, lines: readonly string[]): Promise<Exports> => {
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root, sourcefile: join(root, 'catalogue.ts') },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'error',
  });
  return (await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`)) as Exports;
};

/** The messages of refusals that a vendor's documents have, by vendor; not all documents have any. */
export type KnownMessages = Readonly<Record<string, readonly engine.Known[]>>;

const vendorsIn = async (root: string): Promise<readonly string[]> =>
  (await readdir(join(root, 'vendors'), { withFileTypes: true })).filter((each) => each.isDirectory()).map(({ name }) => name);

/** Reads them from the current sources, without a build. */
export const readKnownMessages = async (root: string): Promise<KnownMessages> => {
  const ids = await vendorsIn(root);
  const modules = await bundled<Readonly<Record<string, { readonly knownMessages?: readonly engine.Known[] }>>>(
    root,
    ids.map((id) => `export * as ${id} from './vendors/${id}/errors';`),
  );
  return Object.fromEntries(ids.map((id) => [id, modules[id]?.knownMessages ?? []]));
};

/** The catalogue from the current sources, without a build. */
export const readCatalogue = (root: string): Promise<Catalogue> =>
  bundled(
    root,
    PARTS.map((part) => `export * from './${part}';`),
  );
