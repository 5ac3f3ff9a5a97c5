import { isBlank, isObject, type Field, type Fields, type Input, type Json, type JsonObject } from '../../../engine';
import { androidPush } from './androidPush';
import { applePush } from './applePush';
import { areOthersSent, channelFields, forChannel, isChosen, isSent, messageKinds, textNames, textsIn, type Channels } from './channels';
import { email } from './email';
import { inAppMessage } from './inAppMessage';
import { contentCard } from './contentCard';
import { membersFor, type MessageKind } from './kind';
import { kindlePush } from './kindlePush';
import { sms } from './sms';
import { webhook } from './webhook';
import { webPush } from './webPush';
import { whatsApp } from './whatsApp';
import { windowsPhone8Push, windowsUniversalPush } from './windowsPush';

const groupOf = ({ wire, field }: MessageKind) => ({ ...field, prominent: true, ...forChannel(wire) }) as const;

/** The message fields of an operation: what all channels say, a group for each kind, and JSON for all other kinds. */
export const messageFields = {
  ...channelFields,
  apple_push: groupOf(applePush),
  android_push: groupOf(androidPush),
  email: groupOf(email),
  web_push: groupOf(webPush),
  kindle_push: { ...groupOf(kindlePush), wasIn: 'more' },
  webhook: { ...groupOf(webhook), wasIn: 'more' },
  content_card: groupOf(contentCard),
  sms: groupOf(sms),
  whats_app: groupOf(whatsApp),
  in_app_message: { ...groupOf(inAppMessage), wasIn: 'more' },
  windows_phone8_push: { ...groupOf(windowsPhone8Push), wasIn: 'more' },
  windows_universal_push: { ...groupOf(windowsUniversalPush), wasIn: 'more' },
  messages: {
    type: 'json',
    label: 'Other Messages',
    description: 'Additional message objects by key, as in the API, for channels that this form does not have',
    limits: { shape: 'object' },
    prominent: true,
    wasIn: 'more',
    ...forChannel('messages'),
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
  /** The members that have the texts for all channels. */
  readonly common?: readonly string[];
}

const shaped = (kind: MessageKind | undefined, members: JsonObject, timeZone: string): JsonObject => (kind?.shape ? kind.shape(members, timeZone) : members);

/** What is filled in for a kind alone; a form may deliver untouched groups and members. */
const groupIn = (input: Messages, { wire }: MessageKind): JsonObject =>
  Object.fromEntries(Object.entries((input as JsonObject)[wire] ?? {}).filter(([, value]) => value !== undefined)) as JsonObject;

const isEmpty = (group: JsonObject): boolean => Object.keys(group).length === 0;

/** The texts for all channels, where a message of this kind has none of its own. */
const commonIn = (input: Channels, { texts, says }: MessageKind, own: JsonObject): JsonObject =>
  Object.fromEntries(
    textNames.flatMap((name) => {
      const text = input[name];
      if (text === undefined || isBlank(text)) return [];
      return membersFor(texts, name).flatMap((member): [string, Json][] => (!isBlank(own[member]) || says?.(own, member) ? [] : [[member, text]]));
    }),
  );

const fromFields = (input: Messages, timeZone: string): readonly Given[] =>
  messageKinds.flatMap((kind): Given[] => {
    const group = groupIn(input, kind);
    if (!isSent(input, kind.wire) || (isEmpty(group) && !isChosen(input, kind.wire))) return [];
    const { json, ...columns } = group;
    const raw = json as JsonObject | undefined;
    const own = { ...raw, ...columns };
    const common = commonIn(input, kind, own);
    const message = shaped(kind, { ...own, ...common }, timeZone);
    return [{ key: kind.wire, at: kind.wire, kind, message, common: Object.keys(common), ...(raw && { raw }) }];
  });

const fromJson = (input: Messages): readonly Given[] =>
  Object.entries((areOthersSent(input) ? (input.messages ?? {}) : {}) as JsonObject).map(([key, value]): Given => {
    const kind = messageKinds.find(({ wire, scheduledWire }) => key === wire || key === scheduledWire);
    const message = isObject(value) ? (value as JsonObject) : {};
    return { key: kind?.wire ?? key, at: `messages.${key}`, message, raw: message, ...(kind && { kind }) };
  });

/** All messages of an input, from its fields and its JSON. */
export const givenIn = (input: Messages, timeZone: string): readonly Given[] => [...fromFields(input, timeZone), ...fromJson(input)];

/** What is filled in although nobody is to receive it, and texts that no chosen channel shows. */
export const leftOut = (input: Messages): readonly string[] => {
  const groups = messageKinds.filter((kind) => !isEmpty(groupIn(input, kind)) && !isSent(input, kind.wire)).map(({ field }) => field);
  const others = isEmpty((input.messages ?? {}) as JsonObject) || areOthersSent(input) ? [] : [messageFields.messages];
  const { label } = channelFields.channels;
  const shows = (name: (typeof textNames)[number]): boolean =>
    messageKinds.some(({ wire, texts }) => membersFor(texts, name).length > 0 && isSent(input, wire));
  return [
    ...[...groups, ...others].map((field) => `'${field.label}' is filled in, but not chosen in '${label}', so it is not sent.`),
    ...textsIn(input)
      .filter((name) => !shows(name))
      .map((name) => `'${channelFields[name].label}' is set, but no channel chosen in '${label}' shows it, so it is not sent.`),
  ];
};
