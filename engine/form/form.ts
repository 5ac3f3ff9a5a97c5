import type { Options } from '../catalogue/call';
import type { Field, Fields, FileRef } from '../catalogue/fields';
import { carry } from './found';
import type { JsonObject } from '../base/json';
import { camelCase } from '../base/names';
import { personReader } from './person';
import { conditionOf, isMet, type Condition } from '../catalogue/condition';
import type { FormField } from './formField';
import { formerValues } from './saved';
import { isBlank, ITEMS, type HostWords } from '../base/words';
import { isOperation, type FormDefinition } from '../catalogue/formDefinition';
import { maySend, type AnyOperation, type Recipients } from '../catalogue/operation';

/** Where the people of a request, and what is said of each, come from. */
export type RecipientsFrom = 'items' | 'json' | 'file' | 'everybody';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** When a form shows a field, by parameter names; forms that were saved earlier may hold former values of choices. */
export const whenOf = (fields: Fields, field: Pick<Field, 'dependsOn'>): Condition =>
  Object.fromEntries(Object.entries(conditionOf(fields, field)).map(([wire, is]) => [camelCase(wire), [...is, ...formerValues(fields[wire], is)]]));

/** Whether a form with these values shows a field. */
export const isShown = (when: Condition | undefined, values: { readonly [name: string]: unknown }): boolean => isMet(when, (name) => values[name]);

const hasConditions = (when: Condition): boolean => Object.keys(when).length > 0;

/** The fields that an item fills where the recipients come from items. */
const filledByItem = ({ rows, id, variables }: Recipients): readonly string[] =>
  rows === undefined ? [id, ...(typeof variables === 'string' ? [variables] : Object.values(variables.of))] : [rows];

const sourceField = ({ rows, file, everybody }: Recipients, when: Condition): FormField => ({
  name: 'recipientsFrom',
  place: 'main',
  ...(hasConditions(when) && { when }),
  field: {
    type: 'choice',
    label: rows === undefined ? 'Values From' : 'Recipients From',
    description: rows === undefined ? 'Where the person and their data come from' : 'Where the recipients and their template variables come from',
    required: true,
    default: 'items',
    options: [
      ...(file ? [{ value: 'file', label: 'CSV File', description: 'A file with one row per person, sent as is; for audiences of any size' }] : []),
      ...(everybody ? [{ value: 'everybody', label: everybody.label, description: everybody.description }] : []),
      rows === undefined
        ? { value: 'json', label: 'Fields Below', description: 'Entered here or created by expressions' }
        : { value: 'json', label: 'JSON', description: 'A list entered here or created by an expression' },
      { value: 'items', label: 'Input Items', description: 'Each input item is one person' },
    ].sort((one, other) => one.label.localeCompare(other.label)),
  },
});

const itemFields = ({ id, file, called }: Recipients, outer: Condition): FormField[] => {
  const when = { ...outer, recipientsFrom: ['items'] };
  const variables = called?.variables ?? 'Template Variables';
  const lower = variables.toLowerCase();
  return [
    {
      name: 'userColumn',
      place: 'main',
      when,
      field: {
        type: 'text',
        label: `${called?.id ?? 'User'} Column`,
        description: 'Name of the item field that contains the user ID',
        required: true,
        default: file?.id ?? id,
      },
    },
    {
      name: 'variables',
      place: 'main',
      when,
      field: {
        type: 'choice',
        label: variables,
        description: `Which item fields become ${lower}${called ? '' : ' of the message'}`,
        required: true,
        default: 'all',
        options: [
          { value: 'all', label: 'All Other Fields', description: 'All other fields of the item, under their own names' },
          { value: 'chosen', label: 'Selected Fields', description: 'Only the fields listed below, renamed if needed' },
          { value: 'none', label: 'None', description: `No ${lower}` },
        ],
      },
    },
    {
      name: 'variableColumns',
      place: 'main',
      when: { ...when, variables: ['chosen'] },
      field: {
        type: 'rows',
        label: called ? `Columns` : 'Variable Columns',
        description: `Which item field to use for each of the ${lower}`,
        columns: {
          variable: {
            type: 'text',
            label: called ? 'Name' : 'Variable',
            description: called ? 'Name at the vendor' : "Name of the variable, exactly as in the campaign's message",
            required: true,
          },
          column: { type: 'text', label: 'Item Field', description: 'Name of the item field; same as the name above if empty' },
        },
      },
    },
    {
      name: 'emptyValues',
      place: 'options',
      when: { ...when, variables: ['all', 'chosen'] },
      field: {
        type: 'choice',
        label: 'Empty Values',
        description: 'What to do with fields that have no value in an item',
        default: 'sendEmpty',
        options: [
          { value: 'leaveOut', label: 'Leave Out', description: 'Leaves out the empty fields and sends the others' },
          { value: 'refuse', label: 'Reject', description: 'The item fails, and nothing is sent for it' },
          { value: 'sendEmpty', label: 'Send Empty', description: 'Sends empty text and null as they are; leaves out fields that the item does not have' },
        ],
      },
    },
  ];
};

