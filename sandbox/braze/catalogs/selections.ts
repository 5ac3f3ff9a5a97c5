import { isRecord } from '../../server/body';
import type { Body } from '../endpoint';
import { readTime } from '../times';
import type { Catalog, FieldType, Selection } from './catalog';
import { isName, isTooLong } from './names';
import { fault, refuseWith } from './refusals';

const MOST_SELECTIONS = 30;
const MOST_FILTERS = 4;
const MOST_RESULTS = 50;

/** Operators by the type of the field: "Create catalog selection". */
const OPERATORS: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  string: ['equals', 'does not equal'],
  number: ['equals', 'does not equal', 'greater than', 'less than'],
  boolean: ['is'],
  time: ['before', 'after'],
  array: ['includes value', 'does not include value'],
};

function fits(type: FieldType, value: unknown): boolean {
  if (type === 'number') return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));
  if (type === 'boolean') return typeof value === 'boolean' || value === 'true' || value === 'false';
  if (type === 'time') return readTime(value) !== undefined;
  return typeof value === 'string' || (type === 'array' && typeof value === 'number');
}

/** The selection that a request wants to create. */
export function newSelection(body: Body, { fields, selections }: Catalog): Selection {
  const { selection } = body;
  if (!isRecord(selection)) throw refuseWith([fault('invalid-selection', 'selection must be an object')]);
  const { name, filters = [], results_limit, sort_field, sort_order } = selection;
  const no = (id: string, message: string, parameter?: string, value?: unknown): never => {
    throw refuseWith([fault(id, message, parameter, value)]);
  };
  if (!isName(name) || isTooLong(name)) return no('invalid-selection', 'The selection needs a valid name', 'name', name);
  if (selections.has(name)) no('selection-name-already-exists', 'A selection with this name exists', 'name', name);
  if (selections.size >= MOST_SELECTIONS) no('selection-limit-reached', 'The number of selections is at its limit');
  if (!Array.isArray(filters)) return no('selection-has-invalid-filter', 'filters must be an array');
  if (filters.length > MOST_FILTERS) no('too-many-filters', `At most ${MOST_FILTERS} filters are allowed`);
  const typeOf = (field: unknown): FieldType | undefined => fields.find((each) => each.name === field)?.type;
  for (const filter of filters) {
    const { field, operator, value } = isRecord(filter) ? filter : {};
    const type = typeOf(field);
    if (!type || !OPERATORS[type]?.includes(String(operator)) || !fits(type, value))
      no('selection-has-invalid-filter', 'A filter needs a field, an operator of its type, and a value', 'field', field);
  }
  if (filters.filter((filter) => typeOf((filter as Body).field) === 'array').length > 1)
    no('selection-contains-too-many-arrays', 'At most one array field can be filtered');
  if (results_limit !== undefined && !(Number.isInteger(results_limit) && Number(results_limit) >= 1 && Number(results_limit) <= MOST_RESULTS))
    no('selection-invalid-results-limit', `results_limit must be from 1 to ${MOST_RESULTS}`, 'results_limit', results_limit);
  if ((sort_field === undefined) !== (sort_order === undefined)) no('invalid-sorting', 'sort_field and sort_order must be used together');
  if (sort_field !== undefined && !typeOf(sort_field)) no('invalid-sort-field', 'The catalog has no such field', 'sort_field', sort_field);
  if (sort_order !== undefined && sort_order !== 'asc' && sort_order !== 'desc')
    no('invalid-sort-order', 'sort_order must be asc or desc', 'sort_order', sort_order);
  return { name, filters: filters as Selection['filters'], ...(typeof sort_field === 'string' && { sortField: sort_field }) };
}
