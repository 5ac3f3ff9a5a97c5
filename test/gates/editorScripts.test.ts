import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vendors } from '../../vendors';
import { editorScripts, sizeOf } from '../support/editorScripts';
import { packed } from './packages';

const { folder, files } = packed.find((each) => each.manifest['node-red'])!;
const dist = join(folder, 'resources/dist');
const scripts = editorScripts(dist);

/** What Node-RED's editor loads before a node is edited, and what it may load with the first form: bytes, and bytes of them compressed. */
const MOST = { page: { bytes: 30_000, gzipBytes: 12_000 }, all: { bytes: 250_000, gzipBytes: 80_000 } };

const expectWithin = (names: readonly string[], { bytes, gzipBytes }: { readonly bytes: number; readonly gzipBytes: number }): void => {
  const size = sizeOf(dist, names);
  expect(size.bytes).toBeLessThan(bytes);
  expect(size.gzipBytes).toBeLessThan(gzipBytes);
};

describe("the scripts of Node-RED's editor", () => {
  it('are named by its page, and are all there', () => {
    expect(readFileSync(join(folder, 'dist/campaigns.html'), 'utf8')).toContain(
      '<script type="module" src="resources/@campaign-nodes/node-red-campaigns/dist/editor.js">',
    );
    const { page, forms, vendors: parts, recurrence } = scripts;
    const named = [...new Set([...page, ...forms, ...Object.values(parts).flat(), ...recurrence])];
    expect(named.sort()).toEqual(
      files
        .filter((file) => /^resources\/dist\/.*\.js$/.test(file))
        .map((file) => file.slice('resources/dist/'.length))
        .sort(),
    );
  });

  it('are small before a form opens', () => {
    expectWithin(scripts.page, MOST.page);
  });

  it('are small with the first form, but for its vendor', () => {
    expectWithin([...scripts.page, ...scripts.forms], MOST.all);
  });

  it('have a part for each vendor, loaded with its first form', () => {
    expect(Object.keys(scripts.vendors).sort()).toEqual(vendors.map(({ id }) => id).sort());
  });

  it.each(Object.entries(scripts.vendors))('are small for %s', (_, part) => {
    expectWithin(part, MOST.all);
  });
});
