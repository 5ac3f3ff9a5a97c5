import type { Fields } from '../../../engine';

const subscriptionStates = (channel: string) =>
  [
    { value: 'opted_in', label: 'Opted In', description: `Explicitly registered to receive ${channel}` },
    { value: 'subscribed', label: 'Subscribed', description: 'Neither opted in nor out' },
    { value: 'unsubscribed', label: 'Unsubscribed', description: `Explicitly opted out of ${channel}` },
  ] as const;

/** Appboy User Profile Fields (Braze document), and what objects_filters/user_attributes_object has beside them today. */
export const profileColumns = {
  bio: {
    type: 'text',
    prose: true,
    label: 'Bio',
    description: 'Legacy: a text about the user; Braze no longer takes it',
    todo: 'Give it as text.',
  },
  country: {
    type: 'text',
    label: 'Country',
    description: 'Country of the user, as ISO 3166-1 alpha-2 code',
    placeholder: 'e.g. DE',
    todo: 'Give the two capital letters of ISO 3166-1, such as DE.',
  },
  current_location: {
    type: 'group',
    label: 'Current Location',
    description: 'Where the user is',
    todo: 'Give a longitude and a latitude as numbers.',
    columns: {
      longitude: {
        type: 'number',
        label: 'Longitude',
        description: 'Degrees east',
        required: true,
        limits: { min: -180, max: 180 },
      },
      latitude: {
        type: 'number',
        label: 'Latitude',
        description: 'Degrees north',
        required: true,
        limits: { min: -90, max: 90 },
      },
    },
  },
  date_of_first_session: {
    type: 'dateTime',
    label: 'Date of First Session',
    description: 'When the user first used the app',
    todo: 'Give a date and time in ISO 8601.',
  },
  date_of_last_session: {
    type: 'dateTime',
    label: 'Date of Last Session',
    description: 'When the user last used the app',
    todo: 'Give a date and time in ISO 8601.',
  },
  dob: {
    type: 'text',
    label: 'Date of Birth',
    description: 'Date of birth in the form YYYY-MM-DD',
    placeholder: 'e.g. 1980-12-21',
    todo: 'Give it in the form YYYY-MM-DD, such as 1980-12-21.',
  },
  email: {
    type: 'text',
    label: 'Email',
    description: 'E-mail address of the user',
    placeholder: 'e.g. bob@example.com',
    todo: 'Give an address such as bob@example.com.',
  },
  email_click_tracking_disabled: {
    type: 'boolean',
    label: 'Email Click Tracking Disabled',
    description: 'Whether to stop tracking clicks in e-mails to this user',
    todo: 'Give true or false.',
  },
  email_open_tracking_disabled: {
    type: 'boolean',
    label: 'Email Open Tracking Disabled',
    description: 'Whether to stop tracking that this user opens e-mails',
    todo: 'Give true or false.',
  },
  email_subscribe: {
    type: 'choice',
    label: 'Email Subscription',
    description: 'Whether the user gets e-mail',
    options: subscriptionStates('e-mail'),
    todo: 'Give one of these.',
  },
  facebook: {
    type: 'json',
    label: 'Facebook',
    description: 'Facebook account of the user: any of id (text), likes (list of texts) and num_friends (whole number)',
    limits: { shape: 'object' },
    todo: 'Give an object with id, likes or num_friends.',
  },
  first_name: { type: 'text', label: 'First Name', description: 'First name of the user', todo: 'Give it as text.' },
  foursquare_access_token: {
    type: 'text',
    label: 'Foursquare Access Token',
    description: 'Legacy: Foursquare OAuth token of the user; Braze no longer takes it',
    todo: 'Give it as text.',
  },
  gender: {
    type: 'choice',
    label: 'Gender',
    description: 'Gender of the user; the Appboy version knows female and male only',
    options: [
      { value: 'F', label: 'Female' },
      { value: 'M', label: 'Male' },
      { value: 'N', label: 'Not Applicable' },
      { value: 'O', label: 'Other' },
      { value: 'P', label: 'Prefer Not to Say' },
    ],
    todo: 'Give one of these letters.',
  },
  home_city: { type: 'text', label: 'Home City', description: 'Home city of the user', todo: 'Give it as text.' },
  image_url: {
    type: 'text',
    label: 'Image URL',
    description: 'Legacy: address of an image of the user; Braze no longer takes it',
    todo: 'Give an address that starts with https://.',
  },
  language: {
    type: 'text',
    label: 'Language',
    description: 'Language of the user, as ISO 639-1 code',
    placeholder: 'e.g. en',
    todo: 'Give the two small letters of ISO 639-1, such as en.',
  },
  last_name: { type: 'text', label: 'Last Name', description: 'Last name of the user', todo: 'Give it as text.' },
  marked_email_as_spam_at: {
    type: 'dateTime',
    label: 'Marked Email as Spam At',
    description: 'When the user marked an e-mail as spam',
    todo: 'Give a date and time in ISO 8601.',
  },
  phone: {
    type: 'text',
    label: 'Phone',
    description: 'Phone number of the user, best in the form E.164; the Appboy version takes digits only',
    placeholder: 'e.g. +15043277269',
    todo: 'Give the number with its country code, such as +15043277269; to an Appboy account, digits only.',
  },
  push_subscribe: {
    type: 'choice',
    label: 'Push Subscription',
    description: 'Whether the user gets push messages',
    options: subscriptionStates('push messages'),
    todo: 'Give one of these.',
  },
  push_tokens: {
    type: 'rows',
    label: 'Push Tokens',
    description: "Push tokens of the user's devices",
    columns: {
      app_id: {
        type: 'text',
        label: 'App ID',
        description: 'Identifier of the app that the token belongs to',
        required: true,
        placeholder: 'e.g. 3bbc4555-8fa0-4c9b-a5c0-4505edf3e064',
      },
      token: { type: 'text', label: 'Token', description: 'The push token', required: true },
      device_id: { type: 'text', label: 'Device ID', description: 'Identifier of the device; Braze makes one up if empty' },
    },
    todo: 'Give a list of objects, each with app_id and token.',
  },
  subscription_groups: {
    type: 'rows',
    label: 'Subscription Groups',
    description: 'Subscription groups that the user joins or leaves',
    columns: {
      subscription_group_id: { type: 'text', label: 'Subscription Group ID', description: 'Identifier of the group', required: true },
      subscription_state: {
        type: 'choice',
        label: 'Subscription State',
        description: 'Whether the user is in the group',
        required: true,
        default: 'subscribed',
        options: [
          { value: 'subscribed', label: 'Subscribed' },
          { value: 'unsubscribed', label: 'Unsubscribed' },
        ],
      },
    },
    todo: 'Give a list of objects, each with subscription_group_id and subscription_state.',
  },
  time_zone: {
    type: 'text',
    label: 'Time Zone',
    description: 'Time zone of the user, by its name in the IANA database',
    placeholder: 'e.g. America/New_York',
    todo: 'Give the name of a time zone, such as America/New_York.',
  },
  twitter: {
    type: 'json',
    label: 'Twitter',
    description: 'Twitter account of the user: any of id, followers_count, friends_count, statuses_count (whole numbers) and screen_name (text)',
    limits: { shape: 'object' },
    todo: 'Give an object with id, screen_name, followers_count, friends_count or statuses_count.',
  },
} as const satisfies Fields;

export type ProfileName = keyof typeof profileColumns;

/** Fields that Braze no longer processes. */
export const GONE: ReadonlySet<string> = new Set<ProfileName>(['bio', 'foursquare_access_token', 'image_url']);

/** Fields that the Appboy document does not have. */
export const NEW: ReadonlySet<string> = new Set<ProfileName>([
  'email_click_tracking_disabled',
  'email_open_tracking_disabled',
  'marked_email_as_spam_at',
  'subscription_groups',
]);
