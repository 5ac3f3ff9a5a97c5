import { anchorOf, blocks, code, italic, list, plain, sentence, table } from './markdown.mts';
import { NODES, rowOf, triggerTitle } from './operations.mts';
import { pageOf } from './vendorPage.mts';
import type { Engine } from './engine.mts';
import type { AnyVendor, RowCodes } from './types.mts';

const triggersTable = (vendors: readonly AnyVendor[]): string =>
  table(
    ['Vendor', 'Event', 'In Node-RED', 'What it returns'],
    vendors.flatMap((vendor) =>
      Object.values(vendor.triggers).map((each) => [
        vendor.label,
        `[${plain(each.label)}](${pageOf(vendor)}#${anchorOf(triggerTitle(each))})`,
        italic(NODES[each.topic]),
        sentence(plain(each.description)),
      ]),
    ),
  );

/** The operations whose rows are returned by triggers, by vendor. */
const reportsOf = (vendors: readonly AnyVendor[]): readonly { readonly label: string; readonly codes: RowCodes }[] =>
  vendors.flatMap((vendor) => {
    const [codes] = Object.values(vendor.resources).flatMap(({ operations }) => Object.values(operations).flatMap((each) => (each.codes ? [each.codes] : [])));
    return codes ? [{ label: vendor.label, codes }] : [];
  });

const codesTable = (vendors: readonly AnyVendor[]): string => {
  const reports = reportsOf(vendors);
  const codes = [...new Set(reports.flatMap((report) => Object.values(report.codes).map((each) => each.code)))].sort();
  const wordsFor = (own: RowCodes, wanted: string): readonly string[] => Object.entries(own).flatMap(([word, each]) => (each.code === wanted ? [word] : []));
  const meaningOf = (wanted: string): string => reports.flatMap((report) => Object.values(report.codes)).find((each) => each.code === wanted)!.meaning;
  return table(
    ['`error_code`', 'What it means', ...reports.map(({ label }) => label)],
    [
      ...codes.map((each) => [code(each), meaningOf(each), ...reports.map((report) => wordsFor(report.codes, each).map(code).join(', ') || '-')]),
      [code('other'), 'Another word of the vendor, shown in `error_message`.', ...reports.map(() => 'any other')],
    ],
  );
};

const statusesTable = (vendors: readonly AnyVendor[]): string =>
  table(
    ['Vendor', '`status` of a campaign', 'Over, for any reason'],
    vendors.flatMap((vendor) =>
      Object.values(vendor.triggers).flatMap(({ watch }) => {
        if (watch.by !== 'change') return [];
        const [resource = '', name = ''] = watch.operation.split('.');
        const status = vendor.resources[resource]!.operations[name]!.fields.status!;
        const options = 'options' in status ? (status.options ?? []) : [];
        return [[vendor.label, options.map(({ value }) => code(value)).join(', '), watch.over.map(code).join(', ')]];
      }),
    ),
  );

/** All triggers, and the terms shared by their rows. */
export const triggersText = (vendors: readonly AnyVendor[]): string =>
  blocks(
    triggersTable(vendors),
    '**Outcome of a report row**: `status` is `sent`, `failed`, or `inProgress` if the vendor does not know yet (Bryj). For a failed row, `error_code` says why:',
    codesTable(vendors),
    '**Status of a campaign**:',
    statusesTable(vendors),
  );

/** The properties of rows, with the events that have them; those in the shared forms are the same at all vendors. */
export const rowsText = (vendors: readonly AnyVendor[], engine: Pick<Engine, 'outputSample'>): string => {
  const found = new Map<string, Map<string, string[]>>();
  for (const vendor of vendors)
    for (const each of Object.values(vendor.triggers)) {
      const row = rowOf(each, engine).map(code).join(', ');
      const events = found.get(row) ?? new Map<string, string[]>();
      found.set(row, events.set(each.label, [...(events.get(each.label) ?? []), vendor.label]));
    }
  return list([...found].map(([row, events]) => `${[...events].map(([label, names]) => `${italic(label)} (${names.join(', ')})`).join(', ')}: ${row}`));
};
