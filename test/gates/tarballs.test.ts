import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packed, type Packed } from './packages';
import { ROOT } from './tools/run';

const MACHINE_PATH = /(?<![\w.~$}])\/(home|root|Users|work|tmp|private|var\/folders)\/[\w.-]+/;
const REGISTRY = /registry\.(npmjs|yarnpkg|npmmirror)|\bregistry=|npm\.pkg\.github|artifactory|nexus\/repository/i;

/** Places in a file that match, with a little around them. */
const placesIn = (folder: string, pattern: RegExp) => (file: string) => {
  const text = readFileSync(join(folder, file), 'latin1');
  const found = pattern.exec(text);
  return found ? [`${file}: ${text.slice(Math.max(0, found.index - 40), found.index + 80)}`] : [];
};

describe.each(packed.map((each) => [each.manifest.name, each] as const))('%s', (_, { folder, files, manifest }: Packed) => {
  it('names no path of the machine that packed it, and no registry', () => {
    expect(files.flatMap(placesIn(folder, new RegExp(`${MACHINE_PATH.source}|${ROOT.replace(/[^\w/]/g, '\\$&')}`)))).toEqual([]);
    expect(files.flatMap(placesIn(folder, REGISTRY))).toEqual([]);
  });

  it('has nothing of the sandbox, unless it is the sandbox', () => {
    const foreign = manifest.name === 'campaign-sandbox' ? /\b(engine|vendors|nodes)\// : /\bsandbox\//;
    expect(files.filter((file) => foreign.test(file))).toEqual([]);
  });

  it('has no TypeScript source, test or build information in it', () => {
    expect(files.filter((file) => /((?<!\.d)\.ts|\.tsbuildinfo|\.test\.\w+|\.map|tsconfig[\w.]*\.json)$/.test(file))).toEqual([]);
  });
});

describe('the lock', () => {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as {
    packages: Record<string, { resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> }>;
  };

  it('names no registry and no other address to download from', () => {
    const resolved = Object.entries(packages).filter(([, entry]) => entry.resolved && !entry.link);
    expect(resolved).toEqual([]);
    expect(REGISTRY.exec(text)).toBeNull();
  });

  // `npm ci` of npm 11 refuses a lock that lacks one, also one for another platform.
  it('has every optional dependency', () => {
    const found = (from: string, name: string): boolean => {
      if (packages[`${from && `${from}/`}node_modules/${name}`]) return true;
      return from !== '' && found(from.includes('/node_modules/') ? from.slice(0, from.lastIndexOf('/node_modules/')) : '', name);
    };
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !found(from, name))
        .map((name) => `${name} of ${from}`),
    );
    expect(missing).toEqual([]);
  });
});
