import { isRecord } from '../../server/body';
import { partsOf, textOf } from '../../server/parts';
import { dateTime, faultIn, filled, flag, isGiven, natural, number, oneOf, text, texts, uri, url, whole, type Check, type Shape } from '../checks';
import { refuse } from '../refusals';
import { buttonsIn } from './buttons';
import type { MessageForm, MessageObject } from './messageForm';

const APPLE_BYTES = 1912;
const ANDROID_BYTES = 4000;
/** "Messages that include the keys ab or aps in the extra object will be rejected". */
const RESERVED_KEYS = ['ab', 'aps'];
/** "one of "aif", "gif", ..." */
const PICTURES: readonly string[] = ['gif', 'jpg', 'png'];
/** What the buttons of today's pushes have. */
const buttonsOf =
  (shape: Shape): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'must be an array of button objects';
    const fault = value.map((button: unknown) => (isRecord(button) ? faultIn(button, shape) : 'it must be an object')).find(Boolean);
    return fault && `has a wrong button: ${fault}`;
  };
const DOES = { action: oneOf('OPEN_APP', 'URI', 'DEEP_LINK', 'CLOSE'), uri };
/** Members of both systems' pushes that exist only today. */
const TODAY = { use_webview: flag, send_to_most_recent_device_only: flag };
const PERSON: Shape = { required: { id: filled, name: filled } };
const LINE: Shape = { required: { text: filled, timestamp: number, person_id: filled } };
const listOf =
  (shape: Shape): Check =>
  (value) =>
    Array.isArray(value) && value.every((one) => isRecord(one) && faultIn(one, shape) === undefined)
      ? undefined
      : `must be an array of objects with ${Object.keys(shape.required ?? {}).join(', ')}`;
const conversation: Check = (value) => {
  const shape: Shape = { required: { shortcut_id: filled, reply_person_id: filled }, optional: { messages: listOf(LINE), persons: listOf(PERSON) } };
  const fault = isRecord(value) ? faultIn(value, shape) : 'it must be an object';
  return fault && `is wrong: ${fault}`;
};
const ASSETS = ['aif', 'gif', 'jpg', 'm4a', 'mp3', 'mp4', 'png', 'wav'];
const TOASTS = ['01', '02', '03', '04'].flatMap((n) => [`toast_text_${n}`, `toast_image_and_text_${n}`]);

