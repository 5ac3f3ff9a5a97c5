import { operation, promisedText, type Input, type JsonObject } from '../../../engine';
import { catalogName, inCatalog, LONGEST_NAME, catalogProblems, SAMPLE_CATALOG, SAMPLE_ITEM, NAME, NAME_TODO } from '../catalog/fields';
import { QUOTAS } from '../catalog/quotas';
import { CATALOGS } from '../onlyToday';
import { itemsAtFault } from './blame';
import { ID, MOST_ITEMS } from './fields';

const fields = {
  catalog_name: catalogName,
  ids: {
    type: 'list',
    label: 'Item IDs',
    description: `The IDs of the items to delete; ${MOST_ITEMS} share a request, also those of several workflow items`,
    required: true,
    limits: { min: 1, maxEach: LONGEST_NAME },
    todo: 'Enter at least one ID, with no empty entries.',
  },
} as const;

type Remove = Input<typeof fields>;

const idOf = ({ ids }: Remove): string => ids[0] ?? '';
const done = (input: Remove): JsonObject => ({ catalog_name: input.catalog_name, [ID]: idOf(input), status: 'accepted' });

/** Delete multiple catalog items: Braze, "Delete multiple catalog items". Answered with 202, and done afterwards. */
export const removeMany = operation({
  label: 'Delete',
  action: 'Delete catalog items',
  description: 'Delete items from a catalog, 50 per request',
  docs: 'Braze, "Delete multiple catalog items"',
  onlyWith: CATALOGS,
  fields,
  check: ({ catalog_name, ids }) => [
    ...catalogProblems(catalog_name),
    ...ids.flatMap((id, i) =>
      NAME.test(id)
        ? []
        : [{ field: `ids[${i}]`, message: `'${fields.ids.label}' (ids[${i}]) is '${id}', which no item of a catalog can have as its ID.`, todo: NAME_TODO }],
    ),
  ],
  retry: 'idempotent',
  permission: 'catalogs.delete_items',
  quota: QUOTAS.bulk,
  returns: 'object',
  batch: { max: MOST_ITEMS, splitBy: ['ids'], sameIn: ['catalog_name'], sequence: idOf, conflictKey: idOf },
  request: (inputs) => ({
    method: 'DELETE',
    path: inCatalog(inputs[0].catalog_name, 'items'),
    body: { json: { items: inputs.flatMap(({ ids }) => ids.map((id) => ({ id }))) } },
  }),
  parse({ body }, inputs) {
    promisedText(body, 'message');
    return { each: inputs.map(done) };
  },
  singleOut: (failure, inputs) => itemsAtFault(failure, inputs.map(idOf), false, 'ids', (position) => done(inputs[position]!)),
  sample: { catalog_name: SAMPLE_CATALOG, id: SAMPLE_ITEM, status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { catalog_name: SAMPLE_CATALOG, ids: [SAMPLE_ITEM] },
    { catalog_name: SAMPLE_CATALOG, ids: [SAMPLE_ITEM, 'restaurant3'] },
  ],
});
