import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AnyOperation, AnyVendor, Field, Fields, Retry } from '../engine/index.ts';

/** Between these two lines the README is made from the catalogue. */
const START = '<!-- operations:start -->';
const END = '<!-- operations:end -->';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
const code = (text: string): string => `\`${text}\``;
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
const duration = (ms: number): string =>
  ms >= HOUR && ms % HOUR === 0 ? count(ms / HOUR, 'hour') : ms >= MINUTE && ms % MINUTE === 0 ? count(ms / MINUTE, 'minute') : count(ms / SECOND, 'second');

const fieldsText = (fields: readonly (readonly [wire: string, field: Field])[]): string =>
  fields.map(([wire, { label }]) => `${label} (${code(wire)})`).join(', ');

const NEEDS = { oneOf: 'at least one of', exactlyOneOf: 'exactly one of', together: 'only together:' } as const;

/** Whether a field is there as long as nobody chooses otherwise. */
const isThere = (fields: Fields, { dependsOn }: Field): boolean => {
  const parent = dependsOn && fields[dependsOn.field];
  if (!dependsOn || !parent) return true;
  return isThere(fields, parent) && 'default' in parent && dependsOn.is.includes(parent.default as string | boolean);
};

const isNeeded = (fields: Fields, field: Field): boolean => field.required === true && isThere(fields, field);

const required = ({ fields, rules = [] }: AnyOperation): string => {
  const plain = Object.entries(fields).filter(([, field]) => isNeeded(fields, field));
  const alternatives = rules.map(({ need, of }) => `${NEEDS[need]} ${fieldsText(of.flatMap((wire) => (fields[wire] ? [[wire, fields[wire]] as const] : [])))}`);
  return [fieldsText(plain), ...alternatives].filter(Boolean).join('; ') || 'none';
};

const optional = ({ fields, rules = [] }: AnyOperation): string => {
  const ruled = new Set<string>(rules.flatMap(({ need, of }) => (need === 'together' ? [] : of)));
  const others = Object.entries(fields as Fields).filter(([wire, field]) => !ruled.has(wire) && !isNeeded(fields, field));
  return fieldsText(others) || 'none';
};

const REPEATED: Readonly<Record<Retry, string>> = {
  safe: 'repeated by itself: it only reads',
  idempotent: 'repeated by itself: twice has the same effect as once',
  once: 'never repeated by itself: it reaches nobody, but might be there twice',
  send: 'never repeated by itself: it may have reached people',
};

const repeated = ({ retry }: AnyOperation): string =>
  typeof retry === 'function' ? 'depends on what is sent: what may have reached people is never repeated by itself' : REPEATED[retry];

const GIVES = { object: 'one object for each input', list: 'rows', file: 'rows' } as const;

/** What comes where all rows are taken as one file. */
const asFile = (o: AnyOperation): string => {
  const parsed = o.parse({ status: 200, headers: {}, body: o.sampleReply }, [o.sampleInputs[0] as never]);
  return 'files' in parsed && parsed.files.as === 'zip'
    ? 'or the zip as it comes, its files with one JSON object a line'
    : "or all rows as one CSV file in the vendor's own form";
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
          `can wait until ready (by default asks every ${duration(wait.everyMs)}${wait.slowestMs ? `, then ever more slowly up to ${duration(wait.slowestMs)},` : ''} for at most ${duration(wait.longestMs)})`,
        ]
      : []),
    ...(o.callback ? ['in n8n it can sleep until the vendor calls'] : []),
  ].join('; ');
};

const HEAD = ['Operation', 'What it does', 'Required', 'Optional', 'When the answer was lost', 'Gives'];

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const sectionOf = ({ label, description, docs, patience, resources }: AnyVendor): string => {
  const tables = Object.entries(resources).map(([resource, { label: title, operations }]) =>
    [
      `**${title}**`,
      '',
      row(HEAD),
      `|${' --- |'.repeat(HEAD.length)}`,
      ...Object.entries(operations).map(([name, o]) =>
        row([`**${o.label}** ${code(`${resource}.${name}`)}`, sentence(o.description), required(o), optional(o), repeated(o), gives(o)]),
      ),
    ].join('\n'),
  );
  return [
    `### ${label}`,
    `${sentence(description)} From the [vendor's documents](${docs}).`,
    ...tables,
    `A request is tried at most ${count(patience.attempts, 'time')}, and no wait between two tries is longer than ${duration(patience.longestWaitMs)}.`,
  ].join('\n\n');
};

/** The README's tables of operations. */
export const operationsText = (vendors: readonly AnyVendor[]): string => vendors.map(sectionOf).join('\n\n');

/**
 * The README with its tables made anew from the catalogue.
 * @throws Error where the two marker lines are not there
 */
export const withOperations = (readme: string, vendors: readonly AnyVendor[]): string => {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md has no lines ${START} and ${END}`);
  return `${readme.slice(0, from + START.length)}\n\n${operationsText(vendors)}\n\n${readme.slice(to)}`;
};

const main = async (): Promise<void> => {
  const root = join(import.meta.dirname, '..');
  const { vendors } = createRequire(import.meta.url)(join(root, 'dist/vendors/index.js')) as { vendors: readonly AnyVendor[] };
  const file = join(root, 'README.md');
  await writeFile(file, withOperations(await readFile(file, 'utf8'), vendors));
};

if (process.argv[1] === import.meta.filename) void main();
