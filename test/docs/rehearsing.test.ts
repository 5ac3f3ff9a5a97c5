import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';
import { vendors } from '../../vendors';
import { read } from './documents';

/** The address that the page has people start the sandbox at. */
const SHOWN = 'http://127.0.0.1:4010';

let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());

/** A choice is shown by its label. */
const CUSTOM = 'custom';

it.each(vendors.map((vendor) => [vendor.label, vendor] as const))('the account of %s is one that the sandbox knows', (label, { id }) => {
  const row = read('docs/rehearsing.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${label} |`))!;
  const values = Object.values(demoCredential(id, sandbox)).map((value) => String(value).replace(sandbox.url, SHOWN));
  expect(values.filter((value) => !row.includes(value === CUSTOM ? '*Custom*' : `\`${value}\``))).toEqual([]);
});
