import { blocks, bold, code, count, italic, plain, sentence, table } from './markdown.mts';
import type { Condition, Field, FieldOptions, FormField } from './types.mts';
import type { Engine } from './engine.mts';

/** A field's columns that are described elsewhere on the page, because several operations share them. */
export type Elsewhere = (field: Field) => string | undefined;

const most = (max: number | undefined, what: string): readonly string[] => (max === undefined ? [] : [`at most ${count(max, what)}`]);

const range = ({ min, max }: { readonly min?: number; readonly max?: number }): readonly string[] => {
  const shown = (value: number): string => value.toLocaleString('en-US');
  if (min !== undefined && max !== undefined) return [`${shown(min)} to ${shown(max)}`];
  return min !== undefined ? [`at least ${shown(min)}`] : max !== undefined ? [`at most ${shown(max)}`] : [];
};

const entriesText = (number: number): string => (number === 1 ? '1 entry' : `${number.toLocaleString('en-US')} entries`);

const entries = ({ min, max }: { readonly min?: number; readonly max?: number }): readonly string[] => [
  ...(min !== undefined && min > 1 ? [`at least ${entriesText(min)}`] : []),
  ...(max !== undefined ? [`at most ${entriesText(max)}`] : []),
];

/** The options that a form offers without asking the vendor. */
export const choicesOf = (field: Field): FieldOptions => ('options' in field ? (field.options ?? []).filter(({ isFormer }) => !isFormer) : []);

const choicesText = (field: Field): string =>
  choicesOf(field)
    .map(({ label, value }) => (label === value ? code(value) : `${italic(label)} ${code(value)}`))
    .join(', ');

/** What a field takes: its kind and its limits. */
const kindOf = (field: Field, engine: Engine, elsewhere: Elsewhere): readonly string[] => {
  switch (field.type) {
    case 'text': {
      const { max, format } = field.limits ?? {};
      return [
        format
          ? engine.FORMATS[format].noun
          : field.secret
            ? 'text, kept secret'
            : field.suggests
              ? 'text, or chosen from a list that the vendor provides'
              : 'text',
        ...most(max, 'character'),
      ];
    }
    case 'number':
      return [field.limits?.whole ? 'whole number' : 'number', ...range(field.limits ?? {})];
    case 'boolean':
      return ['on or off'];
    case 'dateTime':
      return ['date and time'];
    case 'json': {
      const { shape, maxBytes } = field.limits ?? {};
      return [
        shape === 'array' ? 'JSON list' : shape === 'object' ? 'JSON object' : 'JSON',
        ...(maxBytes === undefined ? [] : [`at most ${engine.sayBytes(maxBytes)}`]),
      ];
    }
    case 'list': {
      const { maxEach, format } = field.limits ?? {};
      const some = choicesOf(field).length > 0 ? `any of ${choicesText(field)}` : format ? `list; each entry: ${engine.FORMATS[format].noun}` : 'list of texts';
      return [some, ...entries(field.limits ?? {}), ...(maxEach === undefined ? [] : [`each of at most ${count(maxEach, 'character')}`])];
    }
    case 'file': {
      const { maxBytes, extension, csv } = field.limits ?? {};
      return [
        csv ? 'CSV file' : 'file',
        ...(maxBytes === undefined ? [] : [`at most ${engine.sayBytes(maxBytes)}`]),
        ...(extension === undefined ? [] : [`its name ends in ${code(extension)}`]),
        ...(csv ? [`columns: ${csv.columns.map(code).join(', ')}`] : []),
      ];
    }
    case 'choice':
      return ['loadOptions' in field ? 'chosen from a list that the vendor provides, or an ID' : `one of ${choicesText(field)}`];
    case 'rows': {
      const where = elsewhere(field);
      return [`list of objects${where === undefined ? '' : `, see ${where}`}`, ...entries(field.limits ?? {})];
    }
    case 'group': {
      const where = elsewhere(field);
      return [`fields of an object${where === undefined ? '' : `, see ${where}`}`];
    }
  }
};

const defaultOf = (field: Field): string | undefined => {
  const value = 'default' in field ? field.default : undefined;
  if (value === undefined || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0)) return undefined;
  if (typeof value === 'boolean') return `default: ${value ? 'on' : 'off'}`;
  const chosen = choicesOf(field).find((each) => each.value === value);
  if (chosen) return `default: ${italic(chosen.label)}`;
  if (Array.isArray(value)) {
    const labels = value.map((each) => choicesOf(field).find((option) => option.value === each)?.label ?? String(each));
    return `default: ${labels.map(italic).join(', ')}`;
  }
  return `default: ${code(typeof value === 'object' ? JSON.stringify(value) : String(value))}`;
};

/** A field as a table shows it. */
interface Shown {
  readonly name: string;
  readonly field: Field;
  readonly need: string;
  /** When the form has it, in words. */
  readonly only?: string;
}

