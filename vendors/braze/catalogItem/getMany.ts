import { operation, promisedObjects } from '../../../engine';
import { catalogName, inCatalog, catalogProblems, SAMPLE_CATALOG, SAMPLE_ITEM } from '../catalog/fields';
import { QUOTAS } from '../catalog/quotas';
import { CATALOGS } from '../onlyToday';
import { samples } from './samples';

const sample = { id: SAMPLE_ITEM, ...samples.whole };

/** List multiple catalog items: Braze, "List multiple catalog item details". 50 a page; the next one is in the `Link` header. */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many catalog items',
  description: 'List the items of a catalog with their values',
  docs: 'Braze, "List multiple catalog item details"',
  onlyWith: CATALOGS,
  fields: { catalog_name: catalogName },
  check: ({ catalog_name }) => catalogProblems(catalog_name),
  retry: 'safe',
  permission: 'catalogs.get_items',
  quota: QUOTAS.single,
  returns: 'list',
  paging: { by: 'link' },
  request: ([{ catalog_name }]) => ({ method: 'GET', path: inCatalog(catalog_name, 'items') }),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'items') }),
  sample,
  sampleReply: { items: [sample], message: 'success' },
  sampleInputs: [{ catalog_name: SAMPLE_CATALOG }, { catalog_name: SAMPLE_CATALOG }],
});
