import { camelCase, formOf, operationsOf, type AnyOperation, type AnyVendor, type FormField, type Verb } from '../../engine';

/** Name of the package's node set; its texts are found under it. */
export const SET = 'campaigns';

/** An operation with its vendor and its name in it. */
export interface Choice {
  readonly vendor: AnyVendor;
  /** `batch.trigger` */
  readonly name: string;
  readonly operation: AnyOperation;
}

/** A node type of the palette. A verb has one operation a vendor; a vendor node has all its operations. */
export interface NodeType {
  readonly type: string;
  readonly verb?: Verb;
  readonly vendor?: AnyVendor;
  readonly choices: readonly Choice[];
}

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Name of the config node that holds a vendor's account. */
export const accountType = ({ id }: AnyVendor): string => `${kebabCase(id)}-account`;

const choicesOf = (vendor: AnyVendor): readonly Choice[] => operationsOf(vendor).map(({ name, operation }) => ({ vendor, name, operation }));

/** The node types of a catalogue: the verbs that some operation carries, then the vendors. */
export const nodeTypes = (vendors: readonly AnyVendor[]): readonly NodeType[] => {
  const verbs = new Map<Verb, Choice[]>();
  for (const choice of vendors.flatMap(choicesOf)) {
    const { verb } = choice.operation;
    if (verb) verbs.set(verb, [...(verbs.get(verb) ?? []), choice]);
  }
  return [
    ...[...verbs].map(([verb, choices]) => ({ type: `campaign-${kebabCase(verb)}`, verb, choices })),
    ...vendors.map((vendor) => ({ type: `campaign-${kebabCase(vendor.id)}`, vendor, choices: choicesOf(vendor) })),
  ];
};

/** The fields of a vendor's account as a form. */
export const accountForm = (vendor: AnyVendor): readonly FormField[] =>
  Object.entries(vendor.credential).map(([wire, field]) => ({
    name: camelCase(wire),
    wire,
    field,
    place: 'main',
    ...(field.dependsOn && { when: { [camelCase(field.dependsOn.field)]: field.dependsOn.is } }),
  }));

export const isSecret = ({ field }: FormField): boolean => field.type === 'text' && field.secret === true;

/** Rows that one message carries at most, where they are sent in groups. */
const ROWS_PER_MESSAGE = 1000;

/** Where the people are who come from the message. */
export const itemsField: FormField = {
  name: 'items',
  place: 'main',
  when: { recipientsFrom: ['items'] },
  field: {
    type: 'json',
    label: 'People',
    description: 'A list of objects, one for each person, or one such object',
    required: true,
  },
};

const rowsFields = (when: FormField['when']): FormField[] => [
  {
    name: 'sendRows',
    place: 'main',
    ...(when && { when }),
    field: {
      type: 'choice',
      label: 'Send Rows',
      description: 'How the rows are divided among messages',
      required: true,
      default: 'each',
      options: [
        { value: 'each', label: 'One Message per Row', description: 'A sequence of messages with one object each' },
        { value: 'groups', label: 'Groups of Rows', description: 'A sequence of messages with a list of rows each; for reports of any size' },
        { value: 'all', label: 'One Message with All Rows', description: 'A single list; the whole report is held in memory' },
      ],
    },
  },
  {
    name: 'rowsPerMessage',
    place: 'main',
    when: { ...when, sendRows: ['groups'] },
    field: {
      type: 'number',
      label: 'Rows per Message',
      description: 'Most rows in one message',
      required: true,
      default: ROWS_PER_MESSAGE,
      limits: { min: 1, whole: true },
    },
  },
];

const fileFields: readonly FormField[] = [
  {
    name: 'fileTo',
    place: 'main',
    when: { output: ['file'] },
    field: {
      type: 'choice',
      label: 'File To',
      description: 'Where the content of the file goes',
      required: true,
      default: 'path',
      options: [
        { value: 'path', label: 'File on Disk', description: 'Written as it arrives; an existing file is replaced once the new one is complete' },
        { value: 'buffers', label: 'Sequence of Buffers', description: 'One message for each piece as it arrives' },
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
      description: "Name of the file to write; its folder must exist, and a relative name starts at Node-RED's working directory",
      required: true,
    },
  },
];

/** The engine's form of an operation with what only Node-RED asks: which part of the message holds the items, and how rows and files leave. */
export const nodeForm = (operation: AnyOperation): readonly FormField[] => {
  const isRows = operation.returns === 'list';
  return formOf(operation).flatMap((each) => {
    if (each.name === 'recipientsFrom') return [each, itemsField];
    if (each.name === 'output') return [each, ...fileFields, ...rowsFields({ output: ['rows'] })];
    if (each.name === 'returnAll' && isRows) return [...rowsFields(undefined), each];
    return [each];
  });
};