const described = ({ field, only }: Shown): string => {
  const explained = choicesOf(field).filter(({ label, description }) => description !== undefined && description !== label);
  return [
    sentence(plain(field.description)),
    ...explained.map(({ label, description }) => `${italic(label)}: ${sentence(plain(description!))}`),
    ...(only === undefined ? [] : [only]),
    ...(field.todo === undefined ? [] : [`*If it is rejected*: ${plain(field.todo)}`]),
  ].join(' ');
};

const valueOf = (field: Field, engine: Engine, elsewhere: Elsewhere): string =>
  [...kindOf(field, engine, elsewhere), defaultOf(field)].filter((each) => each !== undefined).join('; ');

const tableOf = (shown: readonly Shown[], engine: Engine, elsewhere: Elsewhere): string =>
  table(
    ['Field', 'Needed', 'Value', 'What it is'],
    shown.map((each) => [`${bold(each.field.label)} ${code(each.name)}`, each.need, valueOf(each.field, engine, elsewhere), described(each)]),
  );

/** The words for a condition: which choice of which other field. A choice that only saved forms have is named where there is no other. */
const onlyIf = (condition: Condition | undefined, fieldOf: (name: string) => Field | undefined): string | undefined => {
  const parts = Object.entries(condition ?? {}).map(([name, is]) => {
    const field = fieldOf(name);
    const options = new Map((field && 'options' in field ? (field.options ?? []) : []).map((option) => [option.value, option]));
    const former = new Set([...options.values()].flatMap(({ was = [] }) => was));
    const values = is.filter((value) => typeof value === 'boolean' || !former.has(value));
    const offered = values.filter((value) => typeof value === 'boolean' || !options.get(value)?.isFormer);
    const said = (offered.length > 0 ? offered : values).map((value) =>
      typeof value === 'boolean' ? (value ? 'on' : 'off') : italic(options.get(value)?.label ?? value),
    );
    return `${italic(field?.label ?? name)} is ${said.join(' or ')}${offered.length > 0 ? '' : ', as in saved workflows and flows'}`;
  });
  return parts.length === 0 ? undefined : `Only if ${parts.join(' and ')}.`;
};

const PLACES = { main: 'optional', more: 'additional', options: 'option' } as const;

/** The table of a form's fields, in the order of the form. */
export const formTable = (form: readonly FormField[], all: readonly FormField[], engine: Engine, elsewhere: Elsewhere): string =>
  form.length === 0
    ? 'It has no fields.'
    : tableOf(
        form
          .filter(({ field }) => !field.isFormer)
          .map(({ name, wire, field, place, when }) => ({
            name: wire ?? name,
            field,
            need: field.required === true ? 'required' : PLACES[place],
            only: onlyIf(when, (other) => all.find((each) => each.name === other)?.field),
          })),
        engine,
        elsewhere,
      );

/** The table of fields that are in no form of an operation: those of an account, or the columns of a list or a group. */
export const columnsTable = (columns: Readonly<Record<string, Field>>, engine: Engine, elsewhere: Elsewhere): string =>
  tableOf(
    Object.entries(columns)
      .filter(([, { isFormer }]) => !isFormer)
      .map(([name, field]) => ({
        name,
        field,
        need: field.required === true ? 'required' : 'optional',
        only: onlyIf(engine.conditionOf(columns, field), (other) => columns[other]),
      })),
    engine,
    elsewhere,
  );

/** A list or a group with columns of its own. */
interface Nested {
  readonly label: string;
  readonly columns: Readonly<Record<string, Field>>;
  readonly field: Field;
}

const nestedIn = (field: Field): readonly Nested[] =>
  field.type === 'rows' || field.type === 'group'
    ? [{ label: field.label, columns: field.columns, field }, ...Object.values(field.columns).flatMap(nestedIn)]
    : [];

/**
 * The lists and groups of a page, each described once, however many operations have it.
 * @param forms by the title of the operation or trigger
 */
export const nestedOf = (forms: ReadonlyMap<string, readonly FormField[]>, engine: Engine) => {
  const titles = new Map<string, string>();
  const texts = new Map<string, string>();
  const headings = new Map<Field, string>();
  const nowhere: Elsewhere = () => undefined;
  const all = [...forms].flatMap(([owner, form]) => form.flatMap(({ field }) => nestedIn(field).map((nested) => ({ owner, ...nested }))));
  for (const { owner, label, columns, field } of all) {
    const text = `${label}\n${columnsTable(columns, engine, nowhere)}`;
    const known = texts.get(text);
    // Another list under the same label says whose it is.
    const heading = known ?? (titles.has(`Fields of ${label}`) ? `Fields of ${label} (${owner})` : `Fields of ${label}`);
    if (known === undefined) {
      texts.set(text, heading);
      titles.set(heading, text);
    }
    headings.set(field, heading);
  }
  return { headings, columnsOf: new Map(all.map(({ field, columns }) => [headings.get(field)!, columns])) };
};

/** The part of a page that describes its lists and groups. */
export const nestedText = (columnsOf: ReadonlyMap<string, Readonly<Record<string, Field>>>, engine: Engine, elsewhere: Elsewhere): string =>
  [...columnsOf].map(([heading, columns]) => blocks(`### ${heading}`, columnsTable(columns, engine, elsewhere))).join('\n\n');