const recipientFields = (o: FormDefinition): FormField[] => {
  const r = o.recipients;
  if (!r) return [];
  const outer: Condition = r.when ? whenOf(o.fields, { dependsOn: r.when }) : {};
  const fields = [sourceField(r, outer), ...itemFields(r, outer)];
  const rows = r.rows === undefined ? undefined : o.fields[r.rows];
  if (r.rows !== undefined) {
    fields.push({
      name: camelCase(r.rows),
      place: 'main',
      wire: r.rows,
      when: { ...outer, recipientsFrom: ['json'] },
      field: {
        type: 'json',
        label: rows?.label ?? r.rows,
        description: rows?.description ?? '',
        required: true,
        default: [],
        limits: { shape: 'array' },
      },
    });
  }
  const file = r.file && o.fields[r.file.field];
  if (r.file && file) {
    fields.push({
      name: camelCase(r.file.field),
      place: 'main',
      wire: r.file.field,
      when: { ...outer, recipientsFrom: ['file'] },
      field: { ...file, required: true } as Field,
    });
  }
  return fields;
};

/** Results that are returned where the user wants not all of them, and names no number. */
const DEFAULT_LIMIT = 50;

/** Whether the form asks how many rows are wanted: a field that says so itself counts alone. */
const asksLimit = ({ returns, boundedBy }: AnyOperation): boolean => returns !== 'object' && boundedBy === undefined;

