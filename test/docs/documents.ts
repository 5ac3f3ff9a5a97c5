import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');
export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const pagesIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !/(^|\/)(node_modules|dist|cache)\//.test(file))
    .sort();

export const PAGES = pagesIn('docs');
export const PACKAGE_READMES = pagesIn('packages');

/** Everything that people read: none of it is in a package that somebody else makes. */
export const DOCUMENTS = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'node-red/README.md', 'sandbox/README.md'],
  ...pagesIn('examples'),
  ...PAGES,
  ...PACKAGE_READMES,
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

export const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
