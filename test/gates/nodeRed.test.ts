import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packed } from './packages';
import { runTool } from './tools/run';

const { folder, files, manifest } = packed.find((each) => each.manifest['node-red'])!;

describe('the Node-RED pack', () => {
  const { scorecard, complaints, types } = runTool<{ scorecard: Record<string, { test: boolean }>; complaints: string[]; types: string[] }>('nodeRedDev.js', [
    folder,
  ]);

  // P05 of the tool cannot fail, so the keyword is looked at below.
  it.each(['P01', 'P03', 'P04', 'P05', 'P06', 'P07', 'N01', 'N02', 'D01'])('passes %s of node-red-dev', (check) => {
    expect(scorecard[check]).toMatchObject({ test: true });
  });

  it('gives node-red-dev nothing to complain of', () => {
    expect(complaints).toEqual([]);
    expect(manifest.keywords).toContain('node-red');
  });

  it('names each of its nodes once', () => {
    expect(types.length).toBeGreaterThan(0);
    expect(new Set(types).size).toBe(types.length);
  });

  it('has a manifest for users, a licence, a README and examples', () => {
    expect(Object.keys(manifest)).toEqual(expect.not.arrayContaining(['devDependencies', 'scripts', 'workspaces', 'private']));
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
    for (const example of files.filter((file) => file.startsWith('examples/') && file.endsWith('.json'))) {
      expect(() => JSON.parse(readFileSync(join(folder, example), 'utf8'))).not.toThrow();
    }
  });
});
