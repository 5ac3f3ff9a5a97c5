import type { Fields, Input } from '../../../engine';
import { changes } from './changes';
import { profileColumns } from './profileFields';

const PERSONAL = ['attributes', 'event', 'purchase'] as const;
const OCCURRENCES = ['event', 'purchase'] as const;
/** Members of wire objects that are identifiers. */
const NAMES = ['external_id', 'braze_id', 'user_alias', 'alias_name', 'alias_label', 'email', 'phone', 'app_id', 'name', 'product_id', 'currency'] as const;
/** Leaves room within a request's 4 MB for the envelope and for what is added to each object. */
const MOST_BYTES_OF_ONE = 3_900_000;

/** User Track Endpoint (Braze document): one attributes, event or purchase object, or raw wire objects. */
export const fields = {
  kind: {
    type: 'choice',
    label: 'Kind',
    description: 'What to record',
    required: true,
    default: 'attributes',
    options: [
      { value: 'attributes', label: 'Attributes', description: 'Profile fields and custom attributes of the user' },
      { value: 'event', label: 'Event', description: 'A custom event performed by the user' },
      { value: 'json', label: 'JSON', description: "Objects of all three kinds in Braze's own format" },
      { value: 'purchase', label: 'Purchase', description: 'A purchase made by the user' },
    ],
  },
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the user; the Appboy API version supports only External ID and Push Token',
    prominent: true,
    default: 'external_id',
    dependsOn: { field: 'kind', is: PERSONAL },
    options: [
      { value: 'braze_id', label: 'Braze ID', description: 'Identifier assigned by Braze' },
      { value: 'email', label: 'Email', description: 'Creates a new user if no user has the address yet' },
      { value: 'external_id', label: 'External ID', description: 'Your own identifier for the user' },
      { value: 'phone', label: 'Phone' },
      { value: 'push_token', label: 'Push Token', description: 'For attributes only: imports the token of a user who has no identifier yet' },
      { value: 'user_alias', label: 'User Alias' },
    ],
  },
  user: {
    type: 'text',
    label: 'User',
    description: 'The identifier: an ID, email address, phone number, alias name or push token',
    placeholder: 'e.g. user1',
    dependsOn: { field: 'kind', is: PERSONAL },
  },
  alias_label: {
    type: 'text',
    label: 'Alias Label',
    description: 'Type of alias, such as the system it comes from',
    required: true,
    placeholder: 'e.g. crm',
    dependsOn: { field: 'identifier', is: ['user_alias'] },
    todo: 'Enter the label the alias was created with.',
  },
  custom_attributes: {
    type: 'json',
    label: 'Attributes',
    description:
      'Values by name: profile fields such as first_name, and custom attributes. Null removes a value, except in the Appboy API version; profile fields without a value are left unchanged',
    limits: { shape: 'object', maxBytes: MOST_BYTES_OF_ONE },
    dependsOn: { field: 'kind', is: ['attributes'] },
  },
  profile: {
    type: 'group',
    label: 'Profile',
    description: 'Profile fields to set',
    columns: profileColumns,
    dependsOn: { field: 'kind', is: ['attributes'] },
  },
  changes,
  name: {
    type: 'text',
    label: 'Event Name',
    description: 'Name of the custom event',
    required: true,
    placeholder: 'e.g. Event A',
    suggests: { operation: 'event.getMany', value: 'event', label: 'event' },
    dependsOn: { field: 'kind', is: ['event'] },
    todo: 'Enter a name for the event.',
  },
  product_id: {
    type: 'text',
    label: 'Product ID',
    description: 'The purchased product, preferably a name or a category',
    required: true,
    placeholder: 'e.g. Product A',
    limits: { max: 255 },
    dependsOn: { field: 'kind', is: ['purchase'] },
    todo: 'Enter a product identifier of 1 to 255 characters.',
  },
  currency: {
    type: 'text',
    label: 'Currency',
    description: 'Currency of the price, as an ISO 4217 code',
    required: true,
    placeholder: 'e.g. USD',
    dependsOn: { field: 'kind', is: ['purchase'] },
    todo: 'Enter the three uppercase letters of ISO 4217, such as USD.',
  },
  price: {
    type: 'number',
    label: 'Price',
    description: 'Price per unit, in the base unit of the currency: dollars for USD, yen for JPY',
    required: true,
    dependsOn: { field: 'kind', is: ['purchase'] },
    todo: 'Enter the price as a number.',
  },
  properties: {
    type: 'json',
    label: 'Properties',
    description: 'Event or purchase properties by name; properties without a value are left out',
    limits: { shape: 'object' },
    dependsOn: { field: 'kind', is: OCCURRENCES },
  },
  attributes: {
    type: 'json',
    label: 'Attributes Objects',
    description: 'Attributes objects, as in an API request',
    prominent: true,
    limits: { shape: 'array' },
    names: NAMES,
    dependsOn: { field: 'kind', is: ['json'] },
  },
  events: {
    type: 'json',
    label: 'Event Objects',
    description: 'Event objects, as in an API request; the time defaults to now',
    prominent: true,
    limits: { shape: 'array' },
    names: NAMES,
    dependsOn: { field: 'kind', is: ['json'] },
  },
  purchases: {
    type: 'json',
    label: 'Purchase Objects',
    description: 'Purchase objects, as in an API request; the time defaults to now',
    prominent: true,
    limits: { shape: 'array' },
    names: NAMES,
    dependsOn: { field: 'kind', is: ['json'] },
  },
  time: {
    type: 'dateTime',
    label: 'Time',
    description: 'When it happened; now if empty',
    dependsOn: { field: 'kind', is: OCCURRENCES },
    todo: 'Enter a date and time in ISO 8601 format, such as 2026-01-15T13:00:00+01:00.',
  },
  quantity: {
    type: 'number',
    label: 'Quantity',
    description: 'Number of units purchased; 1 if empty',
    limits: { min: 1, max: 100, whole: true },
    dependsOn: { field: 'kind', is: ['purchase'] },
  },
  app_id: {
    type: 'text',
    label: 'App ID',
    description: 'Identifier of the app where it happened, or that the imported push token belongs to',
    placeholder: 'e.g. 3bbc4555-8fa0-4c9b-a5c0-4505edf3e064',
    dependsOn: { field: 'kind', is: PERSONAL },
  },
  _update_existing_only: {
    type: 'boolean',
    label: 'Update Existing Only',
    description: 'Whether to reject users that Braze does not know; if off, they are created. To create users identified by alias, it must be turned off',
    protects: true,
    dependsOn: { field: 'kind', is: PERSONAL },
  },
  check_types: {
    type: 'boolean',
    label: 'Check Data Types',
    description:
      'Whether to read first which data types the custom attributes have in Braze, and to warn about values of another type; takes one request for every 50 attributes, of 1,000 in an hour, needs the permission custom_attributes.get, and holds nothing back',
    dependsOn: { field: 'kind', is: ['attributes', 'json'] },
  },
  allow_repeats: {
    type: 'boolean',
    label: 'Allow Repeats',
    description: 'Whether to send again if no answer came, although events, purchases and increments may then be counted twice',
  },
} as const satisfies Fields;

export type Track = Input<typeof fields>;
