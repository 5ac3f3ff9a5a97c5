import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOUNDS, type Bound } from '../engine/base/bounds.ts';
import type { NodeType } from '../node-red/shared/types.ts';
import { readCatalogue, type Catalogue } from './catalogue.mts';
import { faultsText } from './faults.mts';
import { nodesText } from './nodesTable.mts';
import type { AnyOperation, AnyVendor, Field, Fields, FormDefinition, Retry, RowCodes, Topic } from '../engine/index.ts';

/** Marker lines in the README: the part between them is generated from the catalogue, or from the table of faults. */
const startOf = (part: string): string => `<!-- ${part}:start -->`;
const endOf = (part: string): string => `<!-- ${part}:end -->`;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MEGABYTE = 1_000_000;

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
const code = (text: string): string => `\`${text}\``;
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
const duration = (ms: number): string =>
  ms >= HOUR && ms % HOUR === 0 ? count(ms / HOUR, 'hour') : ms >= MINUTE && ms % MINUTE === 0 ? count(ms / MINUTE, 'minute') : count(ms / SECOND, 'second');

const fieldsText = (fields: readonly (readonly [wire: string, field: Field])[]): string =>
  fields.map(([wire, { label }]) => `${label} (${code(wire)})`).join(', ');

const NEEDS = { oneOf: 'at least one of', exactlyOneOf: 'exactly one of', together: 'only together:' } as const;

/** What is needed from the engine. */
type Engine = Omit<Catalogue, 'vendors' | 'nodeTypes'>;

/** Whether a field is required by default. */
const isNeeded = (fields: Fields, field: Field, { conditionOf, decidingValue, isMet }: Engine): boolean =>
  field.required === true && isMet(conditionOf(fields, field), (name) => decidingValue(fields[name], undefined));

const required = ({ fields, rules = [] }: FormDefinition, engine: Engine): string => {
  const plain = Object.entries(fields).filter(([, field]) => isNeeded(fields, field, engine));
  const alternatives = rules.map(({ need, of }) => `${NEEDS[need]} ${fieldsText(of.flatMap((wire) => (fields[wire] ? [[wire, fields[wire]] as const] : [])))}`);
  return [fieldsText(plain), ...alternatives].filter(Boolean).join('; ') || 'none';
};

const optional = ({ fields, rules = [] }: FormDefinition, engine: Engine): string => {
  const ruled = new Set<string>(rules.flatMap(({ need, of }) => (need === 'together' ? [] : of)));
  const others = Object.entries(fields as Fields).filter(([wire, field]) => !ruled.has(wire) && !isNeeded(fields, field, engine));
  return fieldsText(others) || 'none';
};

const REPEATED: Readonly<Record<Retry, string>> = {
  safe: 'repeated automatically: it only reads',
  idempotent: 'repeated automatically: repeating has the same effect',
  nonIdempotent: 'never repeated automatically: it reaches nobody, but could be done twice',
  send: 'never repeated automatically: it may have reached people',
};

const repeated = ({ retry }: AnyOperation): string =>
  typeof retry === 'function' ? 'depends on what is sent: what may have reached people is never repeated automatically' : REPEATED[retry];

const GIVES = { object: 'one object for each input', list: 'rows', file: 'rows' } as const;

/** What is returned if all rows are requested as one file. */
const asFile = (o: AnyOperation): string => {
  const parsed = o.parse({ status: 200, headers: {}, body: o.sampleReply }, [o.sampleInputs[0] as never]);
  return 'files' in parsed && parsed.files.as === 'zip'
    ? 'or the original zip, whose files have one JSON object per line'
    : "or all rows as one CSV file in the vendor's own format";
};

