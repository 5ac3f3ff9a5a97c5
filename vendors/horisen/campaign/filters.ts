import type { Fields, Input, Problem } from '../../../engine';

/** Operators by number of operands (HORISEN, URL Filtering Guidelines). */
const NONE = ['isnull', 'isnotnull', 'isempty', 'isnotempty'];
const PAIR = ['between', 'notbetween'];

const FIELD_NAME = /^[a-z_][a-z0-9_.]*$/i;

/** One condition of a list. HORISEN Campaign API, 3.2 "Get a List of Campaigns"; URL Filtering Guidelines. */
export const filterColumns = {
  field: {
    type: 'text',
    label: 'Field',
    description: 'Campaign field, such as name, status, created_dt or next_dt',
    required: true,
    placeholder: 'name',
    limits: { pattern: FIELD_NAME },
    todo: 'Enter the name of a campaign field, such as created_dt.',
  },
  operator: {
    type: 'choice',
    label: 'Operator',
    description: 'How to compare the field',
    required: true,
    default: 'eq',
    options: [
      { value: 'between', label: 'Between', description: 'Two comma-separated values' },
      { value: 'contains', label: 'Contains' },
      { value: 'doesnotcontain', label: 'Does Not Contain' },
      { value: 'endswith', label: 'Ends With' },
      { value: 'eq', label: 'Equals' },
      { value: 'gt', label: 'Greater Than' },
      { value: 'gte', label: 'Greater Than or Equal To' },
      { value: 'in', label: 'In', description: 'Comma-separated values' },
      { value: 'isempty', label: 'Is Empty' },
      { value: 'isnotempty', label: 'Is Not Empty' },
      { value: 'isnotnull', label: 'Is Not Null' },
      { value: 'isnull', label: 'Is Null' },
      { value: 'lt', label: 'Less Than' },
      { value: 'lte', label: 'Less Than or Equal To' },
      { value: 'neq', label: 'Not Equal' },
      { value: 'notbetween', label: 'Not Between', description: 'Two comma-separated values' },
      { value: 'notin', label: 'Not In', description: 'Comma-separated values' },
      { value: 'startswith', label: 'Starts With' },
    ],
  },
  value: {
    type: 'text',
    label: 'Value',
    description: 'Value to compare with, several separated by commas; leave empty for operators that only check whether the field is filled',
    prominent: true,
    placeholder: 'spring',
  },
} as const satisfies Fields;

export type Filter = Input<typeof filterColumns>;

const keyOf = ({ field, operator }: Filter): string => `${operator}(${field})`;

const problemOf = (filter: Filter, i: number, all: readonly Filter[]): readonly Problem[] => {
  const value = filter.value?.trim() ?? '';
  const say = (member: 'field' | 'operator' | 'value', what: string, todo: string): readonly Problem[] => [
    { field: `filters[${i}].${member}`, message: `'${filterColumns[member].label}' (filters[${i}].${member}) ${what}.`, todo },
  ];
  if (all.findIndex((other) => keyOf(other) === keyOf(filter)) < i)
    return say(
      'operator',
      `uses ${filter.operator} for '${filter.field}' a second time, and HORISEN would only apply one of the two`,
      'Use each combination of field and operator only once.',
    );
  if (NONE.includes(filter.operator))
    return value === '' || value === 'true' || value === 'false'
      ? []
      : say('value', `is '${value}', but ${filter.operator} does not take a value`, 'Remove it.');
  if (value === '') return say('value', 'is empty', 'Enter the value to compare the field with.');
  if (PAIR.includes(filter.operator) && value.split(',').filter((each) => each.trim() !== '').length !== 2)
    return say('value', `is '${value}', but ${filter.operator} needs two values`, 'Enter two comma-separated values.');
  return [];
};

/** Problems of a list's conditions. */
export const filterProblems = (filters: readonly Filter[] = []): readonly Problem[] => filters.flatMap(problemOf);

/** The conditions as query parameters: `operator(field)=value`. */
export const filterQuery = (filters: readonly Filter[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filters.map((filter) => [
      keyOf(filter),
      (filter.value ?? '')
        .split(',')
        .map((each) => each.trim())
        .join(',') || 'true',
    ]),
  );
