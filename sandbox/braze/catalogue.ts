import type { MessageParts } from '../server/parts';
import type { CanvasFacts } from './canvases/facts';
import type { CampaignFacts, SegmentFacts } from './exports/account';
import type { User } from './users/user';

/** Message objects by their names in messages/send; the last three exist only today. */
export const MESSAGE_TYPES = [
  'apple_push',
  'android_push',
  'kindle_push',
  'web_push',
  'windows_phone8_push',
  'windows_universal_push',
  'in_app_message',
  'email',
  'webhook',
  'content_card',
  'sms',
  'whats_app',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** A message as its recipients would see it, before their values are filled in. */
export interface Template {
  readonly type: MessageType;
  readonly title: string;
  readonly body: string;
  readonly parts?: MessageParts;
}

/** A campaign as created by hand in the dashboard. */
export interface Campaign extends CampaignFacts {
  /** "message_variation_id"s, each with the type of its message. */
  readonly variants: ReadonlyMap<string, MessageType>;
  /** What an API-triggered campaign sends; other campaigns cannot be triggered. */
  readonly template?: Template;
  /** The segment it is for; absent: all users. */
  readonly segmentId?: string;
  lastSent?: number;
}

/** A Canvas as created by hand in the dashboard. */
export interface Canvas extends CanvasFacts {
  /** The messages of its first steps, which an API-triggered Canvas sends at once; others cannot be triggered. */
  readonly entry?: readonly Template[];
  /** The segment it is for; absent: all users. */
  readonly segmentId?: string;
  firstEntry?: number;
  lastEntry?: number;
}

export interface Segment extends SegmentFacts {
  /** Its members; absent: a computed crowd of the size of the setting `bigSegmentUsers`. */
  readonly includes?: (user: User) => boolean;
}
