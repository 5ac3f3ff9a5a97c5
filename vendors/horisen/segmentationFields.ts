import type { ChoiceOption, Fields } from '../../engine';
import { KEEP, keep } from './fields';

const entries = (values: Readonly<Record<string, string>>): readonly ChoiceOption[] => Object.entries(values).map(([value, label]) => ({ value, label }));

/** Contact fields that a rule can test (4.9 "SegmentationRule", field). */
const contactFields = entries({
  first_name: 'First Name',
  last_name: 'Last Name',
  second_name: 'Second Name',
  nick_name: 'Nick Name',
  gender: 'Gender',
  birthday: 'Birthday',
  salutation: 'Salutation',
  title: 'Title',
  language: 'Language',
  nationality: 'Nationality',
  mobile: 'Mobile',
  email: 'Email',
  phone: 'Phone',
  address: 'Address',
  zip: 'Zip',
  city: 'City',
  region: 'Region',
  country: 'Country',
  b_company: 'Business: Company',
  b_mobile: 'Business: Mobile',
  b_email: 'Business: Email',
  b_phone: 'Business: Phone',
  b_reception_code: 'Business: Reception Code',
  b_address: 'Business: Address',
  b_zip: 'Business: Zip',
  b_city: 'Business: City',
  b_region: 'Business: Region',
  b_country: 'Business: Country',
  b_job_title: 'Business: Job Title',
  b_department: 'Business: Department',
  column_1: 'Column 1',
  column_2: 'Column 2',
  subscription_options_in: 'Subscription Options In',
  subscription_options_out: 'Subscription Options Out',
});

/** Conditions by type of operand (4.9 "SegmentationRule", condition). */
export const COMPARING = ['eq', 'neq', 'startswith', 'endswith', 'contains', 'lt', 'lte', 'gt', 'gte', 'ann_in_days'] as const;
export const LISTING = ['in', 'notin'] as const;
export const EMPTY = ['isnull', 'isnotnull'] as const;

const conditions = [
  { value: 'ann_in_days', label: 'Anniversary in Days', description: "The date's anniversary, such as a birthday, is in this number of days" },
  { value: 'contains', label: 'Contains' },
  { value: 'endswith', label: 'Ends With' },
  { value: 'eq', label: 'Equals' },
  { value: 'gt', label: 'Greater Than' },
  { value: 'gte', label: 'Greater Than or Equal To' },
  { value: 'in', label: 'In', description: 'Is one of a list of values' },
  { value: 'isnotnull', label: 'Is Filled' },
  { value: 'isnull', label: 'Is Not Filled' },
  { value: 'lt', label: 'Less Than' },
  { value: 'lte', label: 'Less Than or Equal To' },
  { value: 'neq', label: 'Not Equal' },
  { value: 'notin', label: 'Not In', description: 'Is none of a list of values' },
  { value: 'startswith', label: 'Starts With' },
] as const satisfies readonly ChoiceOption[];

/** The columns of a rule. HORISEN Campaign API, 4.9 "SegmentationRule". */
export const ruleColumns = {
  field: {
    type: 'choice',
    label: 'Field',
    description: 'Contact field to check',
    required: true,
    default: 'first_name',
    options: contactFields,
  },
  condition: { type: 'choice', label: 'Condition', description: 'How to check the field', required: true, default: 'eq', options: conditions },
  value: {
    type: 'text',
    label: 'Value',
    description: 'Value to compare with; for an anniversary, the number of days',
    required: true,
    placeholder: 'John',
    dependsOn: { field: 'condition', is: COMPARING },
    todo: 'Enter the value to compare the field with.',
  },
  values: {
    type: 'list',
    label: 'Values',
    description: 'Values to compare with; UUIDs for subscription options',
    required: true,
    dependsOn: { field: 'condition', is: LISTING },
    todo: 'Add at least one value.',
  },
} as const satisfies Fields;

/** The columns of a group. HORISEN Campaign API, 4.8 "SegmentationGroup". */
export const groupColumns = {
  operator: {
    type: 'choice',
    label: 'Join Operator',
    description: 'How to join the group to the previous one; has no effect on the first group',
    prominent: true,
    default: 'OR',
    options: [
      { value: 'AND NOT', label: 'And Not' },
      { value: 'OR', label: 'Or' },
      { value: 'OR NOT', label: 'Or Not' },
    ],
  },
  match: {
    type: 'choice',
    label: 'Match',
    description: 'Whether a contact must match all rules in the group or any of them',
    prominent: true,
    default: 'AND',
    options: [
      { value: 'AND', label: 'All Rules' },
      { value: 'OR', label: 'Any Rule' },
    ],
  },
  rules: {
    type: 'rows',
    label: 'Rules',
    description: 'Conditions that contacts must meet',
    required: true,
    columns: ruleColumns,
    todo: 'Add at least one rule.',
  },
} as const satisfies Fields;

const ofSegmentation = { field: 'query_type', is: ['segmentation'] } as const;

const types = [
  { value: 'all', label: 'All Contacts', description: 'All contacts on the recipient lists' },
  { value: 'segmentation', label: 'Segment', description: 'Only contacts on the lists who match groups of rules' },
] as const;

const segmentFields = {
  segmentation: {
    type: 'rows',
    label: 'Segment',
    description: 'Groups of rules that select contacts from the lists',
    prominent: true,
    dependsOn: ofSegmentation,
    columns: groupColumns,
  },
  query: {
    type: 'json',
    label: 'Segment JSON',
    description: "The complete segmentation query, an object with a list 'segmentation'; replaces the groups above",
    limits: { shape: 'object' },
    placeholder: '{"segmentation": []}',
    dependsOn: ofSegmentation,
    todo: 'Provide an object such as {"segmentation": [{"operator": "OR", "rules": [{"field": "city", "condition": "eq", "value": "Bern", "operator": "AND"}]}]}.',
  },
} as const satisfies Fields;

/** Which contacts of the lists are meant. HORISEN Campaign API, 4.1 "Campaign", query_type and query. */
export const audienceFields = {
  query_type: {
    type: 'choice',
    label: 'Contacts',
    description: 'Which contacts on the recipient lists receive the campaign',
    required: true,
    options: types,
    todo: 'Choose whether to send to all contacts on the lists or to a segment.',
  },
  ...segmentFields,
} as const satisfies Fields;

/** The same fields for an audience that may stay unchanged. */
export const changedAudienceFields = {
  query_type: {
    type: 'choice',
    label: 'Contacts',
    description: 'Which contacts on the recipient lists receive the campaign',
    prominent: true,
    default: KEEP,
    options: [types[0], keep('Leaves the contacts unchanged'), types[1]],
  },
  ...segmentFields,
} as const satisfies Fields;
