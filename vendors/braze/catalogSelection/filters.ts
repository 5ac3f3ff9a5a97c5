import { sayIn, type Fields, type Input, type Json, type JsonObject, type Problem } from '../../../engine';
import { readCell } from '../catalogItem/cells';

/** Operators by the type of the field ("Create catalog selection"). */
const OPERATORS = {
  string: ['equals', 'does not equal'],
  number: ['equals', 'does not equal', 'greater than', 'less than'],
  boolean: ['is'],
  time: ['before', 'after'],
  array: ['includes value', 'does not include value'],
} as const;

/** A filter of a selection. */
export const filterColumns = {
  field: { type: 'text', label: 'Field', description: 'Name of a field of the catalog', required: true, todo: 'Enter the name of a field.' },
  type: {
    type: 'choice',
    label: 'Type',
    description: "The field's type, which decides what it can be compared with",
    required: true,
    default: 'string',
    options: [
      { value: 'array', label: 'Array' },
      { value: 'boolean', label: 'Boolean' },
      { value: 'number', label: 'Number' },
      { value: 'string', label: 'String' },
      { value: 'time', label: 'Time' },
    ],
  },
  operator: {
    type: 'choice',
    label: 'Operator',
    description: 'How the value of an item is compared; what is possible depends on the type',
    required: true,
    default: 'equals',
    options: [
      { value: 'after', label: 'After', description: 'For times' },
      { value: 'before', label: 'Before', description: 'For times' },
      { value: 'does not equal', label: 'Does Not Equal', description: 'For strings and numbers' },
      { value: 'does not include value', label: 'Does Not Include', description: 'For arrays' },
      { value: 'equals', label: 'Equals', description: 'For strings and numbers' },
      { value: 'greater than', label: 'Greater Than', description: 'For numbers' },
      { value: 'includes value', label: 'Includes', description: 'For arrays' },
      { value: 'is', label: 'Is', description: 'For booleans' },
      { value: 'less than', label: 'Less Than', description: 'For numbers' },
    ],
  },
  value: { type: 'text', label: 'Value', description: 'The value to compare with', required: true, todo: 'Enter a value.' },
} as const satisfies Fields;

type Filter = Input<typeof filterColumns>;

/** A list contains texts; its filter has one of them. */
const typeOfValue = (type: Filter['type']): string => (type === 'array' ? 'string' : type);

/** What is wrong with the filters of a selection. */
export const filterProblems = (filters: readonly Filter[], timeZone: string): readonly Problem[] => {
  const arrays = filters.flatMap(({ type }, i) => (type === 'array' ? [i] : []));
  return [
    ...filters.flatMap(({ type, operator, value }, i) => {
      const say = sayIn(filterColumns, `filters[${i}]`);
      const possible: readonly string[] = OPERATORS[type];
      if (!possible.includes(operator))
        return [say('operator', `is '${operator}', which a field of type '${type}' does not have`, `Choose one of: ${possible.join(', ')}.`)];
      const read = readCell(value, typeOfValue(type), timeZone);
      return 'value' in read ? [] : [say('value', `is '${value}', which ${read.is}`, read.todo)];
    }),
    ...arrays
      .slice(1)
      .map((i) => sayIn(filterColumns, `filters[${i}]`)('type', "is 'array', like that of another filter", 'Filter by at most one array field.')),
  ];
};

/** A filter as it is sent. */
export const filterToSend = ({ field, type, operator, value }: Filter, timeZone: string): JsonObject => {
  const read = readCell(value, typeOfValue(type), timeZone);
  return { field, operator, value: 'value' in read ? (read.value as Json) : value };
};
