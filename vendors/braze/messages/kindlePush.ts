import type { Fields } from '../../../engine';
import { json, needed, push, pushTexts, variation, type MessageKind } from './kind';

const columns = {
  alert: push.alert,
  title: push.title,
  extra: push.extra,
  priority: push.priority,
  collapse_key: push.collapse_key,
  sound: push.sound,
  custom_uri: push.custom_uri,
  message_variation_id: variation('a Kindle push'),
  json,
} as const satisfies Fields;

/** Kindle/FireOS Push Object. */
export const kindlePush: MessageKind = {
  wire: 'kindle_push',
  field: { type: 'group', label: 'Kindle Push', description: 'What differs on Kindle and other Fire OS devices, or is added there', columns },
  texts: pushTexts,
  problems: (message, say) => needed(message, ['alert', 'title'], say),
};
