import { isObject, isoWithOffset, readDate, utf8Length, type Fields, type Json, type JsonObject, type Problem } from '../../../engine';
import { buttonAction, isGiven, json, push, pushTexts, pushToday, variation, withoutEmptyList, type MessageKind } from './kind';

/** "The total number of bytes in your alert string, extra object, and other optional parameters". */
export const MOST_BYTES = 1912;
/** Keys of `extra` reserved for Appboy and Apple ("Messages that include the keys ab or aps ... will be rejected"). */
const RESERVED = ['ab', 'aps'];

/** Members of the Apple Push Alert Object besides its body. */
const alertParts = {
  title: {
    type: 'text',
    prose: true,
    label: 'Title',
    description: 'Title on this channel, instead of the one above; with a title, the alert is sent as an object',
  },
  title_loc_key: { type: 'text', label: 'Title Localization Key', description: "Key of the title in the app's Localizable.strings" },
  title_loc_args: { type: 'list', label: 'Title Localization Arguments', description: 'Texts for the placeholders in the localized title' },
  action_loc_key: {
    type: 'text',
    label: 'Action Localization Key',
    description: "Key in the app's Localizable.strings for the label of the right button, instead of View",
  },
  loc_key: { type: 'text', label: 'Alert Localization Key', description: "Key of the alert text in the app's Localizable.strings" },
  loc_args: { type: 'list', label: 'Alert Localization Arguments', description: 'Texts for the placeholders in the localized alert' },
} as const satisfies Fields;

const columns = {
  alert: { ...push.alert, description: 'Text on this channel, instead of the message above; optional only if Content Available is on' },
  ...alertParts,
  badge: { type: 'number', label: 'Badge', description: "Number shown on the app's icon after this message", limits: { whole: true } },
  sound: push.sound,
  extra: { ...push.extra, description: `Additional key-value pairs passed to the app; '${RESERVED.join("' and '")}' are reserved` },
  'content-available': { type: 'boolean', label: 'Content Available', description: 'Whether to wake up the app in the background' },
  category: {
    type: 'text',
    label: 'Category',
    description:
      'Category of the notification, which defines its action buttons: one of the app, or one of Braze (ab_cat_accept_decline, ab_cat_yes_no, ab_cat_confirm_cancel, ab_cat_more)',
  },
  expiry: { type: 'dateTime', label: 'Expiry', description: 'When to stop trying to deliver the message' },
  custom_uri: push.custom_uri,
  asset_url: {
    type: 'text',
    label: 'Asset URL',
    description: 'URL of the image, sound or video of a rich notification (iOS 10 and later)',
    limits: { format: 'templateUrl' },
  },
  asset_file_type: {
    type: 'choice',
    label: 'Asset File Type',
    description: 'Type of the file at the asset URL',
    options: ['aif', 'gif', 'jpg', 'm4a', 'mp3', 'mp4', 'png', 'wav'].map((value) => ({ value, label: value.toUpperCase() })),
  },
  interruption_level: {
    type: 'choice',
    label: 'Interruption Level',
    description: 'How much the notification may interrupt (iOS 15 and later)',
    options: [
      { value: 'active', label: 'Active', description: 'Shown immediately, with sound or vibration' },
      { value: 'critical', label: 'Critical', description: 'Shown and played even if the device is muted' },
      { value: 'passive', label: 'Passive', description: 'Added to the notification list without interruption' },
      { value: 'time-sensitive', label: 'Time Sensitive', description: 'Shown immediately, even in a Focus mode' },
    ],
  },
  mutable_content: { type: 'boolean', label: 'Mutable Content', description: 'Whether the app can change the notification before it is shown' },
  relevance_score: {
    type: 'number',
    label: 'Relevance Score',
    description: 'Place of the notification in a summary, from 0 (last) to 1 (first) (iOS 15 and later)',
    limits: { min: 0, max: 1 },
  },
  apns_priority: {
    type: 'number',
    label: 'APNs Priority',
    description: 'Priority for Apple: 10 delivers at once, 5 saves power',
    limits: { min: 1, max: 10, whole: true },
  },
  notification_group_thread_id: {
    type: 'text',
    label: 'Notification Group Thread ID',
    description: 'Notifications with the same ID are shown as a group (iOS 12 and later)',
  },
  ...pushToday,
  buttons: {
    type: 'rows',
    label: 'Buttons',
    description: 'What the action buttons of the category do',
    columns: {
      action_id: { type: 'text', label: 'Action ID', description: 'Identifier of the button in the category', required: true },
      action: buttonAction({ OPEN_APP: 'Open App', URI: 'Open URL', DEEP_LINK: 'Open Deep Link', CLOSE: 'Close' }),
      uri: { type: 'text', label: 'URI', description: 'URL or deep link that the button opens', limits: { format: 'templateUri' } },
      use_webview: pushToday.use_webview,
    },
  },
  collapse_id: { type: 'text', label: 'Collapse ID', description: 'A later message with the same ID replaces this one on the device' },
  message_variation_id: variation('an iOS push'),
  json,
} as const satisfies Fields;

