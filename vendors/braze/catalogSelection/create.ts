import { operation, promisedText, type Input } from '../../../engine';
import { catalogName, inCatalog, nameLimits, NAME_TODO, catalogProblems, SAMPLE_CATALOG } from '../catalog/fields';
import { doneBefore } from '../catalog/doneBefore';
import { QUOTAS } from '../catalog/quotas';
import { CATALOGS } from '../onlyToday';
import { filterColumns, filterProblems, filterToSend } from './filters';

const fields = {
  catalog_name: catalogName,
  name: {
    type: 'text',
    label: 'Name',
    description: 'Name of the new selection, under which messages find it',
    required: true,
    isTarget: true,
    placeholder: 'favorite-places',
    limits: nameLimits,
    todo: NAME_TODO,
  },
  description: { type: 'text', prose: true, label: 'Description', description: 'What the selection is for', limits: { max: 250 } },
  external_id: {
    type: 'text',
    label: 'External ID',
    description: "The selection's identifier in another system; newer pages of Braze require it",
  },
  source: {
    type: 'choice',
    label: 'Source',
    description: 'Where the selection comes from, if it is synchronized',
    options: [
      { value: 'Braze', label: 'Braze' },
      { value: 'Shopify', label: 'Shopify' },
    ],
  },
  filters: {
    type: 'rows',
    label: 'Filters',
    description: 'Which items are selected: those that meet all filters, at most 4; all items if there are none',
    prominent: true,
    columns: filterColumns,
    limits: { max: 4 },
  },
  results_limit: {
    type: 'number',
    label: 'Results Limit',
    description: 'How many items a message gets at most',
    limits: { min: 1, max: 50, whole: true },
  },
  sort_field: { type: 'text', label: 'Sort Field', description: 'Name of the field by which the items are sorted' },
  sort_order: {
    type: 'choice',
    label: 'Sort Order',
    description: 'In which order the items are sorted',
    options: [
      { value: 'asc', label: 'Ascending' },
      { value: 'desc', label: 'Descending' },
    ],
  },
} as const;

type Create = Input<typeof fields>;

const namesOf = ({ catalog_name, name }: Create) => ({ catalog_name, selection_name: name, status: 'accepted' });

/** Create catalog selection: Braze, "Create catalog selection". Answered with 202, and done afterwards. */
export const create = operation({
  label: 'Create',
  action: 'Create catalog selection',
  description: 'Create a selection of a catalog: a group of items for personalized messages',
  docs: 'Braze, "Create catalog selection"',
  onlyWith: CATALOGS,
  fields,
  rules: [{ need: 'together', of: ['sort_field', 'sort_order'] }],
  check: ({ catalog_name, filters = [] }, context) => [...catalogProblems(catalog_name), ...filterProblems(filters, context.timeZone)],
  // A second selection of the same name is refused, so a repeat creates nothing.
  retry: 'idempotent',
  permission: 'catalogs.create_selection',
  quota: QUOTAS.structure,
  returns: 'object',
  request: ([{ catalog_name, filters, ...selection }], { timeZone }) => ({
    method: 'POST',
    path: inCatalog(catalog_name, 'selections'),
    body: { json: { selection: { ...selection, ...(filters && { filters: filters.map((filter) => filterToSend(filter, timeZone)) }) } } },
  }),
  parse({ body }, [input]) {
    promisedText(body, 'message');
    return { one: namesOf(input) };
  },
  recover: (failure, [input], again) => doneBefore(failure, 'selection-name-already-exists', again, namesOf(input)),
  sample: { catalog_name: SAMPLE_CATALOG, selection_name: 'favorite-places', status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { catalog_name: SAMPLE_CATALOG, name: 'favorite-places' },
    {
      catalog_name: SAMPLE_CATALOG,
      name: 'best-of-paris',
      description: 'The best of Paris',
      external_id: 'selection-1',
      source: 'Braze',
      filters: [
        { field: 'City', type: 'string', operator: 'equals', value: 'Paris' },
        { field: 'Rating', type: 'number', operator: 'greater than', value: '4' },
        { field: 'Loyalty_Program', type: 'boolean', operator: 'is', value: 'true' },
        { field: 'Created_At', type: 'time', operator: 'after', value: '2022-01-01T00:00:00+00:00' },
      ],
      results_limit: 50,
      sort_field: 'Rating',
      sort_order: 'desc',
    },
  ],
});
