import type { Options } from './call';
import type { Field, FileRef } from './fields';
import { isObject, type JsonObject } from './json';
import { camelCase } from './names';
import type { AnyOperation } from './operation';

/** One field as both hosts show it. */
export interface FormField {
  /** Parameter name, camelCase. */
  readonly name: string;
  readonly field: Field;
  /** `main`: always in sight. `more`: among the additional fields. `options`: how to run, not what to send. */
  readonly place: 'main' | 'more' | 'options';
  /** Shown only while these other form fields have one of these values. */
  readonly when?: { readonly [name: string]: readonly (string | boolean)[] };
  /** Where the value goes; absent for the form's own fields. */
  readonly wire?: string;
}

/** How the values of an operation with recipients are filled. */
export type RecipientsFrom = 'items' | 'json' | 'file';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const recipientFields = (o: AnyOperation): FormField[] => {
  const r = o.recipients;
  if (!r) return [];
  const rows = o.fields[r.rows];
  const file = r.file && o.fields[r.file.field];
  const user = r.file?.id ?? r.id;
  const fromItems = { recipientsFrom: ['items'] };
  const fields: FormField[] = [
    {
      name: 'recipientsFrom',
      place: 'main',
      field: {
        type: 'choice',
        label: 'Recipients From',
        description: 'Where the people to message and their template variables come from',
        required: true,
        default: 'items',
        options: [
          ...(file ? [{ value: 'file', label: 'CSV File', description: 'A file with one row per person, sent as it is; for audiences of any size' }] : []),
          { value: 'items', label: 'Input Items', description: 'Each incoming item is one person' },
          { value: 'json', label: 'JSON', description: 'A list written here or made by an expression' },
        ],
      },
    },
    {
      name: 'userColumn',
      place: 'main',
      when: fromItems,
      field: {
        type: 'text',
        label: 'User Column',
        description: "Name of the item's field that holds the user ID",
        required: true,
        default: user,
      },
    },
    {
      name: 'variables',
      place: 'main',
      when: fromItems,
      field: {
        type: 'choice',
        label: 'Template Variables',
        description: "Which of the item's fields become template variables of the message",
        required: true,
        default: 'all',
        options: [
          { value: 'all', label: 'All Other Fields', description: 'Every other field of the item, under its own name' },
          { value: 'chosen', label: 'Chosen Fields', description: 'Only the fields listed below, renamed where needed' },
          { value: 'none', label: 'None', description: 'The message has no variables' },
        ],
      },
    },
    {
      name: 'variableColumns',
      place: 'main',
      when: { ...fromItems, variables: ['chosen'] },
      field: {
        type: 'rows',
        label: 'Variable Columns',
        description: 'Which field of the item fills which template variable',
        columns: {
          variable: { type: 'text', label: 'Variable', description: "Name of the variable, spelled exactly as in the campaign's message", required: true },
          column: { type: 'text', label: 'Item Field', description: "Name of the item's field; the same name as the variable if empty" },
        },
      },
    },
    {
      name: camelCase(r.rows),
      place: 'main',
      wire: r.rows,
      when: { recipientsFrom: ['json'] },
      field: {
        type: 'json',
        label: rows?.label ?? r.rows,
        description: rows?.description ?? '',
        required: true,
        default: [],
        limits: { shape: 'array' },
      },
    },
  ];
  if (r.file && file) {
    fields.push({
      name: camelCase(r.file.field),
      place: 'main',
      wire: r.file.field,
      when: { recipientsFrom: ['file'] },
      field: { ...file, required: true } as Field,
    });
  }
  return fields;
};

const optionFields = (o: AnyOperation): FormField[] => {
  const fields: FormField[] = [];
  const add = (name: string, field: Field, when?: FormField['when'], place: FormField['place'] = 'main') =>
    fields.push({ name, field, place, ...(when && { when }) });
  if (o.returns === 'file') {
    add('output', {
      type: 'choice',
      label: 'Output',
      description: 'The form in which the rows are handed on',
      required: true,
      default: 'rows',
      options: [
        { value: 'file', label: 'File', description: 'All rows as one file, streamed; for reports of any size' },
        { value: 'rows', label: 'Rows', description: 'One item per row' },
      ],
    });
  }
  if (o.returns !== 'object') {
    const when = o.returns === 'file' ? { output: ['rows'] } : undefined;
    add(
      'returnAll',
      { type: 'boolean', label: 'Return All', description: 'Whether to return all results or only up to a given limit', default: o.returns === 'file' },
      when,
    );
    add(
      'limit',
      { type: 'number', label: 'Limit', description: 'Max number of results to return', default: 50, limits: { min: 1, whole: true } },
      { ...when, returnAll: [false] },
    );
  }
  if (o.simplify) {
    add(
      'simplify',
      { type: 'boolean', label: 'Simplify', description: 'Whether to return a simplified version of the response instead of the raw data', default: true },
      o.returns === 'file' ? { output: ['rows'] } : undefined,
    );
  }
  if (o.wait) {
    add('waitUntilReady', {
      type: 'boolean',
      label: 'Wait Until Ready',
      description: 'Whether to ask again until the answer is ready instead of once',
      default: false,
    });
    add(
      'longestWait',
      {
        type: 'number',
        label: 'Longest Wait (Minutes)',
        description: 'How long to go on asking before giving up',
        default: o.wait.longestMs / MINUTE,
        limits: { min: 1, max: 10_080 },
      },
      { waitUntilReady: [true] },
    );
    add(
      'askEvery',
      {
        type: 'number',
        label: 'Ask Every (Seconds)',
        description: 'Time between two questions; each one may count against the quota of the account',
        default: o.wait.everyMs / SECOND,
        limits: { min: 1 },
      },
      { waitUntilReady: [true] },
    );
  }
  if (o.retry !== 'safe') {
    add(
      'dryRun',
      { type: 'boolean', label: 'Dry Run', description: 'Whether to check everything and show the requests without sending any', default: false },
      undefined,
      'options',
    );
  }
  return fields;
};

