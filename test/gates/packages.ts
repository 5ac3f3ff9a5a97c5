import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { ROOT } from './tools/run';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly n8n?: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
  readonly [other: string]: unknown;
}

/** A tarball from build/packages, unpacked. */
export interface Packed {
  readonly tarball: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Every file in it, relative to its folder. */
  readonly files: readonly string[];
}

export const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** Where `npm run pack` puts what it makes. */
export const packages = join(ROOT, 'build/packages');

/** Every file below a folder, relative to it, with `/` on Windows too. */
export const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));

const unpack = (tarball: string, under: string): Packed => {
  const outer = join(under, tarball.replace('.tgz', ''));
  mkdirSync(outer, { recursive: true });
  // Not every tar takes a path with a drive in it.
  execFileSync('tar', ['-xzf', '-'], { cwd: outer, input: readFileSync(join(packages, tarball)) });
  const folder = join(outer, 'package');
  return { tarball, folder, manifest: manifestIn(folder), files: filesUnder(folder) };
};

if (!existsSync(packages)) throw new Error('There are no tarballs to look at. Run "npm run pack" first.');
const under = realpathSync(mkdtempSync(join(tmpdir(), 'packages-')));
afterAll(() => rmSync(under, { recursive: true }));

/** What `npm run pack` made. */
export const packed = readdirSync(packages)
  .filter((file) => file.endsWith('.tgz'))
  .sort()
  .map((tarball) => unpack(tarball, under));

export const n8nPackages = packed.filter(({ manifest }) => manifest.n8n);
