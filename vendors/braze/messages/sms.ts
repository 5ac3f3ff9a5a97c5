import type { Fields } from '../../../engine';
import { appIdColumn, json, needed, subscriptionGroupColumn, variation, withoutEmptyList, type MessageKind } from './kind';

const columns = {
  subscription_group_id: subscriptionGroupColumn,
  app_id: appIdColumn,
  body: { type: 'text', prose: 'lines', label: 'Body', description: 'Text on this channel, instead of the message above' },
  media_items: {
    type: 'list',
    label: 'Media Items',
    description: 'URLs of images to send along, which makes the message an MMS',
    placeholder: 'https://www.example.com/parcel.png',
    limits: { format: 'templateUrl' },
  },
  link_shortening_enabled: {
    type: 'boolean',
    label: 'Shorten Links',
    description: 'Whether to shorten the links in the text, and to count their clicks for the campaign',
  },
  user_click_tracking_enabled: {
    type: 'boolean',
    label: 'Track Clicks per User',
    description: "Whether to count the clicks for each user too; only with 'Shorten Links'",
  },
  message_variation_id: variation('an SMS'),
  json,
} as const satisfies Fields;

/** SMS object. The page calls media_items an array without saying what an entry is; its examples are URLs. */
export const sms: MessageKind = {
  wire: 'sms',
  isNew: true,
  field: { type: 'group', label: 'SMS', description: "Text message to the user's phone number", columns },
  texts: { message: 'body' },
  shape: (members) => withoutEmptyList(members, 'media_items'),
  problems: (message, say) => [
    ...needed(message, ['subscription_group_id', 'app_id', 'body'], say),
    ...(message.user_click_tracking_enabled === true && message.link_shortening_enabled !== true
      ? [
          say(
            'user_click_tracking_enabled',
            `is on, but '${columns.link_shortening_enabled.label}' is not`,
            `Turn on '${columns.link_shortening_enabled.label}' too, or turn it off.`,
          ),
        ]
      : []),
  ],
};
