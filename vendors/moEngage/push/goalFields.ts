import type { Fields } from '../../../engine';

/** "conversionGoals": five at most. */
export const MOST_GOALS = 5;

/** The kind of operand of a filter. */
export type Operand = 'text' | 'texts' | 'number' | 'pair' | 'none';

/** "With String Event Attribute Filter" (MoEngage Push API, "Body", conversionGoals). */
export const STRING_FILTERS = {
  contains: 'text',
  'does not contain': 'text',
  'does not end with': 'text',
  'does not exist': 'none',
  'does not start with': 'text',
  'ends with': 'text',
  exists: 'none',
  'in the following': 'texts',
  is: 'text',
  'is not': 'text',
  'not in the following': 'texts',
  'starts with': 'text',
} as const satisfies Readonly<Record<string, Operand>>;

/** "With Numeric/Double Event Attribute Filter". */
export const NUMBER_FILTERS = {
  'does not exist': 'none',
  exists: 'none',
  'is between': 'pair',
  'is equal to': 'number',
  'is greater than': 'number',
  'is less than': 'number',
  'is not between': 'pair',
  'is not equal to': 'number',
} as const satisfies Readonly<Record<string, Operand>>;

/** Attribute types on the wire; "Double" only occurs in a title, all samples say numeric. */
export const FILTERS_BY_TYPE = { string: STRING_FILTERS, numeric: NUMBER_FILTERS } as const;

const titled = (words: string): string =>
  words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).replace(/\b(In|The|To)\b/g, (word, _w, at: number) => (at === 0 ? word : word.toLowerCase()));
const optionsOf = (filters: Readonly<Record<string, Operand>>) => Object.keys(filters).map((value) => ({ value, label: titled(value) }));
const filtersThatTake = (filters: Readonly<Record<string, Operand>>, operand: Operand): readonly string[] =>
  Object.keys(filters).filter((filter) => filters[filter] === operand);

const ofNumbers = (operand: Operand) => ({ field: 'number_filter', is: filtersThatTake(NUMBER_FILTERS, operand) });

export const goalColumns = {
  name: { type: 'text', label: 'Name', description: 'Name of the goal', required: true, placeholder: 'Added To Cart' },
  eventName: { type: 'text', label: 'Event Name', description: 'Event that counts as a conversion', required: true, placeholder: 'AddedTocart' },
  type: {
    type: 'choice',
    label: 'Attribute Filter',
    description: 'Whether to count every such event, or only those with a certain attribute value, and the type of that value',
    required: true,
    default: 'none',
    options: [
      { value: 'double', label: 'Double', description: 'Filters by a decimal number' },
      { value: 'none', label: 'None', description: 'Counts every such event' },
      { value: 'numeric', label: 'Numeric', description: 'Filters by a number' },
      { value: 'string', label: 'String', description: 'Filters by text' },
    ],
  },
  attribute: {
    type: 'text',
    label: 'Attribute',
    description: 'Name of the event attribute',
    required: true,
    placeholder: 'product_sku',
    dependsOn: { field: 'type', is: ['string', 'numeric', 'double'] },
  },
  filter: {
    type: 'choice',
    label: 'Filter',
    description: 'How to compare the attribute',
    required: true,
    default: 'is',
    dependsOn: { field: 'type', is: ['string'] },
    options: optionsOf(STRING_FILTERS),
  },
  number_filter: {
    type: 'choice',
    label: 'Filter',
    description: 'How to compare the attribute',
    required: true,
    default: 'is equal to',
    dependsOn: { field: 'type', is: ['numeric', 'double'] },
    options: optionsOf(NUMBER_FILTERS),
  },
  value: {
    type: 'text',
    label: 'Value',
    description: 'Text to compare with',
    required: true,
    placeholder: '10089712',
    dependsOn: { field: 'filter', is: filtersThatTake(STRING_FILTERS, 'text') },
  },
  values: {
    type: 'list',
    label: 'Values',
    description: 'Texts to compare with',
    required: true,
    placeholder: '10089712',
    dependsOn: { field: 'filter', is: filtersThatTake(STRING_FILTERS, 'texts') },
  },
  number: { type: 'number', label: 'Number', description: 'Number to compare with', required: true, placeholder: '999', dependsOn: ofNumbers('number') },
  from: { type: 'number', label: 'From', description: 'Lower bound of the range', required: true, placeholder: '899', dependsOn: ofNumbers('pair') },
  to: { type: 'number', label: 'To', description: 'Upper bound of the range', required: true, placeholder: '999', dependsOn: ofNumbers('pair') },
} as const satisfies Fields;

/** The conversion goals of a campaign. MoEngage Push API, "Body", conversionGoals. */
export const goalFields = {
  conversionGoals: {
    type: 'rows',
    label: 'Conversion Goals',
    description: `Events that count as a success of the campaign, at most ${MOST_GOALS}`,
    limits: { max: MOST_GOALS },
    columns: goalColumns,
  },
  conversion_goals_json: {
    type: 'json',
    label: 'Conversion Goals JSON',
    description: `The goals in MoEngage's own format, a list of at most ${MOST_GOALS}; replaces the rows above`,
    limits: { shape: 'array' },
    placeholder: '[{"name": "Added To Cart", "eventName": "AddedTocart"}]',
    todo: 'Provide a list such as [{"name": "Added To Cart", "eventName": "AddedTocart"}].',
  },
} as const satisfies Fields;
