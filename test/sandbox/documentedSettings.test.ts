import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vendors } from '../../vendors';
import { rehearse, type Rehearsal } from '../support/sandbox';

/** Every setting of the sandbox is in its README, in the vendor's own part or beside the route, with the value that it has at first. */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());

const readme = readFileSync(join(__dirname, '../../sandbox/README.md'), 'utf8');

/** The part of a vendor: from its heading to that of the next. */
const partOf = (label: string): string => readme.split(/^## /m).find((part) => part.startsWith(`${label}\n`)) ?? '';

it.each(vendors.map(({ id, label }) => [label, id] as const))('%s', async (label, id) => {
  const settings = Object.entries((await sandbox.control('GET', `/${id}/settings`)) as Record<string, unknown>);
  expect(settings.length).toBeGreaterThan(0);
  const rows = partOf(label)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const inTable = rows.flatMap(([, names = '', values = '']) => {
    const given = values.split(', ');
    return names.split(', ').map((name, i) => `${name}: ${given.length === 1 ? given[0] : given[i]}`);
  });
  // A vendor without a table has them beside the route.
  const [, beside = ''] = readme.split(`\`GET\`, \`POST /${id}/settings\``);
  const inLine = [...beside.split('\n')[0]!.matchAll(/`(\w+)` \((\w+)\)/g)].map(([, name, value]) => `${name}: ${value}`);
  const documented = [...inTable, ...inLine];
  expect(settings.map(([name, value]) => `${name}: ${String(value)}`).filter((each) => !documented.includes(each))).toEqual([]);
});
