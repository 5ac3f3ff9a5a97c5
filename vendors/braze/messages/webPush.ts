import { FORMATS, type Fields, type JsonObject, type Problem, type Say } from '../../../engine';
import { isGiven, json, needed, push, pushTexts, variation, type MessageKind } from './kind';

const LABEL = 'Web Push';

const columns = {
  alert: push.alert,
  title: push.title,
  extra: push.extra,
  custom_uri: { ...push.custom_uri, description: 'URL that opens on a click, instead of the link above', limits: { format: 'templateUrl' } },
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

/** "custom_uri: a web URL": the only push without deep links, so that the link for all channels may not be one for it. */
const linkProblems = ({ custom_uri }: JsonObject, say: Say): readonly Problem[] =>
  !isGiven(custom_uri) || FORMATS.templateUrl.fits(String(custom_uri))
    ? []
    : [
        say(
          'custom_uri',
          `is '${String(custom_uri)}', but a web push can only open a web address`,
          `Enter an address such as https://www.example.com in '${columns.custom_uri.label}' of '${LABEL}', or clear Web Push in the channels.`,
        ),
      ];

/** Web Push Object. */
export const webPush: MessageKind = {
  wire: 'web_push',
  field: { type: 'group', label: LABEL, description: 'What differs in web browsers, or is added there', columns },
  texts: pushTexts,
  problems: (message, say) => [...needed(message, ['alert', 'title'], say), ...linkProblems(message, say)],
};
