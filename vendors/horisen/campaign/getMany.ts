import { isObject, operation, promisedObjects, sayIn, type Fields, type Reply } from '../../../engine';
import { campaignsPath } from '../endpoints';
import { channels, extraFields, samples, serviceProblems, serviceUuid } from '../fields';
import { filterColumns, filterProblems, filterQuery } from './filters';
import { sampleTemplate } from './samples';

/** The document states a default of 10 rows and no maximum; larger pages are not requested by default. */
const PAGE_SIZE = 100;
const SORT = ['-created_dt'];

const fields = {
  service_uuid: serviceUuid,
  status: {
    type: 'choice',
    label: 'Status',
    description: 'Only list campaigns with this status; all if empty',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'draft', label: 'Draft' },
      { value: 'finished', label: 'Finished' },
      { value: 'stopped', label: 'Stopped' },
    ],
  },
  sending_type: { type: 'choice', label: 'Channel', description: 'Only list campaigns on this channel; all if empty', options: channels },
  filters: {
    type: 'rows',
    label: 'Filters',
    description: 'Conditions that a campaign must meet; all of them apply',
    columns: filterColumns,
  },
  sort: {
    type: 'list',
    label: 'Sort',
    description: 'Fields to sort by, with a minus sign for descending order; newest first if empty',
    placeholder: '-created_dt',
    todo: 'Enter names of fields, such as name or -created_dt.',
  },
  fields: extraFields,
  page_number: { type: 'number', label: 'First Page', description: 'First page to fetch; 1 if empty', limits: { min: 1, whole: true } },
  page_size: {
    type: 'number',
    label: 'Page Size',
    description: 'Campaigns per request; 100 if empty, as HORISEN documents no maximum',
    limits: { min: 1, whole: true },
  },
} as const satisfies Fields;

const say = sayIn(fields);
const COLUMN = /^-?[a-z_][a-z0-9_.]*$/i;

/** HORISEN Campaign API, 4.13 "CollectionMetaPagination". Links may lead to another host, so pages are counted instead of followed. */
const pageAfter = ({ body }: Reply): string | undefined => {
  const meta = isObject(body) ? body.meta : undefined;
  const pagination = isObject(meta) ? meta.pagination : undefined;
  if (!isObject(pagination)) return undefined;
  const [current, total] = [Number(pagination.currentPage), Number(pagination.totalPages)];
  return current < total ? String(current + 1) : undefined;
};

/** HORISEN Campaign API, 3.2 "Get a List of Campaigns". */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many campaigns',
  description: 'List campaigns with their content, status, and last and next run',
  docs: 'HORISEN Campaign API, 3.2 "Get a List of Campaigns"',
  fields,
  check: (input, context) => [
    ...serviceProblems(input, context),
    ...filterProblems(input.filters),
    ...(input.sort ?? []).flatMap((column, i) =>
      COLUMN.test(column.trim()) ? [] : [{ ...say('sort', `contains '${column}', which is not the name of a field`, fields.sort.todo), field: `sort[${i}]` }],
    ),
  ],
  retry: 'safe',
  returns: 'list',
  paging: { by: 'token', param: 'page_number', next: pageAfter },
  request: ([{ status, sending_type, filters, sort, fields: extra, page_number, page_size, ...input }], context) => ({
    method: 'GET',
    path: campaignsPath(input, context),
    query: {
      ...(sending_type !== undefined && { sending_type }),
      ...(status !== undefined && { status }),
      ...filterQuery(filters),
      ...(extra && extra.length > 0 && { fields: extra.join(',') }),
      // Always set, so that the order, and with it the pages, is stable.
      sort: (sort && sort.length > 0 ? sort : SORT).map((column) => column.trim()).join(','),
      page_number: page_number ?? 1,
      page_size: page_size ?? PAGE_SIZE,
    },
  }),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'data') }),
  sample: sampleTemplate,
  sampleReply: {
    data: [sampleTemplate],
    meta: { pagination: { total: 1, count: 1, perPage: PAGE_SIZE, currentPage: 1, totalPages: 1, links: { first: '', last: '', prev: '', next: '' } } },
  },
  sampleInputs: [
    {},
    {
      service_uuid: samples.service,
      status: 'draft',
      sending_type: 'sms',
      filters: [{ field: 'name', operator: 'isnotempty' }],
      sort: ['-created_dt', 'name'],
      fields: ['tasks', 'messages'],
      page_number: 1,
      page_size: 50,
    },
  ],
});