const bytesOf = (value: unknown): number => Buffer.byteLength(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function extraOf({ extra }: MessageObject, type: string): Record<string, unknown> {
  if (extra === undefined || extra === null) return {};
  if (!isRecord(extra)) throw refuse.extra(`messages.${type}: 'extra' must be an object`);
  return extra;
}

const ALERT: Shape = {
  optional: { body: text, title: text, title_loc_key: text, title_loc_args: texts, action_loc_key: text, loc_key: text, loc_args: texts },
};
const alert: Check = (value) => {
  if (typeof value === 'string') return undefined;
  if (!isRecord(value)) return 'must be a string or an Apple Push Alert Object';
  const fault = faultIn(value, ALERT);
  return fault && `is wrong: ${fault}`;
};
const alertText = ({ alert: given }: MessageObject): unknown => (isRecord(given) ? given.body : given);

/** "Apple Push Object". */
export const applePush: MessageForm = {
  platforms: ['ios'],
  channel: 'push',
  shape: {
    optional: {
      badge: whole,
      alert,
      sound: text,
      'content-available': flag,
      category: text,
      expiry: dateTime,
      custom_uri: uri,
      message_variation_id: text,
      asset_url: url,
      asset_file_type: oneOf(...ASSETS),
      interruption_level: oneOf('active', 'critical', 'passive', 'time-sensitive'),
      relevance_score: (value) => number(value) ?? ((value as number) >= 0 && (value as number) <= 1 ? undefined : 'must be from 0 to 1'),
      apns_priority: (value) => whole(value) ?? ((value as number) >= 1 && (value as number) <= 10 ? undefined : 'must be from 1 to 10'),
      notification_group_thread_id: text,
      buttons: buttonsOf({ required: { action_id: filled }, optional: { ...DOES, use_webview: flag } }),
      ...TODAY,
    },
  },
  check(message, type) {
    const reserved = Object.keys(extraOf(message, type)).find((key) => RESERVED_KEYS.includes(key));
    if (reserved) throw refuse.extra(`messages.${type}: 'extra' must not have the key ${reserved}`);
    if (message['content-available'] !== true && filled(alertText(message)) !== undefined) return "'alert' is required unless content-available is true";
    if (isGiven(message.asset_url) && !isGiven(message.asset_file_type)) return "'asset_file_type' is required if asset_url is present";
    const { message_variation_id: _, ...payload } = message;
    if (bytesOf(payload) > APPLE_BYTES) throw refuse.applePush();
    return undefined;
  },
  show: (message) => ({ title: isRecord(message.alert) ? message.alert.title : '', body: alertText(message) ?? '(silent)' }),
  parts: (message) =>
    partsOf({
      subtitle: isRecord(message.alert) ? textOf(message.alert.subtitle) : undefined,
      image: PICTURES.includes(String(message.asset_file_type)) ? textOf(message.asset_url) : undefined,
      link: textOf(message.custom_uri),
      buttons: buttonsIn(message.buttons),
    }),
};

/** "priority" is an integer; values outside -2 to 2 count as 0, which has no visible effect here. */
const ANDROID_PART = { priority: whole, collapse_key: text, sound: text, custom_uri: uri, message_variation_id: text };
const TITLED = { alert: filled, title: filled };
const titledParts: MessageForm['parts'] = ({ image_url, custom_uri, summary_text, buttons }) =>
  partsOf({ subtitle: textOf(summary_text), image: textOf(image_url), link: textOf(custom_uri), buttons: buttonsIn(buttons) });
const titled: MessageForm['show'] = ({ title, alert: body }) => ({ title, body });

/** "Android Push Object". */
export const androidPush: MessageForm = {
  platforms: ['android'],
  channel: 'push',
  shape: {
    optional: {
      ...ANDROID_PART,
      send_to_sync: flag,
      summary_text: text,
      time_to_live: natural,
      notification_id: whole,
      push_icon_image_url: url,
      accent_color: whole,
      android_priority: oneOf('normal', 'high'),
      buttons: buttonsOf({ required: { text: filled }, optional: DOES }),
      conversation_data: conversation,
      ...TODAY,
    },
  },
  check(message, type) {
    const extra = extraOf(message, type);
    const { send_to_sync, alert: body, title } = message;
    if (send_to_sync === true && (isGiven(body) || isGiven(title))) return "'alert' and 'title' must not be set when send_to_sync is true";
    const fault = send_to_sync === true ? undefined : faultIn(message, { required: TITLED });
    if (fault) return fault;
    if (bytesOf(body ?? '') + bytesOf(extra) > ANDROID_BYTES) throw refuse.androidPush();
    return undefined;
  },
  show: ({ title, alert: body, send_to_sync }) => (send_to_sync === true ? { title: '', body: '(silent)' } : { title, body }),
  parts: titledParts,
};

const EXTRA = { extra: (value: unknown) => (isRecord(value) ? undefined : 'must be an object') };

/** "Kindle/FireOS Push Object". */
export const kindlePush: MessageForm = {
  platforms: ['kindle'],
  channel: 'push',
  shape: { required: TITLED, optional: { ...ANDROID_PART, ...EXTRA } },
  show: titled,
  parts: titledParts,
};

/** "Web Push Object". */
export const webPush: MessageForm = {
  platforms: ['web'],
  channel: 'webpush',
  shape: { required: TITLED, optional: { ...EXTRA, message_variation_id: text, custom_uri: url, image_url: url, time_to_live: natural } },
  show: titled,
  parts: titledParts,
};

/** "Windows Phone 8 Push Object". */
export const windowsPhonePush: MessageForm = {
  platforms: ['windows'],
  channel: 'push',
  shape: {
    required: { toast_content: filled },
    optional: {
      push_type: oneOf('toast'),
      toast_title: text,
      toast_navigation_uri: text,
      toast_hash: (value) => (isRecord(value) ? undefined : 'must be an object'),
      message_variation_id: text,
    },
  },
  show: ({ toast_title, toast_content }) => ({ title: toast_title, body: toast_content }),
};

/** "Windows Universal Push Object". */
export const windowsUniversalPush: MessageForm = {
  platforms: ['windows'],
  channel: 'push',
  shape: {
    required: { push_type: oneOf(...TOASTS), toast_text1: filled },
    optional: { toast_text2: text, toast_text3: text, toast_text_img_name: text, message_variation_id: text, extra_launch_string: text },
  },
  show: ({ toast_text1, toast_text2, toast_text3 }) => ({ title: toast_text1, body: [toast_text2, toast_text3].filter(Boolean).join('\n') }),
};
