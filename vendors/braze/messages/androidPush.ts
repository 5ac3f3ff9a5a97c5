import { isObject, utf8Length, type Fields, type JsonObject, type Problem } from '../../../engine';
import { buttonAction, isGiven, json, needed, push, pushTexts, pushToday, variation, withoutEmptyList, type MessageKind } from './kind';

/** "The total number of bytes in your alert string and extra object". */
export const MOST_BYTES = 4000;
/** Four weeks, the longest time that Google keeps a message ("Android push object" of Braze). */
const LONGEST_LIFE_S = 2_419_200;

const columns = {
  alert: push.alert,
  title: push.title,
  extra: {
    ...push.extra,
    description: "Additional key-value pairs passed to the app; 'appboy_image_url' turns it into a big picture notification (2:1, at least 600 x 300 pixels)",
  },
  priority: push.priority,
  send_to_sync: { type: 'boolean', label: 'Send to Sync', description: 'Whether to send a silent message, which has neither alert nor title' },
  collapse_key: push.collapse_key,
  sound: push.sound,
  custom_uri: push.custom_uri,
  summary_text: { type: 'text', prose: true, label: 'Summary Text', description: 'Line below the text of the expanded notification' },
  time_to_live: {
    type: 'number',
    label: 'Time to Live (Seconds)',
    description: 'How long to keep the message for a device that is offline; at most four weeks',
    limits: { min: 0, max: LONGEST_LIFE_S, whole: true },
  },
  notification_id: { type: 'number', label: 'Notification ID', description: 'A later message with the same ID replaces this one', limits: { whole: true } },
  push_icon_image_url: {
    type: 'text',
    label: 'Icon Image URL',
    description: 'URL of the large icon, square and at least 40 x 40 pixels',
    limits: { format: 'templateUrl' },
  },
  accent_color: {
    type: 'number',
    label: 'Accent Color',
    description: 'Color of the notification as a single RGB number; for example, 16711680 is red',
    limits: { whole: true },
  },
  notification_channel_id: {
    type: 'text',
    label: 'Notification Channel ID',
    description: "Notification channel of the app; the dashboard's fallback channel if empty",
  },
  android_priority: {
    type: 'choice',
    label: 'Delivery Priority',
    description: 'How Google delivers the message to a device that sleeps',
    options: [
      { value: 'high', label: 'High', description: 'Wakes the device' },
      { value: 'normal', label: 'Normal', description: 'May wait until the device wakes' },
    ],
  },
  ...pushToday,
  buttons: {
    type: 'rows',
    label: 'Buttons',
    description: 'Action buttons below the notification',
    columns: {
      text: { type: 'text', prose: true, label: 'Text', description: 'Label of the button', required: true },
      action: buttonAction({ OPEN_APP: 'Open App', URI: 'Open URL', DEEP_LINK: 'Open Deep Link', CLOSE: 'Close' }),
      uri: { type: 'text', label: 'URI', description: 'URL or deep link that the button opens', limits: { format: 'templateUri' } },
    },
  },
  conversation_data: {
    type: 'json',
    label: 'Conversation Data',
    description: 'Shows the notification as a conversation: shortcut_id, reply_person_id, messages (text, timestamp, person_id) and persons (id, name)',
    limits: { shape: 'object' },
  },
  message_variation_id: variation('an Android push'),
  json,
} as const satisfies Fields;

const bytesOf = ({ alert, extra }: JsonObject): number =>
  (typeof alert === 'string' ? utf8Length(alert) : 0) + (extra === undefined ? 0 : utf8Length(JSON.stringify(extra)));

const TODAY = ['android_priority', 'use_webview', 'send_to_most_recent_device_only', 'buttons', 'conversation_data'];
const CONVERSATION = ['shortcut_id', 'reply_person_id'];

/** Android Push Object; notification_channel_id, the limit of time_to_live and what {@link TODAY} names from Braze's "Android push object". */
export const androidPush: MessageKind = {
  wire: 'android_push',
  field: { type: 'group', label: 'Android Push', description: 'What differs on Android devices, or is added there', columns },
  texts: pushTexts,
  // A silent message says nothing.
  says: ({ send_to_sync }, member) => send_to_sync === true && member !== pushTexts.link,
  today: TODAY,
  shape: (members) => withoutEmptyList(members, 'buttons'),
  problems(message, say) {
    const problems: Problem[] = [];
    if (message.send_to_sync === true) {
      for (const member of ['alert', 'title'].filter((name) => isGiven(message[name]))) {
        problems.push(say(member, 'is set, but the message is silent', "Remove it, or turn off 'Send to Sync'."));
      }
    } else problems.push(...needed(message, ['alert', 'title'], say));
    const missing = isObject(message.conversation_data) ? CONVERSATION.find((name) => !isGiven((message.conversation_data as JsonObject)[name])) : undefined;
    if (missing !== undefined) problems.push(say('conversation_data', `has no ${missing}`, `Provide ${CONVERSATION.join(' and ')}.`));
    const bytes = bytesOf(message);
    if (bytes > MOST_BYTES) {
      problems.push(say('alert', `and 'Extra' have ${bytes} bytes in total; at most ${MOST_BYTES} are allowed`, "Shorten the alert, or reduce 'Extra'."));
    }
    return problems;
  },
};
