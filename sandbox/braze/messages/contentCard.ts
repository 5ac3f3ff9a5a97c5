import { partsOf, textOf } from '../../server/parts';
import { dateTime, filled, flag, isGiven, object, oneOf, text, uri, url, whole, type Check } from '../checks';
import { readTime } from '../times';
import type { MessageForm } from './messageForm';

const WITH_IMAGE: readonly unknown[] = ['CAPTIONED_IMAGE', 'BANNER'];
/** "a maximum expiration time exists of 30 days". */
const MOST_SECONDS = 30 * 86_400;

/** A local time is up to this far from UTC. */
const FARTHEST_ZONE = 14 * 3_600_000;

const seconds: Check = (value) =>
  whole(value) ?? ((value as number) >= 1 && (value as number) <= MOST_SECONDS ? undefined : `must be from 1 to ${MOST_SECONDS}`);

/** Today's "Content card object". */
export const contentCard: MessageForm = {
  platforms: [],
  channel: 'card',
  shape: {
    required: { type: oneOf('CLASSIC', 'CAPTIONED_IMAGE', 'BANNER'), title: filled, description: filled },
    optional: {
      message_variation_id: text,
      pinned: flag,
      image_url: url,
      time_to_live: seconds,
      expire_at: dateTime,
      expire_in_local_time: flag,
      ios_uri: uri,
      android_uri: uri,
      web_uri: uri,
      ios_use_webview: flag,
      android_use_webview: flag,
      uri_text: text,
      extra: object,
    },
  },
  check({ type, image_url, time_to_live, expire_at, expire_in_local_time }, _type, sentAt) {
    if (WITH_IMAGE.includes(type) && !isGiven(image_url)) return `'image_url' is required for ${String(type)}`;
    // "You must include either", though both are "optional": not both, and a card without either is taken.
    if (isGiven(time_to_live) && isGiven(expire_at)) return "either 'time_to_live' or 'expire_at' is allowed, not both";
    const at = readTime(expire_at)?.ms;
    if (sentAt === undefined || at === undefined) return undefined;
    const slack = expire_in_local_time === true ? FARTHEST_ZONE : 0;
    if (at + slack <= sentAt) return "'expire_at' has passed";
    return at - slack > sentAt + MOST_SECONDS * 1000 ? "'expire_at' must be within 30 days" : undefined;
  },
  show: ({ title, description }) => ({ title, body: description }),
  parts({ image_url, ios_uri, android_uri, web_uri, uri_text }) {
    const link = textOf(web_uri) ?? textOf(ios_uri) ?? textOf(android_uri);
    const label = textOf(uri_text);
    return partsOf({
      image: textOf(image_url),
      link,
      buttons: label === undefined ? [] : [{ text: label, ...(link !== undefined && { link }) }],
    });
  },
};
