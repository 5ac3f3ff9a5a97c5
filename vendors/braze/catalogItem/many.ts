import { operation, promisedText, type AnyOperation, type JsonObject } from '../../../engine';
import { fieldsIn, inCatalog, SAMPLE_CATALOG, SAMPLE_ITEM } from '../catalog/fields';
import { QUOTAS } from '../catalog/quotas';
import { itemsAtFault } from './blame';
import { bulkFields, bulkProblems, ID, itemToSend, MOST_ITEMS, type Bulk } from './fields';
import { cellReader } from './file';

/** What is specific to one of the requests for many items. */
interface Many extends Pick<AnyOperation, 'label' | 'action' | 'description' | 'docs' | 'onlyWith'> {
  readonly method: 'POST' | 'PATCH' | 'PUT';
  readonly permission: string;
  /** What empty cells of a file mean. */
  readonly emptyCells: string;
  /** What the result says of an item. */
  readonly status: string;
  /** The full sample input's first item. */
  readonly full: JsonObject;
  /** The IDs of the sample inputs' items. */
  readonly ids?: readonly [string, string];
}

const idOf = ({ catalog_items: items }: Bulk): string => items?.[0]?.id ?? '';

/**
 * The common form of the requests for many items: up to 50 of them, from the workflow's items or the rows of a file, each with an outcome of its own.
 * Braze answers 202 and processes them afterwards, usually within a minute.
 */
export const manyItems = ({
  method,
  permission,
  emptyCells,
  status,
  full,
  ids: [first, second] = [SAMPLE_ITEM, 'restaurant3'],
  ...texts
}: Many): AnyOperation => {
  const fields = bulkFields(emptyCells);
  const done = (input: Bulk): JsonObject => ({ catalog_name: input.catalog_name, id: idOf(input), status });
  return operation({
    ...texts,
    fields,
    recipients: {
      rows: 'catalog_items',
      id: ID,
      variables: 'fields',
      each: { one: 'catalog item', many: 'catalog items' },
      called: { id: 'ID', variables: 'Fields' },
      file: { field: 'file', id: ID },
      known: {
        operation: 'catalog.getMany',
        of: 'catalog_name',
        input: () => ({}),
        names: (row, target) =>
          row.name === target
            ? fieldsIn(row)
                .map(({ name }) => name)
                .filter((name) => name !== ID)
            : undefined,
      },
    },
    rules: [{ need: 'exactlyOneOf', of: ['catalog_items', 'file'] }],
    check: (input) => bulkProblems(input, method === 'PATCH'),
    fileRows: {
      field: 'file',
      list: 'catalog_items',
      known: { operation: 'catalog.getMany', input: () => ({}) },
      reader: cellReader,
    },
    retry: 'idempotent',
    permission,
    quota: QUOTAS.bulk,
    returns: 'object',
    batch: {
      max: MOST_ITEMS,
      splitBy: ['catalog_items'],
      sameIn: ['catalog_name'],
      // The last of several values for an item counts, and "item IDs must be unique in the request".
      sequence: idOf,
      conflictKey: idOf,
    },
    request: (inputs) => ({
      method,
      path: inCatalog(inputs[0].catalog_name, 'items'),
      body: { json: { items: inputs.flatMap(({ catalog_items: items }) => (items ?? []).map(itemToSend)) } },
    }),
    parse({ body }, inputs) {
      promisedText(body, 'message');
      return { each: inputs.map(done) };
    },
    singleOut: (failure, inputs, again) =>
      itemsAtFault(failure, inputs.map(idOf), again && method === 'POST', 'catalog_items', (position) => done(inputs[position]!)),
    sample: { catalog_name: SAMPLE_CATALOG, id: first, status },
    sampleReply: { message: 'success' },
    sampleInputs: [
      { catalog_name: SAMPLE_CATALOG, catalog_items: [{ id: first, fields: { Name: 'Restaurant1' } }] },
      { catalog_name: SAMPLE_CATALOG, catalog_items: [{ id: first, fields: full }, { id: second }] },
    ],
  });
};
