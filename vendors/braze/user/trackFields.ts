import type { Fields, Input } from '../../../engine';
import { changes } from './changes';
import { profileColumns } from './profileFields';

const PERSONAL = ['attributes', 'event', 'purchase'] as const;
const OCCURRENCES = ['event', 'purchase'] as const;
/** Members of wire objects that name somebody or something. */
const NAMES = ['external_id', 'braze_id', 'user_alias', 'alias_name', 'alias_label', 'email', 'phone', 'app_id', 'name', 'product_id', 'currency'] as const;
/** Room for the envelope and for what is written into each object, below the 4 MB of a request. */
const MOST_BYTES_OF_ONE = 3_900_000;

/** User Track Endpoint (Braze document): one attributes, event or purchase object, or wire objects as they are. */
export const fields = {
  kind: {
    type: 'choice',
    label: 'Kind',
    description: 'What to record',
    required: true,
    default: 'attributes',
    options: [
      { value: 'attributes', label: 'Attributes', description: 'What the user is: profile fields and custom attributes' },
      { value: 'event', label: 'Event', description: 'What the user did: a custom event' },
      { value: 'json', label: 'JSON', description: "Objects in the vendor's own form, of all three kinds" },
      { value: 'purchase', label: 'Purchase', description: 'What the user bought' },
    ],
  },
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What names the user; the Appboy version knows External ID and Push Token only',
    prominent: true,
    default: 'external_id',
    dependsOn: { field: 'kind', is: PERSONAL },
    options: [
      { value: 'braze_id', label: 'Braze ID', description: 'The identifier that Braze gave the user' },
      { value: 'email', label: 'Email', description: 'An address that no user has yet makes a new user' },
      { value: 'external_id', label: 'External ID', description: 'Your own identifier of the user' },
      { value: 'phone', label: 'Phone' },
      { value: 'push_token', label: 'Push Token', description: 'For attributes only: import the token of somebody who has no identifier yet' },
      { value: 'user_alias', label: 'User Alias' },
    ],
  },
  user: {
    type: 'text',
    label: 'User',
    description: 'The identifier: ID, e-mail address, phone number, alias name, or push token',
    placeholder: 'e.g. user1',
    dependsOn: { field: 'kind', is: PERSONAL },
  },
  alias_label: {
    type: 'text',
    label: 'Alias Label',
    description: 'What kind of alias it is, such as the system that it comes from',
    required: true,
    placeholder: 'e.g. crm',
    dependsOn: { field: 'identifier', is: ['user_alias'] },
    todo: 'Give the label under which the alias was made.',
  },
  custom_attributes: {
    type: 'json',
    label: 'Attributes',
    description:
      'Values by name: profile fields such as first_name, and custom attributes; null removes a value, save in the Appboy version, and a profile field without a value is left alone',
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
    dependsOn: { field: 'kind', is: ['event'] },
    todo: 'Give the event a name.',
  },
  product_id: {
    type: 'text',
    label: 'Product ID',
    description: 'What was bought; best a name or a category',
    required: true,
    placeholder: 'e.g. Product A',
    limits: { max: 255 },
    dependsOn: { field: 'kind', is: ['purchase'] },
    todo: 'Give the product an identifier of 1 to 255 characters.',
  },
  currency: {
    type: 'text',
    label: 'Currency',
    description: 'Currency of the price, as ISO 4217 code',
    required: true,
    placeholder: 'e.g. USD',
    dependsOn: { field: 'kind', is: ['purchase'] },
    todo: 'Give the three capital letters of ISO 4217, such as USD.',
  },
  price: {
    type: 'number',
    label: 'Price',
    description: 'Price of one, in the base unit of the currency: dollars for USD, yen for JPY',
    required: true,
    dependsOn: { field: 'kind', is: ['purchase'] },
    todo: 'Give the price as a number.',
  },
  properties: {
    type: 'json',
    label: 'Properties',
    description: 'Properties of the event or purchase by name; those without a value are left out',
    limits: { shape: 'object' },
    dependsOn: { field: 'kind', is: OCCURRENCES },
  },
  attributes: {
    type: 'json',
    label: 'Attributes Objects',
    description: 'Attributes objects, as they stand in a request',
    prominent: true,
    limits: { shape: 'array' },
    names: NAMES,
    dependsOn: { field: 'kind', is: ['json'] },
  },
  events: {
    type: 'json',
    label: 'Event Objects',
    description: 'Event objects, as they stand in a request; the time is now where it is missing',
    prominent: true,
    limits: { shape: 'array' },
    names: NAMES,
    dependsOn: { field: 'kind', is: ['json'] },
  },
  purchases: {
    type: 'json',
    label: 'Purchase Objects',
    description: 'Purchase objects, as they stand in a request; the time is now where it is missing',
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
    todo: 'Give a date and time in ISO 8601, such as 2026-01-15T13:00:00+01:00.',
  },
  quantity: {
    type: 'number',
    label: 'Quantity',
    description: 'How many were bought; 1 if empty',
    limits: { min: 1, max: 100, whole: true },
    dependsOn: { field: 'kind', is: ['purchase'] },
  },
  app_id: {
    type: 'text',
    label: 'App ID',
    description: 'Identifier of the app in which it happened, or that an imported push token belongs to',
    placeholder: 'e.g. 3bbc4555-8fa0-4c9b-a5c0-4505edf3e064',
    dependsOn: { field: 'kind', is: PERSONAL },
  },
  _update_existing_only: {
    type: 'boolean',
    label: 'Update Existing Only',
    description: 'Whether to refuse users that Braze does not know; without it they are made, save those named by alias, who need it switched off',
    protects: true,
    dependsOn: { field: 'kind', is: PERSONAL },
  },
  allow_repeats: {
    type: 'boolean',
    label: 'Allow Repeats',
    description: 'Whether to send again when no answer came, although events, purchases and increments may then count twice',
  },
} as const satisfies Fields;

export type Track = Input<typeof fields>;