const optionFields = (o: AnyOperation): FormField[] => {
  const fields: FormField[] = [];
  const add = (name: string, field: Field, when?: FormField['when'], place: FormField['place'] = 'main') =>
    fields.push({ name, field, place, ...(when && { when }) });
  if (o.returns === 'file') {
    add('output', {
      type: 'choice',
      label: 'Output',
      description: 'How to return the rows',
      required: true,
      default: 'rows',
      options: [
        { value: 'file', label: 'File', description: 'All rows as a single file, streamed; for reports of any size' },
        { value: 'rows', label: 'Rows', description: 'One item per row' },
      ],
    });
  }
  if (asksLimit(o)) {
    const when = o.returns === 'file' ? { output: ['rows'] } : undefined;
    add(
      'returnAll',
      { type: 'boolean', label: 'Return All', description: 'Whether to return all results or only up to a given limit', default: o.returns === 'file' },
      when,
    );
    add(
      'limit',
      { type: 'number', label: 'Limit', description: 'Max number of results to return', default: DEFAULT_LIMIT, limits: { min: 1, whole: true } },
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
      description: 'Whether to keep checking until the result is ready',
      default: false,
    });
    add(
      'longestWait',
      {
        type: 'number',
        label: 'Longest Wait (Minutes)',
        description: 'Maximum time to keep checking',
        default: o.wait.longestMs / MINUTE,
        limits: { min: 1, max: 10_080 },
      },
      { waitUntilReady: [true] },
    );
    add(
      'askEvery',
      {
        type: 'number',
        label: 'Check Every (Seconds)',
        description: "Time between two checks; each one may count toward the account's quota",
        default: o.wait.everyMs / SECOND,
        limits: { min: 1, max: 86_400 },
      },
      { waitUntilReady: [true] },
    );
  }
  if (o.recipients) {
    add(
      'duplicates',
      {
        type: 'choice',
        label: 'Duplicates',
        description: 'What to do if several items are for the same person',
        default: 'keepAll',
        options: [
          { value: 'keepAll', label: 'Keep All', description: 'Sends all of them, in the order of the items' },
          { value: 'keepLast', label: 'Keep Last', description: 'Sends only the last one and skips the others' },
          { value: 'refuse', label: 'Reject', description: 'Sends none of them; each one fails' },
        ],
      },
      undefined,
      'options',
    );
  }
  if (o.retry !== 'safe') {
    add(
      'dryRun',
      {
        type: 'boolean',
        label: 'Dry Run',
        description: 'Whether to check everything and show the requests without sending them; any value except a clear no counts as yes',
        default: false,
        protects: true,
      },
      undefined,
      'options',
    );
  }
  if (maySend(o)) {
    const option = (name: string, field: Field) => add(name, field, undefined, 'options');
    option('sendOnceKey', {
      type: 'text',
      label: 'Send-Once Key',
      description: 'What the message is about, such as an order ID or a date. With the same key, each person receives it only once, even in later executions',
      placeholder: 'order-10023',
      limits: { max: 500 },
      protects: true,
    });
    option('sendOnceHours', {
      type: 'number',
      label: 'Send-Once Window (Hours)',
      description: 'How long to remember a send-once key',
      default: 168,
      limits: { min: 1, max: 8_760 },
    });
    option('stopAbove', {
      type: 'number',
      label: 'Stop Above (Recipients)',
      description: 'Nothing is sent if there are more recipients than this in total, or if they cannot be counted in advance; no limit if empty',
      placeholder: '1000',
      limits: { min: 1, whole: true },
      protects: true,
    });
  }
  return fields;
};

/** What the recipients' part of the form takes the place of. */
const replaced = ({ rows, file, everybody }: Recipients): readonly (string | undefined)[] => [rows, file?.field, everybody?.field];

const makeForm = (o: FormDefinition): readonly FormField[] => {
  const { recipients } = o;
  const options = isOperation(o) ? optionFields(o) : [];
  const special = new Set(recipients && replaced(recipients));
  const byItem = new Set(recipients && recipients.rows === undefined ? filledByItem(recipients) : []);
  const own = Object.entries(o.fields)
    .filter(([wire]) => !special.has(wire))
    .map(([wire, field]): FormField => {
      const when = { ...whenOf(o.fields, field), ...(byItem.has(wire) && { recipientsFrom: ['json'] }) };
      return {
        name: camelCase(wire),
        wire,
        field: recipients?.own?.includes(wire) ? { ...field, description: `${field.description}. Leave it empty to use the item's field '${wire}'` } : field,
        place: field.required || field.prominent || byItem.has(wire) ? 'main' : 'more',
        ...(hasConditions(when) && { when }),
      };
    });
  const main = own.filter(({ place }) => place === 'main');
  // The people are asked for once it is known what they are needed for: behind the choices that this hangs on.
  const first = recipients?.rows === undefined ? main.findIndex(({ wire }) => byItem.has(wire ?? '')) : -1;
  const cut = first < 0 ? main.length : first;
  return [
    ...main.slice(0, cut),
    ...recipientFields(o),
    ...main.slice(cut),
    ...options.filter(({ place }) => place === 'main'),
    ...own.filter(({ place }) => place === 'more'),
    ...options.filter(({ place }) => place === 'options'),
  ];
};

