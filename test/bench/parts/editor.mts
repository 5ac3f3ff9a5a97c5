import { join } from 'node:path';
import { alone, type Part, type Sample } from '../harness/part.mts';
import { editorScripts, sizeOf } from '../../support/editorScripts.ts';

const FOLDER = join(import.meta.dirname, '../../../node-red/resources/dist');

const MOST_BYTES = 250_000;
const MOST_GZIP_BYTES = 80_000;

/** What is loaded when, in the order in which it is. */
const LOADED = {
  page: "the editor's scripts in Node-RED, before a form opens",
  form: 'the same with what all forms need',
  vendor: 'the largest part of a single vendor, loaded besides with its first form',
} as const;

/** What a browser loads of the Node-RED pack. */
export const editor: Part = {
  name: 'editor',
  rows: Object.entries(LOADED).flatMap(([ours, what]) => {
    const common = { against: 'itself', unit: 'kB', ours } as const;
    return [
      alone({ ...common, id: `editor.${ours}.bytes`, work: () => what, by: 'bytes', atMost: MOST_BYTES }),
      alone({ ...common, id: `editor.${ours}.gzip`, work: () => `${what}, gzip`, by: 'gzipBytes', atMost: MOST_GZIP_BYTES }),
    ];
  }),
  async open() {
    const { page, forms, vendors } = editorScripts(FOLDER);
    const parts = Object.values(vendors).sort((one, other) => sizeOf(FOLDER, other).bytes - sizeOf(FOLDER, one).bytes);
    const size = (names: readonly string[]) => async (): Promise<Sample> => ({ ...sizeOf(FOLDER, names) });
    return {
      contestants: [
        { name: 'page', run: size(page) },
        { name: 'form', run: size([...page, ...forms]) },
        { name: 'vendor', run: size(parts[0]!) },
      ],
      close: async () => undefined,
    };
  },
};
