import { isObject, sayIn, segment, type Field, type Fields, type Json, type JsonObject, type Problem } from '../../../engine';

/** The documents' example. */
export const SAMPLE_CATALOG = 'restaurants';
export const SAMPLE_ITEM = 'restaurant1';

/** "letters, digits, hyphens and underscores", for names of catalogs, fields and selections and for IDs of items. */
export const NAME = /^[A-Za-z0-9_-]+$/;
export const LONGEST_NAME = 250;

/** The limits of such a name. */
export const nameLimits = { max: LONGEST_NAME, pattern: NAME } as const;
export const NAME_TODO = `Use letters, digits, hyphens and underscores only, and at most ${LONGEST_NAME} characters.`;

export const catalogName = {
  type: 'choice',
  label: 'Catalog',
  description: "The catalog's name",
  required: true,
  inPath: true,
  placeholder: SAMPLE_CATALOG,
  loadOptions: { operation: 'catalog.getMany', value: 'name', label: 'name', about: 'description' },
  todo: 'Choose a catalog from the list, or enter its name.',
} as const satisfies Field;

/** The types of a catalog's fields; `geo` is on newer pages. */
export const TYPES = ['string', 'number', 'boolean', 'time', 'object', 'array', 'geo'] as const;

/** A new field of a catalog. */
export const fieldColumns = {
  name: {
    type: 'text',
    label: 'Name',
    description: 'Name of the field',
    required: true,
    placeholder: 'e.g. city',
    limits: nameLimits,
    todo: NAME_TODO,
  },
  type: {
    type: 'choice',
    label: 'Type',
    description: 'What kind of values the field has',
    required: true,
    default: 'string',
    options: [
      { value: 'array', label: 'Array' },
      { value: 'boolean', label: 'Boolean' },
      { value: 'geo', label: 'Location', description: 'A longitude and a latitude' },
      { value: 'number', label: 'Number' },
      { value: 'object', label: 'Object' },
      { value: 'string', label: 'String' },
      { value: 'time', label: 'Time' },
    ],
  },
} as const satisfies Fields;

/** The names and types of the fields that a catalog has, as its list says. */
export const fieldsIn = ({ fields }: JsonObject): readonly { readonly name: string; readonly type: string }[] =>
  (Array.isArray(fields) ? (fields as readonly Json[]) : []).filter(isObject).map((each) => {
    const { name, type } = each as JsonObject;
    return { name: String(name), type: String(type) };
  });

/** The path of something in a catalog. */
export const inCatalog = (catalog: string, ...parts: readonly string[]): string => ['/catalogs', segment(catalog), ...parts].join('/');

/** What is wrong with the catalog that an input is for. */
export const catalogProblems = (name: string): readonly Problem[] => {
  const todo = catalogName.todo;
  if (name.length <= LONGEST_NAME && NAME.test(name)) return [];
  return [
    { field: 'catalog_name', message: `'${catalogName.label}' (catalog_name) is '${name.slice(0, LONGEST_NAME)}', which no catalog can be called.`, todo },
  ];
};

/** Asks before something is deleted that cannot be brought back. */
export const confirmDeletion = (what: string) =>
  ({
    type: 'boolean',
    label: 'Delete for Good',
    description: `Whether to delete the ${what} permanently; this cannot be undone`,
    required: true,
    todo: `Turn it on to confirm that the ${what} will be permanently deleted.`,
  }) as const satisfies Field;

/** The problem of a deletion that was not confirmed. */
export const notConfirmed = (confirm: boolean | undefined, fields: Fields, what: string): readonly Problem[] =>
  confirm ? [] : [sayIn(fields)('confirm', `is off; deleting a ${what} cannot be undone`, fields.confirm?.todo ?? '')];