/** The catalogue is fixed and a form is asked for with every item, so each is made once. */
const forms = new WeakMap<FormDefinition, readonly FormField[]>();

/** The form of an operation or a trigger, the same in both hosts, in the order in which it is shown. */
export const formOf = (o: FormDefinition): readonly FormField[] => {
  const form = forms.get(o) ?? makeForm(o);
  forms.set(o, form);
  return form;
};

/** Values of a form by parameter name, `more` and `options` fields among the others. */
export type FormValues = { readonly [name: string]: unknown };

/** The field that takes the variables, as far as it hangs on another one. */
const variablesField = ({ variables }: Recipients, values: FormValues): string | undefined =>
  typeof variables === 'string' ? variables : variables.of[String(values[camelCase(variables.by)])];

/** Makes an operation's input by wire names of one item, whose fields become a recipient when the recipients come from the items. */
export type InputMaker = (record: JsonObject) => Record<string, unknown>;

/** The fields of the operation that an item may set itself, as far as they are there with these values. */
const settableBy = (o: FormDefinition, { own = [] }: Recipients, values: FormValues, common: Readonly<Record<string, unknown>>) =>
  new Map(
    formOf(o).flatMap(({ wire, when }) =>
      wire !== undefined && own.includes(wire) && isShown(when, values) ? [[wire, { given: !isBlank(common[wire]) }] as const] : [],
    ),
  );

/**
 * Turns the form's values into inputs: what they say themselves is read once, however many items there are.
 * @param file the file behind the form's file field, found by the host
 * @param seen what the items of a run have of that which the form names; shared by all makers of the run
 */
export const inputMaker = (
  o: FormDefinition,
  values: FormValues,
  {
    file,
    seen = new Set(),
    words = ITEMS,
  }: { readonly file?: (value: unknown) => FileRef | undefined; readonly seen?: Set<string>; readonly words?: HostWords } = {},
): InputMaker => {
  const common: Record<string, unknown> = {};
  for (const { name, wire, field, when } of formOf(o)) {
    if (!wire || values[name] === undefined) continue;
    if (!isShown(when, values)) continue;
    common[wire] = field.type === 'file' && file ? file(values[name]) : values[name];
  }
  const r = o.recipients;
  if (r?.everybody && values.recipientsFrom === 'everybody') common[r.everybody.field] = true;
  if (!r || values.recipientsFrom !== 'items') return () => ({ ...common });
  const person = personReader({ recipients: r, fields: o.fields, values, settable: settableBy(o, r, values, common), seen, words });
  const target = variablesField(r, values);
  return (record) => {
    const { id, variables, own, found } = person(record);
    const said = { [r.id]: id, ...(target !== undefined && { [target]: variables }) };
    const input = r.rows === undefined ? { ...common, ...own, ...said } : { ...common, [r.rows]: [said] };
    return found ? carry(input, [found]) : input;
  };
};

/** The input of one item; see {@link inputMaker}. */
export const inputFrom = (o: FormDefinition, values: FormValues, record: JsonObject, more?: Parameters<typeof inputMaker>[2]): Record<string, unknown> =>
  inputMaker(o, values, more)(record);

/** The run options that the form holds, its own fields read by `readOwnFields`. `output: 'file'` is the host's business. */
export const optionsFrom = (o: AnyOperation, values: FormValues): Options => ({
  ...(o.wait &&
    values.waitUntilReady === true && {
      longestWaitMs: Number(values.longestWait ?? o.wait.longestMs / MINUTE) * MINUTE,
      askEveryMs: Number(values.askEvery ?? o.wait.everyMs / SECOND) * SECOND,
    }),
  ...(asksLimit(o) && values.returnAll === false && { limit: Number(values.limit ?? DEFAULT_LIMIT) }),
  ...((values.duplicates === 'keepLast' || values.duplicates === 'refuse') && { duplicates: values.duplicates }),
  ...(o.simplify && { simplify: values.simplify !== false }),
});
