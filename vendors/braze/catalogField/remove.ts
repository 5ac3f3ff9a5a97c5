import { operation, promisedText, segment } from '../../../engine';
import { catalogName, confirmDeletion, inCatalog, nameLimits, NAME_TODO, catalogProblems, notConfirmed, SAMPLE_CATALOG } from '../catalog/fields';
import { doneBefore } from '../catalog/doneBefore';
import { QUOTAS } from '../catalog/quotas';
import { CATALOGS } from '../onlyToday';

const WHAT = 'field with its values in all items';
const fields = {
  catalog_name: catalogName,
  field_name: {
    type: 'text',
    label: 'Field',
    description: 'Name of the field to delete; selections must not use it',
    required: true,
    inPath: true,
    isTarget: true,
    placeholder: 'Opened_In',
    limits: nameLimits,
    todo: NAME_TODO,
  },
  confirm: confirmDeletion(WHAT),
} as const;

const SAMPLE = { catalog_name: SAMPLE_CATALOG, field_name: 'Opened_In' };

/** Delete catalog field: Braze, "Delete catalog field". Answered with 202, and done afterwards. */
export const remove = operation({
  label: 'Delete',
  action: 'Delete catalog field',
  description: 'Permanently delete a field of a catalog with its values in all items',
  docs: 'Braze, "Delete catalog field"',
  onlyWith: CATALOGS,
  fields,
  check: (input) => [...catalogProblems(input.catalog_name), ...notConfirmed(input.confirm, fields, WHAT)],
  retry: 'idempotent',
  permission: 'catalogs.delete_fields',
  quota: QUOTAS.structure,
  returns: 'object',
  request: ([{ catalog_name, field_name }]) => ({ method: 'DELETE', path: inCatalog(catalog_name, 'fields', segment(field_name)) }),
  parse({ body }, [{ catalog_name, field_name }]) {
    promisedText(body, 'message');
    return { one: { catalog_name, field_name, status: 'accepted' } };
  },
  recover: (failure, [{ catalog_name, field_name }], again) =>
    doneBefore(failure, 'invalid-field-name', again, { catalog_name, field_name, status: 'accepted' }),
  sample: { ...SAMPLE, status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { ...SAMPLE, confirm: true },
    { ...SAMPLE, confirm: true },
  ],
});
