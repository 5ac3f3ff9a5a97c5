import { isoWithOffset, readDate, type Fields, type JsonObject, type Problem } from '../../../engine';
import { isGiven, json, needed, variation, type MessageKind } from './kind';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A local time is up to this far from the same time in UTC. */
const FARTHEST_ZONE_MS = 14 * HOUR_MS;
/** "a maximum expiration time exists of 30 days". */
export const MOST_DAYS = 30;

/** What a card that says nothing of its type is: the only one that needs no image. */
const PLAIN = 'CLASSIC';
const WITH_IMAGE: readonly unknown[] = ['CAPTIONED_IMAGE', 'BANNER'];

const uri = (platform: string) =>
  ({
    type: 'text',
    label: `${platform} URI`,
    description: `URL or deep link that opens on a tap on ${platform}, instead of the link above`,
    limits: { format: 'templateUri' },
  }) as const;

const webView = (platform: string) =>
  ({
    type: 'boolean',
    label: `${platform} Use Web View`,
    description: `Whether a URL opens inside the app on ${platform}, which is the default, or in the browser`,
  }) as const;

const columns = {
  type: {
    type: 'choice',
    label: 'Type',
    description: 'What the card looks like; classic if empty',
    prominent: true,
    options: [
      { value: 'CLASSIC', label: 'Classic', description: 'Title and text, beside a small image if there is one' },
      { value: 'CAPTIONED_IMAGE', label: 'Captioned Image', description: 'A large image with title and text below' },
      { value: 'BANNER', label: 'Banner', description: 'An image alone' },
    ],
  },
  title: { type: 'text', prose: true, label: 'Title', description: 'Title on this channel, instead of the one above' },
  description: { type: 'text', prose: 'lines', label: 'Description', description: 'Text on this channel, instead of the message above' },
  time_to_live: {
    type: 'number',
    label: 'Time to Live (Seconds)',
    description: `How long the card is shown; either this or an expiry is needed, and at most ${MOST_DAYS} days`,
    prominent: true,
    limits: { min: 1, max: (MOST_DAYS * DAY_MS) / 1000, whole: true },
  },
  expire_at: {
    type: 'dateTime',
    label: 'Expire At',
    description: `When the card disappears, instead of a time to live; at most ${MOST_DAYS} days ahead`,
  },
  expire_in_local_time: {
    type: 'boolean',
    label: 'Expire in Local Time',
    description: "Whether the expiry is in each user's time zone; only with 'Expire At'",
  },
  image_url: {
    type: 'text',
    label: 'Image URL',
    description: 'URL of the image; needed by a captioned image and a banner',
    prominent: true,
    limits: { format: 'templateUrl' },
  },
  pinned: { type: 'boolean', label: 'Pinned', description: 'Whether the card stays at the top' },
  uri_text: { type: 'text', prose: true, label: 'Link Text', description: 'Text of the link on the card' },
  ios_uri: uri('iOS'),
  android_uri: uri('Android'),
  web_uri: uri('Web'),
  ios_use_webview: webView('iOS'),
  android_use_webview: webView('Android'),
  extra: { type: 'json', label: 'Extra', description: 'Additional key-value pairs passed to the app', limits: { shape: 'object' } },
  message_variation_id: variation('a content card'),
  json,
} as const satisfies Fields;

const shape = (members: JsonObject, timeZone: string): JsonObject => {
  const { expire_at, expire_in_local_time } = members;
  if (Object.keys(members).length === 0) return members;
  // A local time has no zone: it is that of each user. A value from JSON may not be a date; it is rejected when the members of JSON are checked.
  const isDate = typeof expire_at === 'string' && readDate(expire_at, timeZone) !== undefined;
  return {
    ...(!isGiven(members.type) && { type: PLAIN }),
    ...members,
    ...(isDate && expire_in_local_time !== true && { expire_at: isoWithOffset(expire_at, timeZone) }),
  };
};

/** Content card object. */
export const contentCard: MessageKind = {
  wire: 'content_card',
  isNew: true,
  field: { type: 'group', label: 'Content Card', description: "Card in the app's or website's feed", columns },
  texts: { title: 'title', message: 'description', link: ['ios_uri', 'android_uri', 'web_uri'] },
  shape,
  problems(message, say, { now, timeZone, isImmediate }) {
    const problems: Problem[] = [...needed(message, ['type', 'title', 'description'], say)];
    const { type, image_url, time_to_live, expire_at, expire_in_local_time } = message;
    if (WITH_IMAGE.includes(type) && !isGiven(image_url))
      problems.push(say('image_url', `is empty, but the type ${String(type)} needs it`, 'Enter the URL of the image, or choose Classic.'));
    if (isGiven(time_to_live) && isGiven(expire_at))
      problems.push(say('expire_at', `is set, but '${columns.time_to_live.label}' is too`, 'Keep only one of them.'));
    if (!isGiven(time_to_live) && !isGiven(expire_at))
      problems.push(say('time_to_live', 'is empty, and no expiry is set', `Enter it, or '${columns.expire_at.label}'.`));
    if (expire_in_local_time === true && !isGiven(expire_at))
      problems.push(say('expire_in_local_time', 'is on, but no expiry is set', `Enter '${columns.expire_at.label}', or turn it off.`));
    const isLocal = expire_in_local_time === true;
    const at = typeof expire_at === 'string' ? readDate(expire_at, isLocal ? 'UTC' : timeZone)?.toMillis() : undefined;
    const slack = isLocal ? FARTHEST_ZONE_MS : 0;
    if (at !== undefined && at + slack <= now) problems.push(say('expire_at', 'has passed', 'Choose a later time.'));
    // The card of a schedule lives from the time at which it is sent, which a change of the schedule may not know.
    if (at !== undefined && isImmediate && at - slack > now + MOST_DAYS * DAY_MS) {
      problems.push(say('expire_at', `is more than ${MOST_DAYS} days ahead`, `Choose a time within the next ${MOST_DAYS} days.`));
    }
    return problems;
  },
};
