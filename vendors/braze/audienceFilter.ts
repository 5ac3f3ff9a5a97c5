import { isoWithOffset, type Field, type Fields, type Input, type JsonObject } from '../../engine';

/** Comparisons by the type of the custom attribute ("Custom Attribute Filter"), with their labels. */
const comparisons = {
  string: {
    equals: 'Equals',
    not_equal: 'Does Not Equal',
    matches_regex: 'Matches Regex',
    does_not_match_regex: 'Does Not Match Regex',
  },
  array: { includes_value: 'Includes', does_not_include_value: 'Does Not Include' },
  numeric: {
    equals: 'Equals',
    not_equal: 'Does Not Equal',
    greater_than: 'Greater Than',
    greater_than_or_equal_to: 'Greater Than or Equal To',
    less_than: 'Less Than',
    less_than_or_equal_to: 'Less Than or Equal To',
  },
  boolean: { equals: 'Equals', does_not_equal: 'Does Not Equal' },
  time: {
    less_than_x_days_ago: 'Less Than X Days Ago',
    greater_than_x_days_ago: 'More Than X Days Ago',
    less_than_x_days_in_the_future: 'Less Than X Days From Now',
    greater_than_x_days_in_the_future: 'More Than X Days From Now',
    after: 'After',
    before: 'Before',
  },
} as const;

type AttributeType = keyof typeof comparisons;

/** "value is not required when using the exists or does_not_exist comparisons". */
const WITHOUT_VALUE = { exists: 'Exists', does_not_exist: 'Does Not Exist' };
const DAYS = Object.keys(comparisons.time).filter((name) => name.includes('_days_'));
const DATES = ['after', 'before'];

const comparison = (type: AttributeType, label: string) =>
  ({
    type: 'choice',
    label: `${label} Comparison`,
    description: 'How to compare the attribute',
    required: true,
    dependsOn: { field: 'attribute_type', is: [type] },
    options: Object.entries({ ...comparisons[type], ...WITHOUT_VALUE }).map(([value, name]) => ({ value, label: name })),
  }) as const satisfies Field;

const whenCompared = (type: AttributeType, is: readonly string[] = Object.keys(comparisons[type])) => ({ field: `${type}_comparison`, is });

/** The columns of a filter. */
export const filterColumns = {
  kind: {
    type: 'choice',
    label: 'Filter',
    description: 'What to filter users by',
    required: true,
    default: 'custom_attribute',
    options: [
      { value: 'custom_attribute', label: 'Custom Attribute' },
      { value: 'email_subscription_status', label: 'Email Subscription Status' },
      { value: 'last_used_app', label: 'Last Used App' },
      { value: 'push_subscription_status', label: 'Push Subscription Status' },
    ],
  },
  custom_attribute_name: {
    type: 'text',
    label: 'Custom Attribute Name',
    description: 'Name of the attribute, spelled exactly as in Braze',
    required: true,
    placeholder: 'eye_color',
    dependsOn: { field: 'kind', is: ['custom_attribute'] },
  },
  attribute_type: {
    type: 'choice',
    label: 'Attribute Type',
    description: "Type of the attribute's values; determines the available comparisons",
    prominent: true,
    default: 'string',
    dependsOn: { field: 'kind', is: ['custom_attribute'] },
    options: [
      { value: 'array', label: 'Array' },
      { value: 'boolean', label: 'Boolean' },
      { value: 'numeric', label: 'Number' },
      { value: 'string', label: 'Text' },
      { value: 'time', label: 'Time' },
    ],
  },
  string_comparison: comparison('string', 'Text'),
  array_comparison: comparison('array', 'Array'),
  numeric_comparison: comparison('numeric', 'Number'),
  boolean_comparison: comparison('boolean', 'Boolean'),
  time_comparison: comparison('time', 'Time'),
  string_value: {
    type: 'text',
    prose: true,
    label: 'Value',
    description: 'Text or regular expression to compare with',
    required: true,
    dependsOn: whenCompared('string'),
  },
  array_value: { type: 'text', label: 'Array Value', description: 'Array entry to look for', required: true, dependsOn: whenCompared('array') },
  numeric_value: { type: 'number', label: 'Number Value', description: 'Number to compare with', required: true, dependsOn: whenCompared('numeric') },
  boolean_value: { type: 'boolean', label: 'Boolean Value', description: 'Value to compare with', required: true, dependsOn: whenCompared('boolean') },
  days: {
    type: 'number',
    label: 'Days',
    description: 'Number of days from now',
    required: true,
    limits: { min: 0, whole: true },
    dependsOn: whenCompared('time', DAYS),
  },
  date: { type: 'dateTime', label: 'Date', description: 'Date and time to compare with', required: true, dependsOn: whenCompared('time', DATES) },
  status_comparison: {
    type: 'choice',
    label: 'Status Comparison',
    description: 'How to compare the status',
    prominent: true,
    default: 'is',
    dependsOn: { field: 'kind', is: ['email_subscription_status', 'push_subscription_status'] },
    options: [
      { value: 'is', label: 'Is' },
      { value: 'is_not', label: 'Is Not' },
    ],
  },
  status: {
    type: 'choice',
    label: 'Status',
    description: 'Subscription status of the users',
    prominent: true,
    default: 'subscribed',
    dependsOn: { field: 'kind', is: ['email_subscription_status', 'push_subscription_status'] },
    options: [
      { value: 'opted_in', label: 'Opted In' },
      { value: 'subscribed', label: 'Subscribed' },
      { value: 'unsubscribed', label: 'Unsubscribed' },
    ],
  },
  last_used_comparison: {
    type: 'choice',
    label: 'Last Used Comparison',
    description: 'How to compare the time at which the user last used the app',
    prominent: true,
    dependsOn: { field: 'kind', is: ['last_used_app'] },
    options: [
      { value: 'after', label: 'After' },
      { value: 'before', label: 'Before' },
    ],
  },
  last_used_at: {
    type: 'dateTime',
    label: 'Last Used At',
    description: 'Date and time to compare with; users who never used the app do not match',
    prominent: true,
    dependsOn: { field: 'kind', is: ['last_used_app'] },
  },
  group: {
    type: 'text',
    label: 'Group',
    description: 'Filters with the same group name are joined first, using the other operator',
    placeholder: 'recent',
  },
} as const satisfies Fields;

export type FilterRow = Input<typeof filterColumns>;

const comparisonIn = (row: FilterRow): string | undefined => (row.attribute_type ? row[`${row.attribute_type}_comparison`] : row.string_comparison);

const valueIn = (row: FilterRow, timeZone: string): string | number | boolean | undefined => {
  if (row.date !== undefined) return isoWithOffset(row.date, timeZone);
  return row.string_value ?? row.array_value ?? row.numeric_value ?? row.boolean_value ?? row.days;
};

/** What a filter for the last use of the app needs. The columns are not required by themselves, because filters were saved before these existed. */
export const neededForLastUse = ['last_used_comparison', 'last_used_at'] as const;

/** One filter in its wire form. */
export const filterOf = (row: FilterRow, timeZone: string): JsonObject => {
  if (row.kind === 'last_used_app')
    return { last_used_app: { comparison: row.last_used_comparison, value: isoWithOffset(String(row.last_used_at), timeZone) } };
  if (row.kind !== 'custom_attribute') return { [row.kind]: { comparison: row.status_comparison ?? 'is', value: row.status ?? 'subscribed' } };
  const value = valueIn(row, timeZone);
  return {
    custom_attribute: {
      custom_attribute_name: row.custom_attribute_name,
      comparison: comparisonIn(row),
      ...(value !== undefined && { value }),
    },
  };
};
