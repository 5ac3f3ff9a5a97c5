import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as engine from '../../engine';
import { nodeTypes } from '../../node-red/shared/types';
import { documentsOf } from '../../scripts/readme.mts';
import { wordsOf } from '../../scripts/docs/errors.mts';
import { vendors } from '../../vendors';
import { read, ROOT } from './documents';

const known = Object.fromEntries(
  vendors.map(({ id }) => [id, (jest.requireActual(`../../vendors/${id}/errors`) as { readonly knownMessages?: readonly engine.Known[] }).knownMessages ?? []]),
);
const made = documentsOf(ROOT, { vendors, nodeTypes, ...engine }, known);

it.each([...made.keys()])('README and pages: %s is what the catalogue says; if not: npm run tables', (file) => {
  expect(read(file)).toBe(made.get(file));
});

it('each vendor has a page, and its package a README', () => {
  for (const { id } of vendors) {
    expect(made.has(`docs/vendors/${id.toLowerCase()}.md`)).toBe(true);
    if (existsSync(join(ROOT, 'packages', id))) expect(made.has(`packages/${id}/README.md`)).toBe(true);
  }
});

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('the page of %s', (id, vendor) => {
  const page = made.get(`docs/vendors/${id.toLowerCase()}.md`)!;
  const sections = new Map(page.split(/^### /m).map((section) => [section.split('\n')[0]!, section]));

  it('has every operation with every field of its form, and every option that it has', () => {
    const operations = engine.operationsOf(vendor);
    for (const { name, resource, operation } of operations) {
      const section = sections.get(`${vendor.resources[resource]!.label}: ${operation.label}`)!;
      expect([name, section.includes(`\`${name}\``)]).toEqual([name, true]);
      const shown = ({ name: parameter, wire, field }: engine.FormField): readonly string[] => [
        `**${field.label}** \`${wire ?? parameter}\``,
        ` *${field.label}*`,
      ];
      const missing = engine.formOf(operation).filter((each) => !shown(each).some((form) => section.includes(form)));
      expect([name, missing.map(({ field }) => field.label)]).toEqual([name, []]);
    }
  });

  it('has every column of every list and group', () => {
    const offered = (fields: engine.Fields): readonly string[] => Object.keys(fields).filter((wire) => !fields[wire]!.isFormer);
    const columns = (fields: engine.Fields): readonly string[] =>
      Object.values(fields).flatMap((field) => (field.type === 'rows' || field.type === 'group' ? [...offered(field.columns), ...columns(field.columns)] : []));
    const wanted = engine.operationsOf(vendor).flatMap(({ operation }) => columns(operation.fields));
    expect(wanted.filter((wire) => !page.includes(`\` \`${wire}\` |`) && !page.includes(`** \`${wire}\` |`))).toEqual([]);
  });

  it('has every trigger, every field of the account, and every refusal of the documents', () => {
    for (const { label } of Object.values(vendor.triggers)) expect(sections.has(`On ${label}`)).toBe(true);
    for (const wire of Object.keys(vendor.credential)) expect(page).toContain(`\`${wire}\` |`);
    const lines = page.split('\n');
    const isTold = ({ says, todo }: engine.Known): boolean => lines.some((line) => line.startsWith(`| ${wordsOf(says)} | `) && line.includes(todo));
    expect(known[id]!.filter((each) => !isTold(each))).toEqual([]);
  });
});

it.each([
  [/^You must provide/, '`You must provide`'],
  [/^Campaign (with )?identifier .* is not ready/, '`Campaign with identifier … is not ready`'],
  [/request can't be cancell?ed/i, "`request can't be cancelled`"],
  [/max input length exceeded|max number of (external_ids|ids)/i, '`max input length exceeded` or `max number of external_ids/ids`'],
  [/app_?id|workspace/i, '`app_id` or `workspace`'],
])('%s is read as %s', (pattern, words) => expect(wordsOf(pattern)).toBe(words));
