import { utf8Length, type Fields, type JsonObject, type Problem } from '../../../engine';
import { isGiven, json, needed, push, variation, type MessageKind } from './kind';

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
  message_variation_id: variation('an Android push'),
  json,
} as const satisfies Fields;

const bytesOf = ({ alert, extra }: JsonObject): number =>
  (typeof alert === 'string' ? utf8Length(alert) : 0) + (extra === undefined ? 0 : utf8Length(JSON.stringify(extra)));

/** Android Push Object; notification_channel_id and the limit of time_to_live from Braze's "Android push object". */
export const androidPush: MessageKind = {
  wire: 'android_push',
  field: { type: 'group', label: 'Android Push', description: 'Notification for Android devices', columns },
  problems(message, say) {
    const problems: Problem[] = [];
    if (message.send_to_sync === true) {
      for (const member of ['alert', 'title'].filter((name) => isGiven(message[name]))) {
        problems.push(say(member, 'is set, but the message is silent', "Remove it, or turn off 'Send to Sync'."));
      }
    } else problems.push(...needed(message, ['alert', 'title'], say));
    const bytes = bytesOf(message);
    if (bytes > MOST_BYTES) {
      problems.push(say('alert', `and 'Extra' have ${bytes} bytes in total; at most ${MOST_BYTES} are allowed`, "Shorten the alert, or reduce 'Extra'."));
    }
    return problems;
  },
};