const gives = (o: AnyOperation): string => {
  const { returns, sample, simplify, wait } = o;
  const shown = simplify ? simplify(sample) : sample;
  const names = typeof shown === 'object' && shown !== null && !Array.isArray(shown) ? Object.keys(shown) : [];
  return [
    `${GIVES[returns]}${names.length > 0 ? `: ${names.map(code).join(', ')}` : ''}`,
    ...(returns === 'file' ? [asFile(o)] : []),
    ...(wait
      ? [
          `can wait until ready (by default checks every ${duration(wait.everyMs)}${wait.slowestMs ? `, then at growing intervals of up to ${duration(wait.slowestMs)},` : ''} for at most ${duration(wait.longestMs)})`,
        ]
      : []),
    ...(o.callback ? ['in n8n it can sleep until the vendor calls back'] : []),
  ].join('; ');
};

const HEAD = ['Operation', 'What it does', 'Required', 'Optional', 'If the answer is lost', 'Returns'];
const PERMISSION = 'Permission';

const permissionsText = (permissions: readonly string[]): string => permissions.map(code).join(', ') || '-';

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(row)].join('\n');

const sectionOf = (vendor: AnyVendor, engine: Engine): string => {
  const { permissionsOfOperation, hasPermissions } = engine;
  const { label, description, docs, patience, resources } = vendor;
  const named = hasPermissions(vendor);
  const tables = Object.entries(resources).map(([resource, { label: title, operations }]) =>
    [
      `**${title}**`,
      '',
      table(
        [...HEAD, ...(named ? [PERMISSION] : [])],
        Object.entries(operations).map(([name, o]) => [
          `**${o.label}** ${code(`${resource}.${name}`)}`,
          sentence(o.description),
          required(o, engine),
          optional(o, engine),
          repeated(o),
          gives(o),
          ...(named ? [permissionsText(permissionsOfOperation(vendor, `${resource}.${name}`))] : []),
        ]),
      ),
    ].join('\n'),
  );
  return [
    `### ${label}`,
    `${sentence(description)} From the [vendor's documents](${docs}).`,
    ...tables,
    `A request is tried at most ${count(patience.attempts, 'time')}. Rate limits do not count as tries: the node waits for them, up to ${duration(patience.longestRetryWaitMs)} per request.`,
  ].join('\n\n');
};

/** The README's tables of operations. */
export const operationsText = (vendors: readonly AnyVendor[], engine: Engine): string => vendors.map((vendor) => sectionOf(vendor, engine)).join('\n\n');

const NODES: Readonly<Record<Topic, string>> = { report: 'report in', hits: 'hits in', status: 'campaign status in' };

const triggersTable = (vendors: readonly AnyVendor[], engine: Engine): string => {
  const { permissionsOfTrigger, hasPermissions } = engine;
  return table(
    ['Vendor', 'Event', 'In Node-RED', 'What it returns', 'Required', 'Optional', PERMISSION],
    vendors.flatMap((vendor) =>
      Object.entries(vendor.triggers).map(([name, each]) => {
        const permissions = hasPermissions(vendor) ? permissionsOfTrigger(vendor, name) : [];
        return [
          vendor.label,
          `**${each.label}**`,
          NODES[each.topic],
          sentence(each.description),
          required(each, engine),
          optional(each, engine),
          permissionsText(permissions),
        ];
      }),
    ),
  );
};

/** The operations whose rows are returned by triggers, by vendor. */
const reportsOf = (vendors: readonly AnyVendor[]): readonly { readonly label: string; readonly codes: RowCodes }[] =>
  vendors.flatMap((vendor) => {
    const [codes] = Object.values(vendor.resources).flatMap(({ operations }) => Object.values(operations).flatMap((each) => (each.codes ? [each.codes] : [])));
    return codes ? [{ label: vendor.label, codes }] : [];
  });

