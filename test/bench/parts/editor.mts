import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { alone, type Part } from '../harness/part.mts';

const SCRIPT = join(import.meta.dirname, '../../../node-red/resources/dist/editor.js');

const work = () => "the editor's script in Node-RED";

/** What a browser loads of the Node-RED pack before it shows a form. */
export const editor: Part = {
  name: 'editor',
  rows: [
    alone({ id: 'editor.bytes', work, against: 'itself', by: 'bytes', unit: 'kB', ours: 'script', atMost: 250_000 }),
    alone({ id: 'editor.gzip', work: () => `${work()}, gzip`, against: 'itself', by: 'gzipBytes', unit: 'kB', ours: 'script', atMost: 80_000 }),
  ],
  async open() {
    const run = async () => {
      const script = await readFile(SCRIPT);
      return { bytes: script.length, gzipBytes: gzipSync(script).length };
    };
    return { contestants: [{ name: 'script', run }], close: async () => undefined };
  },
};
