import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { vendors } from '../../vendors';
import { PACKAGE_READMES, PAGES, read, ROOT } from './documents';

const MOST_LINES = 150;
const MOST_BYTES_OF_A_PICTURE = 150_000;

const readme = read('README.md');
const partOf = (heading: string): string => readme.split(new RegExp(`^## ${heading}$`, 'm'))[1]!.split(/^## /m)[0]!;

describe('README.md', () => {
  it(`has at most ${MOST_LINES} lines`, () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('has the two commands on its first screen, before anything else', () => {
    const [first = ''] = readme.split(/^## /m);
    expect([...first.matchAll(/^```\n([\s\S]*?)\n```$/gm)].map(([, command]) => command)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    expect(first.split('\n').findIndex((line) => line === 'npm ci && npm test')).toBeLessThan(20);
  });

  it('installs in three steps per host', () => {
    for (const host of ['n8n', 'Node-RED']) expect(partOf(`Install in ${host}`).match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ']);
  });

  it('shows the first campaign in three pictures', () => {
    expect(partOf('The first campaign').match(/!\[[^\]]+\]\(docs\/pictures\/first-\d-\w+\.png\)/g)).toHaveLength(3);
  });

  it('makes five promises, and names for each the tests that prove it', () => {
    const rows = partOf('Five promises')
      .split('\n')
      .filter((line) => line.startsWith('| **'));
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
      expect([row, tests.length > 0 && tests.every((path) => existsSync(join(ROOT, path)))]).toEqual([row, true]);
    }
  });

  it('leads to every page of an operator', () => {
    const pages = PAGES.filter((page) => !/^docs\/(README|glossary|releasing|vendors\/.*|decisions\/(?!README).*)\.md$/.test(page));
    expect(pages.filter((page) => !readme.includes(`(${page}`))).toEqual([]);
    for (const { id } of vendors) expect(readme).toContain(`(docs/vendors/${id.toLowerCase()}.md`);
  });
});

it('pictures are small', () => {
  const shown = [
    ...new Set([readme, ...PAGES.map(read)].flatMap((text) => [...text.matchAll(/(?:docs\/)?(pictures\/[\w-]+\.png)/g)].map(([, file]) => file!))),
  ];
  expect(shown.length).toBeGreaterThan(3);
  for (const file of shown) expect([file, statSync(join(ROOT, 'docs', file)).size < MOST_BYTES_OF_A_PICTURE]).toEqual([file, true]);
});

it.each(PAGES)('%s has one title, which comes first, and nothing left to fill in', (page) => {
  const text = read(page);
  expect(text.replace(/^```[\s\S]*?^```/gm, '').match(/^# .+$/gm)).toHaveLength(1);
  expect(text).toMatch(/^# /);
  expect(text).not.toMatch(/FILL IN|TODO|TBD/);
});

it.each(PACKAGE_READMES)('%s says how to install it, set up an account, and what there is', (file) => {
  const text = read(file);
  for (const heading of ['Install', 'Account', 'Everyday operations', 'All operations', 'Limits', 'Before you send to people'])
    expect(text).toContain(`\n## ${heading}\n`);
});