const codesTable = (vendors: readonly AnyVendor[]): string => {
  const reports = reportsOf(vendors);
  const codes = [...new Set(reports.flatMap((report) => Object.values(report.codes).map((each) => each.code)))].sort();
  const wordsFor = (own: RowCodes, code: string): readonly string[] => Object.entries(own).flatMap(([word, each]) => (each.code === code ? [word] : []));
  const meaningOf = (code: string): string => reports.flatMap((report) => Object.values(report.codes)).find((each) => each.code === code)!.meaning;
  return table(
    ['`errorCode`', 'What it means', ...reports.map(({ label }) => label)],
    [
      ...codes.map((code_) => [code(code_), meaningOf(code_), ...reports.map((report) => wordsFor(report.codes, code_).map(code).join(', ') || '-')]),
      [code('other'), 'Another word of the vendor, shown in `errorMessage`.', ...reports.map(() => 'any other')],
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

/** The README's tables of triggers, and of the terms shared by their rows. */
export const triggersText = (vendors: readonly AnyVendor[], engine: Engine): string =>
  [
    triggersTable(vendors, engine),
    '**Outcome of a report row**: `status` is `sent`, `failed`, or `inProgress` if the vendor does not know yet (Bryj). For a failed row, `errorCode` says why:',
    codesTable(vendors),
    '**Status of a campaign**:',
    statusesTable(vendors),
  ].join('\n\n');

/** A human-readable amount of a unit. */
const amount = ({ most, unit }: Bound): string => {
  if (unit === 'ms') return duration(most);
  if (unit === 'bytes' && most % MEGABYTE === 0) return `${most / MEGABYTE} MB`;
  return `${most.toLocaleString('en-US')} ${unit}`;
};

/** The README's table of upper bounds on input from others. */
export const boundsText = (bounds: Readonly<Record<string, Bound>>): string =>
  table(
    ['What is bounded', 'At most', 'Beyond it'],
    Object.values(bounds).map((bound) => [bound.what, amount(bound), bound.beyond]),
  );

const packagesText = (vendors: readonly AnyVendor[]): string =>
  table(
    ['Package', 'For'],
    [
      [code('n8n-nodes-campaigns'), 'n8n 2.x, all vendors'],
      ...vendors.map(({ id, label }) => [code(`@campaign-nodes/n8n-nodes-${id.toLowerCase()}`), `n8n 2.x, ${label} only`]),
      [code('@campaign-nodes/node-red-campaigns'), 'Node-RED 4 and 5 ([its README](node-red/README.md))'],
      [code('campaign-sandbox'), 'the sandbox that simulates the vendors ([its README](sandbox/README.md))'],
    ],
  );

/** A document with the parts between its marker lines regenerated. */
const withParts = (document: string, parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts).reduce((text, [part, tables]) => {
    const from = text.indexOf(startOf(part));
    const to = text.indexOf(endOf(part));
    if (from < 0 || to < from) throw new Error(`There are no lines ${startOf(part)} and ${endOf(part)}`);
    return `${text.slice(0, from + startOf(part).length)}\n\n${tables}\n\n${text.slice(to)}`;
  }, document);

/**
 * The README with its tables regenerated from the catalogue.
 * @throws Error if the two marker lines of a part are missing
 */
export const withTables = (readme: string, vendors: readonly AnyVendor[], engine: Engine): string =>
  withParts(readme, {
    packages: packagesText(vendors),
    operations: operationsText(vendors, engine),
    triggers: triggersText(vendors, engine),
    faults: faultsText(),
    bounds: boundsText(BOUNDS),
  });

/** The same for Node-RED's README. */
export const withNodes = (readme: string, vendors: readonly AnyVendor[], types: readonly NodeType[]): string =>
  withParts(readme, { nodes: nodesText(types, vendors) });

/** Regenerates the tables of both READMEs of a checkout. */
export const writeTables = async (root: string): Promise<void> => {
  const catalogue = await readCatalogue(root);
  const { vendors } = catalogue;
  const rewrite = async (file: string, made: (text: string) => string): Promise<void> =>
    writeFile(join(root, file), made(await readFile(join(root, file), 'utf8')));
  await rewrite('README.md', (text) => withTables(text, vendors, catalogue));
  await rewrite('node-red/README.md', (text) => withNodes(text, vendors, catalogue.nodeTypes(vendors)));
};

if (process.argv[1] === import.meta.filename) void writeTables(join(import.meta.dirname, '..'));
