import { sayIn, type Fields, type Input, type Json, type JsonObject, type Problem } from '../../../engine';
import { catalogName, LONGEST_NAME, NAME, nameLimits, NAME_TODO, catalogProblems, SAMPLE_ITEM } from '../catalog/fields';
import { keyProblem } from './keys';

/** "up to 50 items" in one request. */
export const MOST_ITEMS = 50;
/** "5,000 characters", for each value on the pages of the bulk endpoints. */
export const LONGEST_VALUE = 5_000;
/** Our own bound: each row of the file is kept in memory until its outcome is known. */
const MOST_BYTES = 50_000_000;

export const ID = 'id';

export const itemId = {
  type: 'text',
  label: 'Item ID',
  description: "The item's ID",
  required: true,
  inPath: true,
  placeholder: SAMPLE_ITEM,
  limits: nameLimits,
  todo: NAME_TODO,
} as const;

const itemColumns = {
  id: { ...itemId, label: 'ID', todo: `Enter an ID for every item. ${NAME_TODO}` },
  fields: {
    type: 'json',
    label: 'Fields',
    description: "The item's values by the names of the catalog's fields",
    limits: { shape: 'object' },
  },
} as const satisfies Fields;

/** The form of operations on many items with values. `does`: what happens to the fields that an item does not name. */
export const bulkFields = (does: string) =>
  ({
    catalog_name: catalogName,
    catalog_items: {
      type: 'rows',
      label: 'Items',
      description: `The items, each with its ID and its fields; ${MOST_ITEMS} share a request`,
      columns: itemColumns,
    },
    file: {
      type: 'file',
      label: 'File',
      description: `Comma-separated CSV file in UTF-8, with a column 'id' and one column for each field of the catalog; ${does}`,
      limits: { maxBytes: MOST_BYTES, extension: '.csv', csv: { columns: [ID], filled: [ID] } },
    },
  }) as const satisfies Fields;

export type Bulk = Input<ReturnType<typeof bulkFields>>;
type Item = NonNullable<Bulk['catalog_items']>[number];

/** An item as it is sent. */
export const itemToSend = ({ id, fields }: Item): JsonObject => ({ ...(fields as JsonObject | undefined), id });

const depthOf = (value: Json | undefined): number =>
  typeof value === 'object' && value !== null ? 1 + Object.values(value).reduce<number>((most, each) => Math.max(most, depthOf(each as Json)), 0) : 0;

/** "Item objects can't have more than 50 levels of nesting." */
const DEEPEST = 50;

/** What is wrong with the values of one item. */
const problemsOf = ({ id, fields = {} }: Item, at: string, isUpdate: boolean): readonly Problem[] => {
  const problem = (name: string, what: string, todo: string): Problem => ({
    field: `${at}.fields.${name}`,
    message: `'${name}' of the item '${id}' (${at}.fields.${name}) ${what}.`,
    todo,
  });
  return Object.entries(fields as JsonObject).flatMap(([name, value]): readonly Problem[] => {
    if (name === ID) return [problem(name, "is among the fields, but the ID is named separately, in 'ID'", 'Remove it from the fields.')];
    if (!NAME.test(name) || name.length > LONGEST_NAME) return [problem(name, 'is no name that a field of a catalog can have', NAME_TODO)];
    const text = typeof value === 'string' ? value : typeof value === 'object' && value !== null ? JSON.stringify(value) : '';
    if (text.length > LONGEST_VALUE)
      return [problem(name, `has ${text.length} characters; at most ${LONGEST_VALUE.toLocaleString('en-US')} are allowed`, 'Shorten it.')];
    if (depthOf(value) > DEEPEST) return [problem(name, `is nested more than ${DEEPEST} levels deep`, 'Nest it less.')];
    const key = keyProblem(value, name, isUpdate);
    return key === undefined ? [] : [problem(key, 'has a period or a dollar sign in its name, which Braze does not allow in a catalog', 'Rename it.')];
  });
};

/**
 * What is wrong with an input for many items.
 * @param isUpdate whether a field may say what to add to its list and what to remove
 */
export const bulkProblems = (input: Bulk, isUpdate: boolean): readonly Problem[] => {
  const { catalog_items: items } = input;
  if (items?.length === 0) return [sayIn(bulkFields(''))('catalog_items', 'is empty: there is nothing to send', 'Add at least one item.')];
  return [...catalogProblems(input.catalog_name), ...(items ?? []).flatMap((item, i) => problemsOf(item, `catalog_items[${i}]`, isUpdate))];
};
