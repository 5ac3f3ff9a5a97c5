import type { Fields } from '../../../engine';
import { json, needed, push, pushTexts, variation, type MessageKind } from './kind';

const columns = {
  alert: push.alert,
  title: push.title,
  extra: push.extra,
  custom_uri: { ...push.custom_uri, description: 'URL that opens on a click, instead of the link above' },
  image_url: { type: 'text', label: 'Image URL', description: 'URL of the image to show; must be square', limits: { format: 'templateUrl' } },
  time_to_live: {
    type: 'number',
    label: 'Time to Live (Seconds)',
    description: 'How long to keep the message for a browser that is closed',
    limits: { min: 0, whole: true },
  },
  message_variation_id: variation('a web push'),
  json,
} as const satisfies Fields;

/** Web Push Object. */
export const webPush: MessageKind = {
  wire: 'web_push',
  field: { type: 'group', label: 'Web Push', description: 'What differs in web browsers, or is added there', columns },
  texts: pushTexts,
  problems: (message, say) => needed(message, ['alert', 'title'], say),
};
