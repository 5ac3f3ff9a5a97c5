import type { Choice, ChoiceOption, Fields } from '../../../engine';
import { samples } from '../fields';

const byForm = { dependsOn: { field: 'specify', is: ['form'] } } as const;
const withPush = { dependsOn: { field: 'includes_push', is: [true] } } as const;
const withInapp = { dependsOn: { field: 'includes_inapp', is: [true] } } as const;
const withNative = { dependsOn: { field: 'inapp', is: ['native'] } } as const;
const withUrl = { dependsOn: { field: 'inapp', is: ['url'] } } as const;
const ofDynamic = { dependsOn: { field: 'type', is: ['dynamic'] } } as const;

const SEVEN_DAYS_S = 604_800;
const THIRTY_DAYS_S = 2_592_000;

/** "Sunday: 0, Saturday: 6" ("Dynamic campaign"). */
const days: readonly ChoiceOption[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'].map((label, i) => ({
  value: String(i),
  label,
}));

/** The app of a campaign, chosen among those with campaigns, because the document has no list of apps. */
const app = {
  type: 'choice',
  label: 'App ID',
  description: 'App whose users the campaign is for',
  required: true,
  placeholder: samples.app,
  loadOptions: { operation: 'campaign.getMany', value: 'app_id', label: 'app_id' },
  todo: 'Enter the identifier of the app; it starts with FAAPPLI_.',
  ...byForm,
} as const satisfies Choice;

