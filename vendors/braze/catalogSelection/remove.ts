import { operation, promisedText, segment } from '../../../engine';
import { catalogName, confirmDeletion, inCatalog, nameLimits, NAME_TODO, catalogProblems, notConfirmed, SAMPLE_CATALOG } from '../catalog/fields';
import { doneBefore } from '../catalog/doneBefore';
import { QUOTAS } from '../catalog/quotas';
import { CATALOGS } from '../onlyToday';

const WHAT = 'selection';
const fields = {
  catalog_name: catalogName,
  selection_name: {
    type: 'text',
    label: 'Selection',
    description: 'Name of the selection to delete',
    required: true,
    inPath: true,
    isTarget: true,
    placeholder: 'top_rated',
    limits: nameLimits,
    todo: NAME_TODO,
  },
  confirm: confirmDeletion(WHAT),
} as const;

const SAMPLE = { catalog_name: SAMPLE_CATALOG, selection_name: 'top_rated' };

/** Delete catalog selection: Braze, "Delete catalog selection". Answered with 202, and done afterwards. */
export const remove = operation({
  label: 'Delete',
  action: 'Delete catalog selection',
  description: 'Permanently delete a selection of a catalog; its items stay',
  docs: 'Braze, "Delete catalog selection"',
  onlyWith: CATALOGS,
  fields,
  check: (input) => [...catalogProblems(input.catalog_name), ...notConfirmed(input.confirm, fields, WHAT)],
  retry: 'idempotent',
  permission: 'catalogs.delete_selection',
  quota: QUOTAS.structure,
  returns: 'object',
  request: ([{ catalog_name, selection_name }]) => ({ method: 'DELETE', path: inCatalog(catalog_name, 'selections', segment(selection_name)) }),
  parse({ body }, [{ catalog_name, selection_name }]) {
    promisedText(body, 'message');
    return { one: { catalog_name, selection_name, status: 'accepted' } };
  },
  recover: (failure, [{ catalog_name, selection_name }], again) =>
    doneBefore(failure, 'invalid-selection', again, { catalog_name, selection_name, status: 'accepted' }),
  sample: { ...SAMPLE, status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { ...SAMPLE, confirm: true },
    { ...SAMPLE, confirm: true },
  ],
});
