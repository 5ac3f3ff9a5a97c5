import { cp, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeMetadata } from '../../../scripts/release/metadata.mts';
import { alone, type Part } from '../harness/part.mts';
import { inOwnProcess } from '../processes.mts';
import type { LoaderOrder } from '../workers/loader.ts';

const root = join(import.meta.dirname, '../../..');

/** A package in a folder, as `npm run pack` stages it: with what n8n needs to know of it before it loads its code. */
const stage = async (folder: string): Promise<readonly string[]> => {
  const { files, n8n } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { files: readonly string[]; n8n: { nodes: readonly string[] } };
  for (const file of ['package.json', ...files]) await cp(join(root, file), join(folder, file), { recursive: true });
  await writeMetadata(folder);
  return n8n.nodes;
};

const work = () => "n8n's loader with the pack";

export const loader: Part = {
  name: 'loader',
  rows: [
    {
      ...alone({ id: 'loader.time', work, against: 'the pack without `dist/known`', by: 'seconds', unit: 'ms', ours: 'lazy', atMost: 0.035 }),
      theirs: 'eager',
    },
    alone({
      ...{ id: 'loader.node', against: 'itself', by: 'seconds', unit: 'ms', ours: 'node', atMost: 0.06 },
      work: () => "requiring one vendor's node (Braze)",
    }),
  ],
  async open({ folder }) {
    // What n8n has beside a package.
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const [lazy, eager] = [join(folder, 'lazy'), join(folder, 'eager')];
    const nodes = await stage(lazy);
    await cp(lazy, eager, { recursive: true });
    for (const known of ['dist/known', 'dist/types']) await rm(join(eager, known), { recursive: true });
    const contestant = (name: string, order: LoaderOrder) => ({
      name,
      run: async () => ({ seconds: (await inOwnProcess<number>(folder, 'loader', order)).result }),
    });
    const node = nodes.find((file) => file.endsWith('/Braze.node.js'))!;
    return {
      contestants: [contestant('lazy', { folder: lazy }), contestant('eager', { folder: eager }), contestant('node', { folder: lazy, node })],
      close: async () => undefined,
    };
  },
};