const bytesOf = (value: Json | undefined): number => (value === undefined ? 0 : utf8Length(typeof value === 'string' ? value : JSON.stringify(value)));

/** A simple alert is a text; with any other part it becomes the Apple Push Alert Object. */
const shape = (members: JsonObject, timeZone: string): JsonObject => {
  const parts = Object.fromEntries(Object.entries(members).filter(([name]) => Object.hasOwn(alertParts, name)));
  const others = Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(alertParts, name)));
  const { alert, expiry } = others;
  return {
    ...withoutEmptyList(others, 'buttons'),
    ...(Object.keys(parts).length > 0 && { alert: { ...(isObject(alert) ? (alert as JsonObject) : isGiven(alert) && { body: alert }), ...parts } }),
    // A value from JSON may not be a date; it is rejected when the members of JSON are checked.
    ...(typeof expiry === 'string' && readDate(expiry, timeZone) && { expiry: isoWithOffset(expiry, timeZone) }),
  };
};

const alertProblem = ({ alert, 'content-available': silent }: JsonObject): 'missing' | 'without body' | 'wrong' | undefined => {
  if (silent === true) return undefined;
  if (!isGiven(alert)) return 'missing';
  if (isObject(alert)) return isGiven(alert.body) ? undefined : 'without body';
  return typeof alert === 'string' ? undefined : 'wrong';
};

const TODAY = ['relevance_score', 'apns_priority', 'notification_group_thread_id', 'use_webview', 'send_to_most_recent_device_only', 'buttons'];

/** Apple Push Object and Apple Push Alert Object; interruption_level and what follows it from Braze's "Apple push object". */
export const applePush: MessageKind = {
  wire: 'apple_push',
  field: { type: 'group', label: 'Apple Push', description: 'What differs on iOS devices, or is added there', columns },
  texts: pushTexts,
  says: ({ alert }, member) => member === 'title' && isObject(alert) && isGiven(alert.title),
  today: TODAY,
  shape,
  problems(message, say) {
    const problems: Problem[] = [];
    const alert = alertProblem(message);
    if (alert) {
      const what = { missing: 'is empty', 'without body': 'has a title or localization keys but no text', wrong: 'must be text or an object' }[alert];
      problems.push(say('alert', what, "Enter the text of the notification, or turn on 'Content Available'."));
    }
    const taken = isObject(message.extra) ? RESERVED.filter((key) => key in (message.extra as JsonObject)) : [];
    if (taken.length > 0) problems.push(say('extra', `contains the key '${taken[0]}', which Braze rejects`, 'Rename the key.'));
    if (isGiven(message.asset_url) && !isGiven(message.asset_file_type)) {
      problems.push(say('asset_file_type', 'is empty, but an asset URL is set', 'Choose the file type.'));
    }
    const { message_variation_id: _, ...payload } = message;
    const bytes = Object.values(payload).reduce<number>((sum, value) => sum + bytesOf(value), 0);
    if (bytes > MOST_BYTES) {
      problems.push(
        say('alert', `and the other properties have ${bytes} bytes in total; at most ${MOST_BYTES} are allowed`, "Shorten the alert, or reduce 'Extra'."),
      );
    }
    return problems;
  },
};
