import { Missing, operation, promisedObjects, segment } from '../../../engine';
import { catalogName, inCatalog, catalogProblems, SAMPLE_CATALOG, SAMPLE_ITEM } from '../catalog/fields';
import { QUOTAS } from '../catalog/quotas';
import { CATALOGS } from '../onlyToday';
import { itemId } from './fields';
import { samples } from './samples';

const sample = { id: SAMPLE_ITEM, ...samples.whole };

/** List catalog item details: Braze, "List catalog item details". */
export const get = operation({
  label: 'Get',
  action: 'Get catalog item',
  description: 'Get the values of an item',
  docs: 'Braze, "List catalog item details"',
  onlyWith: CATALOGS,
  fields: { catalog_name: catalogName, item_id: itemId },
  check: ({ catalog_name }) => catalogProblems(catalog_name),
  retry: 'safe',
  permission: 'catalogs.get_item',
  quota: QUOTAS.single,
  returns: 'object',
  request: ([{ catalog_name, item_id }]) => ({ method: 'GET', path: inCatalog(catalog_name, 'items', segment(item_id)) }),
  parse({ body }) {
    const [item] = promisedObjects(body, 'items');
    if (!item) throw new Missing("its 'items' are empty");
    return { one: item };
  },
  sample,
  sampleReply: { items: [sample], message: 'success' },
  sampleInputs: [
    { catalog_name: SAMPLE_CATALOG, item_id: SAMPLE_ITEM },
    { catalog_name: SAMPLE_CATALOG, item_id: SAMPLE_ITEM },
  ],
});
