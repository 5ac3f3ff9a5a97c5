import type { Fields } from '../../../engine';

const subscriptionStates = (channel: string) =>
  [
    { value: 'opted_in', label: 'Opted In', description: `Explicitly opted in to ${channel}` },
    { value: 'subscribed', label: 'Subscribed', description: 'Neither opted in nor opted out' },
    { value: 'unsubscribed', label: 'Unsubscribed', description: `Explicitly opted out of ${channel}` },
  ] as const;

/** Appboy User Profile Fields (Braze document), and those that objects_filters/user_attributes_object adds today. */
export const profileColumns = {
  bio: {
    type: 'text',
    prose: true,
    label: 'Bio',
    description: 'Legacy: text about the user; no longer supported by Braze',
    todo: 'Enter text.',
  },
  country: {
    type: 'text',
    label: 'Country',
    description: 'Country of the user, as an ISO 3166-1 alpha-2 code',
    placeholder: 'e.g. DE',
    todo: 'Enter the two uppercase letters of ISO 3166-1, such as DE.',
  },
  current_location: {
    type: 'group',
    label: 'Current Location',
    description: 'Location of the user',
    todo: 'Enter longitude and latitude as numbers.',
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
    todo: 'Enter a date and time in ISO 8601 format.',
  },
  date_of_last_session: {
    type: 'dateTime',
    label: 'Date of Last Session',
    description: 'When the user last used the app',
    todo: 'Enter a date and time in ISO 8601 format.',
  },
  dob: {
    type: 'text',
    label: 'Date of Birth',
    description: 'Date of birth in YYYY-MM-DD format',
    placeholder: 'e.g. 1980-12-21',
    todo: 'Use the format YYYY-MM-DD, such as 1980-12-21.',
  },
  email: {
    type: 'text',
    label: 'Email',
    description: 'Email address of the user',
    placeholder: 'e.g. bob@example.com',
    todo: 'Enter an email address such as bob@example.com.',
  },
  email_click_tracking_disabled: {
    type: 'boolean',
    label: 'Email Click Tracking Disabled',
    description: 'Whether to disable click tracking in emails to this user',
    todo: 'Use true or false.',
  },
  email_open_tracking_disabled: {
    type: 'boolean',
    label: 'Email Open Tracking Disabled',
    description: 'Whether to disable open tracking in emails to this user',
    todo: 'Use true or false.',
  },
  email_subscribe: {
    type: 'choice',
    label: 'Email Subscription',
    description: 'Email subscription status of the user',
    options: subscriptionStates('e-mail'),
    todo: 'Use one of these values.',
  },
  facebook: {
    type: 'json',
    label: 'Facebook',
    description: 'Facebook account of the user, with any of id (text), likes (list of texts) and num_friends (whole number)',
    limits: { shape: 'object' },
    todo: 'Provide an object with id, likes or num_friends.',
  },
  first_name: { type: 'text', label: 'First Name', description: 'First name of the user', todo: 'Enter text.' },
  foursquare_access_token: {
    type: 'text',
    label: 'Foursquare Access Token',
    description: 'Legacy: Foursquare OAuth token of the user; no longer supported by Braze',
    todo: 'Enter text.',
  },
  gender: {
    type: 'choice',
    label: 'Gender',
    description: 'Gender of the user; the Appboy API version supports only female and male',
    options: [
      { value: 'F', label: 'Female' },
      { value: 'M', label: 'Male' },
      { value: 'N', label: 'Not Applicable' },
      { value: 'O', label: 'Other' },
      { value: 'P', label: 'Prefer Not to Say' },
    ],
    todo: 'Use one of these values.',
  },
  home_city: { type: 'text', label: 'Home City', description: 'Home city of the user', todo: 'Enter text.' },
  image_url: {
    type: 'text',
    label: 'Image URL',
    description: 'Legacy: URL of an image of the user; no longer supported by Braze',
    todo: 'Enter a URL that starts with https://.',
  },
  language: {
    type: 'text',
    label: 'Language',
    description: 'Language of the user, as an ISO 639-1 code',
    placeholder: 'e.g. en',
    todo: 'Enter the two lowercase letters of ISO 639-1, such as en.',
  },
  last_name: { type: 'text', label: 'Last Name', description: 'Last name of the user', todo: 'Enter text.' },
  marked_email_as_spam_at: {
    type: 'dateTime',
    label: 'Marked Email as Spam At',
    description: 'When the user marked an email as spam',
    todo: 'Enter a date and time in ISO 8601 format.',
  },
  phone: {
    type: 'text',
    label: 'Phone',
    description: 'Phone number of the user, preferably in E.164 format; the Appboy API version accepts digits only',
    placeholder: 'e.g. +15043277269',
    todo: 'Enter the number with its country code, such as +15043277269; for Appboy accounts, digits only.',
  },
  push_subscribe: {
    type: 'choice',
    label: 'Push Subscription',
    description: 'Push subscription status of the user',
    options: subscriptionStates('push messages'),
    todo: 'Use one of these values.',
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
      device_id: { type: 'text', label: 'Device ID', description: 'Identifier of the device; generated by Braze if empty' },
    },
    todo: 'Provide a list of objects, each with app_id and token.',
  },
  subscription_groups: {
    type: 'rows',
    label: 'Subscription Groups',
    description: 'Subscription groups to add the user to or remove the user from',
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
    todo: 'Provide a list of objects, each with subscription_group_id and subscription_state.',
  },
  time_zone: {
    type: 'text',
    label: 'Time Zone',
    description: 'Time zone of the user, as an IANA time zone name',
    placeholder: 'e.g. America/New_York',
    todo: 'Enter an IANA time zone name, such as America/New_York.',
  },
  twitter: {
    type: 'json',
    label: 'Twitter',
    description: 'Twitter account of the user, with any of id, followers_count, friends_count, statuses_count (whole numbers) and screen_name (text)',
    limits: { shape: 'object' },
    todo: 'Provide an object with id, screen_name, followers_count, friends_count or statuses_count.',
  },
} as const satisfies Fields;

export type ProfileName = keyof typeof profileColumns;

/** Fields that Braze no longer processes. */
export const GONE: ReadonlySet<string> = new Set<ProfileName>(['bio', 'foursquare_access_token', 'image_url']);

/** Fields missing from the Appboy document. */
export const NEW: ReadonlySet<string> = new Set<ProfileName>([
  'email_click_tracking_disabled',
  'email_open_tracking_disabled',
  'marked_email_as_spam_at',
  'subscription_groups',
]);
