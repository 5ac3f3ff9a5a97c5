import type { Fields, Input, Problem } from '../../../engine';

/** Operators by how many values they compare with (HORISEN, URL Filtering Guidelines). */
const NONE = ['isnull', 'isnotnull', 'isempty', 'isnotempty'];
const PAIR = ['between', 'notbetween'];

const FIELD_NAME = /^[a-z_][a-z0-9_.]*$/i;

/** One condition of a list. HORISEN Campaign API, 3.2 "Get a List of Campaigns"; URL Filtering Guidelines. */
export const filterColumns = {
  field: {
    type: 'text',
    label: 'Field',
    description: 'Field of the campaign, such as name, status, created_dt or next_dt',
    required: true,
    placeholder: 'name',
    limits: { pattern: FIELD_NAME },
    todo: 'Give the name of a field of a campaign, such as created_dt.',
  },
  operator: {
    type: 'choice',
    label: 'Operator',
    description: 'How it is compared',
    required: true,
    default: 'eq',
    options: [
      { value: 'between', label: 'Between', description: 'Two values with a comma between them' },
      { value: 'contains', label: 'Contains' },
      { value: 'doesnotcontain', label: 'Does Not Contain' },
      { value: 'endswith', label: 'Ends With' },
      { value: 'eq', label: 'Equals' },
      { value: 'gt', label: 'Greater' },
      { value: 'gte', label: 'Greater or Equal' },
      { value: 'in', label: 'In', description: 'Values with commas between them' },
      { value: 'isempty', label: 'Is Empty' },
      { value: 'isnotempty', label: 'Is Not Empty' },
      { value: 'isnotnull', label: 'Is Not Null' },
      { value: 'isnull', label: 'Is Null' },
      { value: 'lt', label: 'Less' },
      { value: 'lte', label: 'Less or Equal' },
      { value: 'neq', label: 'Not Equal' },
      { value: 'notbetween', label: 'Not Between', description: 'Two values with a comma between them' },
      { value: 'notin', label: 'Not In', description: 'Values with commas between them' },
      { value: 'startswith', label: 'Starts With' },
    ],
  },
  value: {
    type: 'text',
    label: 'Value',
    description: 'What it is compared with; several with commas between them; none where it is only asked whether the field is filled',
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
      `is ${filter.operator} for '${filter.field}' a second time, and HORISEN would hear only one of the two`,
      'Give each pair of field and operator once.',
    );
  if (NONE.includes(filter.operator))
    return value === '' || value === 'true' || value === 'false'
      ? []
      : say('value', `is '${value}', but ${filter.operator} compares with nothing`, 'Leave it out.');
  if (value === '') return say('value', 'is empty', 'Give what the field is compared with.');
  if (PAIR.includes(filter.operator) && value.split(',').filter((each) => each.trim() !== '').length !== 2)
    return say('value', `is '${value}', but ${filter.operator} needs two values`, 'Give two values with a comma between them.');
  return [];
};

/** What is wrong with the conditions of a list. */
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
