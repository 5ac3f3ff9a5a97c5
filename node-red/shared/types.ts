import {
  camelCase,
  foldedLast,
  formOf,
  isOperation,
  isTrigger,
  operationsOf,
  replayField,
  titled,
  whenOf,
  type AnyOperation,
  type AnyTrigger,
  type AnyVendor,
  type FormDefinition,
  type FormField,
  type Topic,
  type Verb,
} from '../../engine';
import { choicesIn, kebabCase, TRIGGER } from './outline';
import { pollFields, rowsFields } from './pollFields';
import { isSecret } from './secret';

export { isSecret } from './secret';
export { accountType, choicesIn, chosenIn, isCalled, SET, TRIGGER } from './outline';

/** An operation or a trigger, with its vendor and name. */
export interface Choice<D extends FormDefinition = FormDefinition> {
  readonly vendor: AnyVendor;
  /** `batch.trigger`; for a trigger `trigger.hits` */
  readonly name: string;
  readonly definition: D;
}

export type OperationChoice = Choice<AnyOperation>;
export type TriggerChoice = Choice<AnyTrigger>;

/** A node type that runs operations: a verb's has those of each vendor that do it, a vendor's has all its operations. */
export interface OperationType {
  readonly type: string;
  readonly verb?: Verb;
  readonly vendor?: AnyVendor;
  readonly topic?: undefined;
  readonly choices: readonly OperationChoice[];
}

/** A polling node type: it has the triggers of one topic. */
export interface TriggerType {
  readonly type: string;
  readonly verb?: undefined;
  readonly vendor?: undefined;
  readonly topic: Topic;
  readonly choices: readonly TriggerChoice[];
}

/** A node type of the palette. */
export type NodeType = OperationType | TriggerType;

/** Whether a vendor has several choices in a node type, so that its name does not say which is meant. */
export const hasSeveral = ({ choices }: { readonly choices: readonly Choice[] }): boolean =>
  choices.some(({ vendor }) => choicesIn(choices, vendor.id).length > 1);

/** Every type of the palette begins with `campaign`, so a verb ending in it does not repeat it: `createCampaign` -> `campaign-create`. */
const verbType = (verb: Verb): string => `campaign-${kebabCase(verb).replace(/-campaign$/, '')}`;

const choicesOf = (vendor: AnyVendor): readonly OperationChoice[] =>
  operationsOf(vendor).map(({ name, operation }) => ({ vendor, name, definition: operation }));

const triggersOf = (vendor: AnyVendor): readonly TriggerChoice[] =>
  Object.entries(vendor.triggers).map(([name, definition]) => ({ vendor, name: `${TRIGGER}${name}`, definition }));

/** Everything of a vendor that has a form. */
export const formsOf = (vendor: AnyVendor): readonly Choice[] => [...choicesOf(vendor), ...triggersOf(vendor)];

/** Names of the types by topic, in the palette's order. */
const TOPICS: readonly (readonly [topic: Topic, type: string])[] = [
  ['report', 'campaign-report-in'],
  ['hits', 'campaign-hits-in'],
  ['status', 'campaign-status-in'],
];

const topicTypes = (vendors: readonly AnyVendor[]): readonly TriggerType[] =>
  TOPICS.map(([topic, type]) => ({
    type,
    topic,
    choices: vendors.flatMap(triggersOf).filter(({ definition }) => definition.topic === topic),
  })).filter(({ choices }) => choices.length > 0);

/** The node types of a catalogue: the verbs used by operations, the topics used by triggers, then the vendors. */
export const nodeTypes = (vendors: readonly AnyVendor[]): readonly NodeType[] => {
  const verbs = new Map<Verb, OperationChoice[]>();
  for (const choice of vendors.flatMap(choicesOf)) {
    const { verb } = choice.definition;
    if (verb) verbs.set(verb, [...(verbs.get(verb) ?? []), choice]);
  }
  return [
    ...[...verbs].map(([verb, choices]) => ({ type: verbType(verb), verb, choices })),
    ...topicTypes(vendors),
    ...vendors.map((vendor) => ({ type: `campaign-${kebabCase(vendor.id)}`, vendor, choices: choicesOf(vendor) })),
  ];
};

const accountForms = new WeakMap<AnyVendor, readonly FormField[]>();

/** The fields of a vendor's account as a form. */
export const accountForm = (vendor: AnyVendor): readonly FormField[] => {
  const form =
    accountForms.get(vendor) ??
    Object.entries(vendor.credential).map(
      ([wire, field]): FormField => ({
        name: camelCase(wire),
        wire,
        field,
        place: 'main',
        ...(field.dependsOn && { when: whenOf(vendor.credential, field) }),
      }),
    );
  accountForms.set(vendor, form);
  return form;
};

