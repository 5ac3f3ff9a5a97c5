import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the documents', () => {
  it('name every error code, and no other, each with what to do', () => {
    const errors = read('docs/errors.md');
    const [table] = errors.split(/^## /m);
    const named = [...table!.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code!);
    for (const code of named) expect(errors).toMatch(new RegExp(`^### ${code}\n\n\\w`, 'm'));
    const texts = JSON.parse(read('node-red/locales/en-US/campaigns.json')) as { campaigns: { status: { failed: object } } };
    const known = Object.keys(texts.campaigns.status.failed);
    expect(named.sort()).toEqual(known.sort());
  });
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
