import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as engine from '../../engine';
import { nodeTypes } from '../../node-red/shared/types';
import { withNodes, withTables } from '../../scripts/readme.mts';
import { vendors } from '../../vendors';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');

describe('README.md', () => {
  it('has the operations and triggers of the catalogue; if not: npm run tables', () => {
    expect(readme).toBe(withTables(readme, vendors, engine));
  });

  it('of Node-RED has the nodes of the catalogue; if not: npm run tables', () => {
    const own = read('node-red/README.md');
    expect(own).toBe(withNodes(own, vendors, nodeTypes(vendors)));
  });

  it('names every error code, and no other', () => {
    const [, errors = ''] = readme.split(/^## Errors$/m);
    const [table] = errors.split(/^## /m);
    const named = [...table!.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
    const texts = JSON.parse(read('node-red/locales/en-US/campaigns.json')) as { campaigns: { status: { failed: object } } };
    const known = Object.keys(texts.campaigns.status.failed);
    expect(named.sort()).toEqual(known.sort());
  });
});

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs/examples.md',
  'docs/glossary.md',
  'docs/releasing.md',
  'node-red/README.md',
  'sandbox/README.md',
];

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
const anchorsIn = (file: string): readonly string[] => [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

it.each(DOCUMENTS)('%s links to nothing that is not there', (file) => {
  const targets = [...read(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, path, anchor]) => ({
    path: path === '' ? file : join(dirname(file), path!),
    anchor,
  }));
  const isMissing = ({ path, anchor }: (typeof targets)[number]): boolean =>
    !existsSync(join(root, path)) || (anchor !== undefined && !anchorsIn(path).includes(anchor));
  expect(targets.filter(isMissing)).toEqual([]);
});

it('SECURITY.md names for each thing that is protected tests that are there', () => {
  const [, table = ''] = read('SECURITY.md').split(/^## What is protected.*$/m);
  const rows = table
    .split(/^## /m)[0]!
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
    expect([row, tests.length > 0 && tests.every((path) => existsSync(join(root, path)))]).toEqual([row, true]);
  }
});