/** An account's fields without the secrets, which Node-RED itself stores. */
export const openForm = (vendor: AnyVendor): readonly FormField[] => accountForm(vendor).filter((field) => !isSecret(field));

/** Where in the message the recipients are. */
export const itemsField: FormField = {
  name: 'items',
  place: 'main',
  when: { recipientsFrom: ['items'] },
  field: {
    type: 'json',
    label: 'People',
    description: 'A list of objects, one for each person, or a single object',
    required: true,
  },
};

/** The same, if the operation is not about people. */
const itemsOf = ({ recipients }: FormDefinition): FormField =>
  recipients?.each
    ? {
        ...itemsField,
        field: {
          ...itemsField.field,
          label: titled(recipients.each.many),
          description: `A list of objects, one for each ${recipients.each.one}, or a single object`,
        },
      }
    : itemsField;

const fileFields: readonly FormField[] = [
  {
    name: 'fileTo',
    place: 'main',
    when: { output: ['file'] },
    field: {
      type: 'choice',
      label: 'File To',
      description: 'Where to send the file content',
      required: true,
      default: 'path',
      options: [
        { value: 'path', label: 'File on Disk', description: 'Written as it arrives; an existing file is replaced once the new one is complete' },
        { value: 'buffers', label: 'Sequence of Buffers', description: 'One message per chunk as it arrives' },
      ],
    },
  },
  {
    name: 'path',
    place: 'main',
    when: { output: ['file'], fileTo: ['path'] },
    field: {
      type: 'text',
      label: 'Path',
      description: "Name of the file to write; its folder must exist, and relative names start at Node-RED's working directory",
      required: true,
    },
  },
];

/** Whether an operation has lists whose entries have separate outcomes, so that one may fail without the others. */
export const takesMany = ({ recipients, batch }: AnyOperation): boolean =>
  batch?.splitBy !== undefined || (recipients !== undefined && (recipients.rows === undefined || batch?.max !== undefined));

/** Whether a repetition would do harm, so that a message that comes back must not be processed again in full. */
export const isTracked = ({ retry, returns }: AnyOperation): boolean => returns === 'object' && retry !== 'safe' && retry !== 'idempotent';

const onErrorField = ({ batch, recipients }: AnyOperation): FormField => ({
  name: 'onError',
  place: 'options',
  ...(recipients && !batch?.splitBy && { when: { recipientsFrom: ['items'] } }),
  field: {
    type: 'choice',
    label: 'On Error',
    description: 'What to do with the other entries of a list when one fails',
    required: true,
    default: 'stop',
    options: [
      {
        value: 'stop',
        label: 'Stop',
        description: 'Nothing is sent if any entry is invalid, and the first failed request ends the run; the error describes the outcome of each entry',
      },
      {
        value: 'continue',
        label: 'Continue With the Others',
        description: 'The payload contains one object per entry: its result, or an object with the error',
      },
    ],
  },
});

/** The position of the field for how rows leave: before the first of the form's own fields after those that are sent. */
const placeOfRows = (form: readonly FormField[]): number => {
  const first = form.findIndex(
    ({ name, place, wire }) => place !== 'main' || (wire === undefined && ['returnAll', 'simplify', 'waitUntilReady'].includes(name)),
  );
  return first < 0 ? form.length : first;
};

const makeForm = (definition: FormDefinition): readonly FormField[] => {
  if (!isOperation(definition)) return [...formOf(definition), ...pollFields, ...(isTrigger(definition) ? [replayField(definition)] : [])];
  const form = formOf(definition).flatMap((each) => {
    if (each.name === 'recipientsFrom' && each.wire === undefined) return [each, { ...itemsOf(definition), when: { ...each.when, ...itemsField.when } }];
    if (each.name === 'output' && each.wire === undefined) return [each, ...fileFields, ...rowsFields({ output: ['rows'] })];
    return [each];
  });
  if (definition.returns === 'list') form.splice(placeOfRows(form), 0, ...rowsFields(undefined));
  return takesMany(definition) && definition.returns === 'object' ? [...form, onErrorField(definition)] : form;
};

const forms = new WeakMap<FormDefinition, readonly FormField[]>();

/**
 * The engine's form of an operation or a trigger with the fields specific to Node-RED: which part of the message contains the items, how rows and files
 * leave, and what happens to the others if one fails. Cached, because it is needed for every message.
 */
export const nodeForm = (definition: FormDefinition): readonly FormField[] => {
  const form = forms.get(definition) ?? foldedLast(makeForm(definition));
  forms.set(definition, form);
  return form;
};