const makeForm = (o: AnyOperation): readonly FormField[] => {
  const special = new Set<string>();
  if (o.recipients) {
    special.add(o.recipients.rows);
    if (o.recipients.file) special.add(o.recipients.file.field);
  }
  const own = Object.entries(o.fields)
    .filter(([wire]) => !special.has(wire))
    .map(
      ([wire, field]): FormField => ({
        name: camelCase(wire),
        wire,
        field,
        place: field.required || field.prominent ? 'main' : 'more',
        ...(field.dependsOn && { when: { [camelCase(field.dependsOn.field)]: field.dependsOn.is } }),
      }),
    );
  return [
    ...own.filter(({ place }) => place === 'main'),
    ...recipientFields(o),
    ...optionFields(o).filter(({ place }) => place === 'main'),
    ...own.filter(({ place }) => place === 'more'),
    ...optionFields(o).filter(({ place }) => place === 'options'),
  ];
};

/** The catalogue is fixed and a form is asked for with every item: one an operation. */
const forms = new WeakMap<AnyOperation, readonly FormField[]>();

/** The form of an operation, the same in both hosts, in the order in which it is shown. */
export const formOf = (o: AnyOperation): readonly FormField[] => {
  const form = forms.get(o) ?? makeForm(o);
  forms.set(o, form);
  return form;
};

/** Values of a form by parameter name, `more` and `options` fields among the others. */
export type FormValues = { readonly [name: string]: unknown };

const mappingOf = (values: FormValues): Record<string, string> => {
  const rows = Array.isArray(values.variableColumns) ? values.variableColumns.filter(isObject) : [];
  return Object.fromEntries(rows.map((row) => [String(row.variable ?? ''), String(row.column || row.variable || '')]));
};

const recipientOf = (o: AnyOperation, values: FormValues, record: JsonObject): JsonObject => {
  const { id, variables } = o.recipients!;
  const column = String(values.userColumn ?? '');
  const kept =
    values.variables === 'none'
      ? {}
      : values.variables === 'chosen'
        ? Object.fromEntries(Object.entries(mappingOf(values)).map(([variable, from]) => [variable, record[from]]))
        : Object.fromEntries(Object.entries(record).filter(([name]) => name !== column));
  return { [id]: record[column], [variables]: kept };
};

/**
 * Turns the form's values of one item into the operation's input by wire names.
 * @param record the item itself, whose fields become a recipient when the recipients come from the items
 * @param file the file behind the form's file field, found by the host
 */
export const inputFrom = (o: AnyOperation, values: FormValues, record: JsonObject, file?: (value: unknown) => FileRef | undefined): Record<string, unknown> => {
  const input: Record<string, unknown> = {};
  for (const { name, wire, field, when } of formOf(o)) {
    if (!wire || values[name] === undefined) continue;
    if (when && !Object.entries(when).every(([other, is]) => is.includes(values[other] as string | boolean))) continue;
    input[wire] = field.type === 'file' && file ? file(values[name]) : values[name];
  }
  if (o.recipients && values.recipientsFrom === 'items') input[o.recipients.rows] = [recipientOf(o, values, record)];
  return input;
};

/** The run options that the form holds. `output: 'file'` is the host's business. */
export const optionsFrom = (o: AnyOperation, values: FormValues): Options => ({
  ...(o.wait &&
    values.waitUntilReady === true && {
      longestWaitMs: Number(values.longestWait ?? o.wait.longestMs / MINUTE) * MINUTE,
      askEveryMs: Number(values.askEvery ?? o.wait.everyMs / SECOND) * SECOND,
    }),
  ...(o.returns !== 'object' && values.returnAll === false && { limit: Number(values.limit ?? 50) }),
  ...(o.simplify && { simplify: values.simplify !== false }),
});
