import { isObject, type Field, type Fields, type Input, type JsonObject } from '../../../engine';
import { androidPush } from './androidPush';
import { applePush } from './applePush';
import { email } from './email';
import { inAppMessage } from './inAppMessage';
import type { MessageKind } from './kind';
import { kindlePush } from './kindlePush';
import { webhook } from './webhook';
import { webPush } from './webPush';
import { windowsPhone8Push, windowsUniversalPush } from './windowsPush';

/** The message objects that have form fields, in the document's order. */
export const messageKinds: readonly MessageKind[] = [
  applePush,
  androidPush,
  kindlePush,
  webPush,
  email,
  webhook,
  inAppMessage,
  windowsPhone8Push,
  windowsUniversalPush,
];

/** The message fields of an operation: a group for each kind, and JSON for all other kinds. */
export const messageFields = {
  // The most common kinds are always shown.
  apple_push: { ...applePush.field, prominent: true },
  android_push: { ...androidPush.field, prominent: true },
  email: { ...email.field, prominent: true },
  web_push: { ...webPush.field, prominent: true },
  kindle_push: kindlePush.field,
  webhook: webhook.field,
  in_app_message: inAppMessage.field,
  windows_phone8_push: windowsPhone8Push.field,
  windows_universal_push: windowsUniversalPush.field,
  messages: {
    type: 'json',
    label: 'Other Messages',
    description: 'Additional message objects by key, such as content_card, sms or whats_app',
    limits: { shape: 'object' },
  } as const satisfies Field,
} as const satisfies Fields;

export type Messages = Input<typeof messageFields>;

/** The endpoints use different keys for two kinds, and in the Appboy document the send endpoint has no webhook. */
export type Endpoint = 'send' | 'schedule';

/** One message of an input. */
export interface Given {
  readonly key: string;
  readonly at: string;
  readonly kind?: MessageKind;
  readonly message: JsonObject;
  /** The part that came as JSON rather than from validated fields. */
  readonly raw?: JsonObject;
}

const shaped = (kind: MessageKind | undefined, members: JsonObject, timeZone: string): JsonObject => (kind?.shape ? kind.shape(members, timeZone) : members);

const fromFields = (input: Messages, timeZone: string): readonly Given[] =>
  messageKinds.flatMap((kind): Given[] => {
    // A form may deliver untouched groups and members.
    const group = Object.fromEntries(Object.entries((input as JsonObject)[kind.wire] ?? {}).filter(([, value]) => value !== undefined)) as JsonObject;
    if (Object.keys(group).length === 0) return [];
    const { json, ...columns } = group;
    const raw = json as JsonObject | undefined;
    return [{ key: kind.wire, at: kind.wire, kind, message: shaped(kind, { ...raw, ...columns }, timeZone), ...(raw && { raw }) }];
  });

const fromJson = ({ messages }: Messages): readonly Given[] =>
  Object.entries((messages ?? {}) as JsonObject).map(([key, value]): Given => {
    const kind = messageKinds.find(({ wire, scheduledWire }) => key === wire || key === scheduledWire);
    const message = isObject(value) ? (value as JsonObject) : {};
    return { key: kind?.wire ?? key, at: `messages.${key}`, message, raw: message, ...(kind && { kind }) };
  });

/** All messages of an input, from its fields and its JSON. */
export const givenIn = (input: Messages, timeZone: string): readonly Given[] => [...fromFields(input, timeZone), ...fromJson(input)];