/** The body of a new campaign as a form: FollowAnalytics campaigns API, "Campaign creation", by the innermost wire names. */
export const createFields = {
  specify: {
    type: 'choice',
    label: 'Specify Campaign',
    description: 'How to specify the campaign',
    prominent: true,
    default: 'form',
    options: [
      { value: 'form', label: 'Using Fields Below' },
      { value: 'json', label: 'Using JSON', description: "The complete request body in FollowAnalytics' own format" },
    ],
  },
  payload: {
    type: 'json',
    label: 'Campaign JSON',
    description: 'The complete request body',
    required: true,
    limits: { shape: 'object' },
    dependsOn: { field: 'specify', is: ['json'] },
  },
  name: { type: 'text', label: 'Name', description: 'Name of the campaign; not visible to customers', required: true, placeholder: 'Spring sale', ...byForm },
  includes_push: { type: 'boolean', label: 'Push', description: 'Whether the campaign sends a push notification', required: true, default: true, ...byForm },
  includes_inapp: { type: 'boolean', label: 'In-App', description: 'Whether the campaign shows an in-app message', required: true, default: false, ...byForm },
  push_title: {
    type: 'text',
    prose: true,
    label: 'Title',
    description: 'Title of the push notification',
    prominent: true,
    wasIn: 'more',
    placeholder: 'Good news',
    ...withPush,
  },
  push_message: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: 'Text of the push notification',
    required: true,
    placeholder: 'Hello *@first_name@*',
    ...withPush,
  },
  deep_linking_url: {
    type: 'text',
    label: 'Link',
    description: 'Deep link that opens with the push notification or the in-app message; just the app if empty',
    prominent: true,
    wasIn: 'more',
    placeholder: 'myapp://*@deeplink@*',
    limits: { format: 'templateUri' },
    ...byForm,
  },
  inapp: {
    type: 'choice',
    label: 'In-App Form',
    description: 'Type of in-app message',
    required: true,
    default: 'native',
    options: [
      { value: 'native', label: 'Native', description: 'A dialog box with title, text and button' },
      { value: 'url', label: 'URL', description: 'Your own page, or parameters for your app' },
    ],
    ...withInapp,
  },
  message_title: { type: 'text', prose: true, label: 'In-App Title', description: 'Title of the in-app message', required: true, ...withNative },
  message_content: { type: 'text', prose: 'lines', label: 'In-App Text', description: 'Body of the in-app message', required: true, ...withNative },
  message_btn: {
    type: 'text',
    prose: true,
    label: 'In-App Button',
    description: 'Label of the button that closes the message',
    required: true,
    placeholder: 'Close',
    ...withNative,
  },
  inapp_content_url: {
    type: 'text',
    limits: { format: 'templateUrl' },
    label: 'In-App Content URL',
    description: 'URL of the page or image to show',
    prominent: true,
    placeholder: 'https://example.com/images/*@image_name@*.jpg',
    ...withUrl,
  },
  inapp_content_title: { type: 'text', prose: true, label: 'In-App Content Title', description: 'Title shown above the page', prominent: true, ...withUrl },
  inapp_parameters: {
    type: 'rows',
    label: 'In-App Parameters',
    description: 'Parameters that tell the app how to show the message',
    prominent: true,
    columns: {
      key: { type: 'text', label: 'Key', description: 'Name of the parameter', required: true },
      value: { type: 'text', prose: true, label: 'Value', description: 'Value of the parameter; placeholders are allowed' },
    },
    ...withUrl,
  },
  inapp_content_auto_display: { type: 'boolean', label: 'In-App Auto Display', description: 'Whether the app shows the page automatically', ...withUrl },
  type: {
    type: 'choice',
    label: 'Type',
    description: 'What triggers the campaign',
    required: true,
    default: 'classic',
    options: [
      { value: 'classic', label: 'Classic', description: 'Sent once to an audience' },
      { value: 'dynamic', label: 'Dynamic', description: 'Sent repeatedly to whoever is in the audience at the time' },
      { value: 'transactional', label: 'Transactional', description: 'Sent to the recipients of Trigger, with individual values' },
    ],
    ...byForm,
  },
  app_id: app,
  audience: {
    type: 'choice',
    label: 'Audience',
    description: 'Who the campaign is for',
    required: true,
    default: 'segments',
    options: [
      { value: 'everyone', label: 'Everyone', description: 'All users of the app' },
      { value: 'filters', label: 'Filters (JSON)', description: "Filter blocks in FollowAnalytics' own format" },
      { value: 'segments', label: 'Segments', description: 'Users in any of the specified segments' },
    ],
    dependsOn: { field: 'type', is: ['classic', 'dynamic'] },
  },
  segment_identifiers: {
    type: 'list',
    label: 'Segment IDs',
    description: 'Identifiers of saved segments; users in any of them belong to the audience',
    required: true,
    placeholder: 'FASEGMT_uWQ4x3fPuNMt2PjC',
    dependsOn: { field: 'audience', is: ['segments'] },
    todo: 'Enter the identifier of at least one saved segment; it starts with FASEGMT_.',
  },
  filters: {
    type: 'json',
    label: 'Filters',
    description: 'An object with blocks, each containing filters',
    required: true,
    limits: { shape: 'object' },
    dependsOn: { field: 'audience', is: ['filters'] },
  },
  recurrence_days: {
    type: 'list',
    label: 'Days',
    description: 'Days of the week on which the campaign is active',
    required: true,
    options: days,
    todo: 'Choose at least one day.',
    ...ofDynamic,
  },
  recurrence_start_hour: {
    type: 'number',
    label: 'Start Hour',
    description: 'Hour at which notifications start. Without an end hour they are sent exactly then; without both, at any time of the day',
    prominent: true,
    limits: { min: 0, max: 23, whole: true },
    ...ofDynamic,
  },
  recurrence_start_minute: {
    type: 'number',
    label: 'Start Minute',
    description: 'Minute of the start hour; 0 if empty',
    prominent: true,
    limits: { min: 0, max: 59, whole: true },
    ...ofDynamic,
  },
  recurrence_end_hour: {
    type: 'number',
    label: 'End Hour',
    description: 'Hour until which users who enter the audience are notified; must be after the start hour',
    prominent: true,
    limits: { min: 1, max: 24, whole: true },
    ...ofDynamic,
  },
  recurrence_timezone: {
    type: 'text',
    label: 'Time Zone',
    description: "Time zone of these hours; cannot be combined with each user's own time zone",
    prominent: true,
    placeholder: 'Europe/Paris',
    ...ofDynamic,
  },
  notif_maximum: {
    type: 'number',
    label: 'Maximum Notifications',
    description: 'Maximum number of notifications per user; either this or the minimum hours must be set',
    prominent: true,
    limits: { min: 1, whole: true },
    ...ofDynamic,
  },
  notif_interval: {
    type: 'number',
    label: 'Minimum Hours Between Two',
    description: 'Minimum number of hours between two notifications to the same user; either this or the maximum must be set',
    prominent: true,
    limits: { min: 1, whole: true },
    ...ofDynamic,
  },
  start_date: { type: 'dateTime', label: 'Start Date', description: 'When the campaign starts; now if empty', ...byForm },
  end_date: { type: 'dateTime', label: 'End Date', description: 'When the campaign ends; 30 days after its start if empty', ...byForm },
  adapt_tz: { type: 'boolean', label: "Each User's Time Zone", description: "Whether times are in each user's own time zone", ...byForm },
  push_subtitle: { type: 'text', prose: true, label: 'Push Subtitle', description: 'Subtitle of the push notification, on iOS', ...withPush },
  pushAttachment: {
    type: 'text',
    label: 'Push Attachment',
    description: 'URL of an image or other media to attach',
    limits: { format: 'templateUrl' },
    ...withPush,
  },
  pushCategory: { type: 'text', label: 'Push Category', description: 'Name of a button category, on mobile devices', ...withPush },
  push_includes_sound: { type: 'boolean', label: 'Push Sound', description: 'Whether the notification plays a sound; yes if not set', ...withPush },
  push_sound_value: { type: 'text', label: 'Push Sound File', description: 'Sound file to play, on iOS', ...withPush },
  push_ttl: {
    type: 'number',
    label: 'Push Lifetime (Seconds)',
    description: `After how many seconds the push is no longer delivered; 7 days (${SEVEN_DAYS_S}) if empty`,
    limits: { min: 1, whole: true },
    ...withPush,
  },
  skip_message_limit: {
    type: 'boolean',
    label: 'Skip Message Limit',
    description: "Whether to ignore the account's limit on pushes, if there is one",
    ...withPush,
  },
  inapp_ttl: {
    type: 'number',
    label: 'In-App Lifetime (Seconds)',
    description: `After how many seconds the in-app message is no longer shown; 30 days (${THIRTY_DAYS_S}) if empty`,
    limits: { min: 1, whole: true },
    ...withInapp,
  },
  check_name: {
    type: 'boolean',
    label: 'Look for Same Name',
    description:
      'Whether to look up first if there is a campaign with this name, and to warn about it; takes one more request for each name, and holds nothing back',
  },
} as const satisfies Fields;
