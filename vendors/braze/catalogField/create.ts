import { operation, promisedText, type Input, type JsonObject } from '../../../engine';
import { catalogName, fieldColumns, inCatalog, catalogProblems, SAMPLE_CATALOG } from '../catalog/fields';
import { doneBefore } from '../catalog/doneBefore';
import { QUOTAS } from '../catalog/quotas';
import { notTwice } from '../catalog/unique';
import { CATALOGS } from '../onlyToday';

/** "up to 50 fields" in one request. */
const MOST_FIELDS = 50;

const fields = {
  catalog_name: catalogName,
  fields: {
    type: 'rows',
    label: 'Fields',
    description: `The fields to add; at most ${MOST_FIELDS} at a time`,
    required: true,
    columns: fieldColumns,
    limits: { max: MOST_FIELDS },
    todo: 'Add at least one field.',
  },
} as const;

const done = ({ catalog_name, fields: added }: Input<typeof fields>): JsonObject => ({
  catalog_name,
  fields: added.map(({ name }) => name),
  status: 'accepted',
});

/** Create catalog fields: Braze, "Create catalog fields". Answered with 202, and done afterwards. */
export const create = operation({
  label: 'Create',
  action: 'Create catalog fields',
  description: 'Add fields to a catalog; items have no values for them at first',
  docs: 'Braze, "Create catalog fields"',
  onlyWith: CATALOGS,
  fields,
  check: (input) => [...catalogProblems(input.catalog_name), ...notTwice(input.fields)],
  // A second field of the same name is refused, so a repeat adds nothing.
  retry: 'idempotent',
  permission: 'catalogs.create_fields',
  quota: QUOTAS.structure,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path: inCatalog(input.catalog_name, 'fields'), body: { json: { fields: input.fields } } }),
  parse({ body }, [input]) {
    promisedText(body, 'message');
    return { one: done(input) };
  },
  recover: (failure, [input], again) => doneBefore(failure, 'field-names-not-unique', again, done(input)),
  sample: { catalog_name: SAMPLE_CATALOG, fields: ['Michelin_Stars'], status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { catalog_name: SAMPLE_CATALOG, fields: [{ name: 'Michelin_Stars', type: 'number' }] },
    {
      catalog_name: SAMPLE_CATALOG,
      fields: [
        { name: 'Michelin_Stars', type: 'number' },
        { name: 'Opened_At', type: 'time' },
      ],
    },
  ],
});
