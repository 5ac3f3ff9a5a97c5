import { operation, promisedObjects, sayIn, type Input, type JsonObject, type Problem } from '../../../engine';
import { CATALOGS } from '../onlyToday';
import { fieldColumns, fieldsIn, NAME_TODO, nameLimits } from './fields';
import { QUOTAS } from './quotas';
import { sample as example } from './samples';
import { notTwice } from './unique';

const sample = { ...example, name: 'hotels', description: 'My Hotels' };

/** "A catalog can have up to 500 fields", of which the ID is one. */
const MOST_FIELDS = 500;
const ID = 'id';

const fields = {
  name: {
    type: 'text',
    label: 'Name',
    description: 'Name of the new catalog, under which Liquid finds it; letters, digits, hyphens and underscores',
    required: true,
    isTarget: true,
    placeholder: 'restaurants',
    limits: nameLimits,
    todo: NAME_TODO,
  },
  description: {
    type: 'text',
    prose: true,
    label: 'Description',
    description: 'What the catalog is for, as shown in the dashboard',
    required: true,
    limits: { max: 250 },
    todo: 'Enter a description.',
  },
  fields: {
    type: 'rows',
    label: 'Fields',
    description: "The fields of the items besides 'id', which every catalog has",
    required: true,
    columns: fieldColumns,
    limits: { max: MOST_FIELDS },
    todo: 'Add at least one field.',
  },
} as const;

type Create = Input<typeof fields>;

/** "The first field must be the ID, as a string." */
const columnsOf = ({ fields: given }: Create): readonly JsonObject[] => [{ name: ID, type: 'string' }, ...given.filter(({ name }) => name !== ID)];

const problemsIn = (input: Create): readonly Problem[] => {
  const say = sayIn(fields);
  const problems: Problem[] = [...notTwice(input.fields)];
  for (const [i, { name, type }] of input.fields.entries()) {
    if (name === ID && type !== 'string')
      problems.push(sayIn(fieldColumns, `fields[${i}]`)('type', `is '${type}', but '${ID}' is always a string`, 'Choose String, or remove the row.'));
  }
  const count = columnsOf(input).length;
  if (count > MOST_FIELDS) problems.push(say('fields', `has ${count} fields with '${ID}'; at most ${MOST_FIELDS} are allowed`, 'Remove some of them.'));
  return problems;
};

const isAlike = (catalog: JsonObject, input: Create): boolean =>
  catalog.name === input.name && JSON.stringify(fieldsIn(catalog)) === JSON.stringify(fieldsIn({ fields: columnsOf(input) }));

/** Create catalog: Braze, "Create catalog". */
export const create = operation({
  label: 'Create',
  action: 'Create catalog',
  description: 'Create a catalog with its fields; add items to it afterwards',
  docs: 'Braze, "Create catalog"',
  onlyWith: CATALOGS,
  fields,
  check: problemsIn,
  // A second one cannot have the same name, but the refusal does not tell whose the first one is.
  retry: 'nonIdempotent',
  permission: 'catalogs.create',
  quota: QUOTAS.catalogs,
  ifUnknown: "Check with 'Get Many' or in the dashboard whether the catalog was created before you create it again.",
  returns: 'object',
  request: ([input]) => ({
    method: 'POST',
    path: '/catalogs',
    body: { json: { catalogs: [{ name: input.name, description: input.description, fields: columnsOf(input) }] } },
  }),
  // The page promises the catalog; what it does not say is known.
  parse: ({ body }, [input]) => {
    const [catalog = {}] = promisedObjects(body, 'catalogs');
    return { one: { name: input.name, description: input.description, fields: columnsOf(input), ...catalog } };
  },
  reconcile: {
    request: () => ({ method: 'GET', path: '/catalogs' }),
    // A name is there once, so there is no other that could be meant.
    parse({ body }, [input], { isSince }) {
      const found = promisedObjects(body, 'catalogs').find((catalog) => isAlike(catalog, input) && isSince(Date.parse(String(catalog.updated_at))));
      return found && { one: found };
    },
  },
  sample,
  sampleReply: { catalogs: [sample], message: 'success' },
  sampleInputs: [
    {
      name: sample.name,
      description: sample.description,
      fields: [
        { name: 'Name', type: 'string' },
        { name: 'Loyalty_Program', type: 'boolean' },
      ],
    },
    {
      name: 'restaurants-of-the-world',
      description: 'Where to eat',
      fields: [
        { name: 'id', type: 'string' },
        { name: 'Rating', type: 'number' },
        { name: 'Open', type: 'boolean' },
        { name: 'Tags', type: 'array' },
        { name: 'Place', type: 'geo' },
      ],
    },
  ],
});
