import { operation, promisedText } from '../../../engine';
import { CATALOGS } from '../onlyToday';
import { catalogName, confirmDeletion, inCatalog, catalogProblems, notConfirmed, SAMPLE_CATALOG } from './fields';
import { QUOTAS } from './quotas';
import { doneBefore } from './doneBefore';

const WHAT = 'catalog with all its items';
const fields = { catalog_name: catalogName, confirm: confirmDeletion(WHAT) } as const;

/** Delete catalog: Braze, "Delete catalog". */
export const remove = operation({
  label: 'Delete',
  action: 'Delete catalog',
  description: 'Permanently delete a catalog with all its items, fields and selections; messages that use it no longer find them',
  docs: 'Braze, "Delete catalog"',
  onlyWith: CATALOGS,
  fields,
  check: (input) => [...catalogProblems(input.catalog_name), ...notConfirmed(input.confirm, fields, WHAT)],
  retry: 'idempotent',
  permission: 'catalogs.delete',
  quota: QUOTAS.catalogs,
  returns: 'object',
  request: ([{ catalog_name }]) => ({ method: 'DELETE', path: inCatalog(catalog_name) }),
  parse({ body }, [{ catalog_name }]) {
    promisedText(body, 'message');
    return { one: { catalog_name, deleted: true } };
  },
  recover: (failure, [{ catalog_name }], again) => doneBefore(failure, 'catalog-not-found', again, { catalog_name, deleted: true }),
  sample: { catalog_name: SAMPLE_CATALOG, deleted: true },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { catalog_name: SAMPLE_CATALOG, confirm: true },
    { catalog_name: SAMPLE_CATALOG, confirm: true },
  ],
});
