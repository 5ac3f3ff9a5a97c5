import { isBlank, type Fields, type Input } from '../../../engine';
import { androidPush } from './androidPush';
import { applePush } from './applePush';
import { contentCard } from './contentCard';
import { email } from './email';
import { inAppMessage } from './inAppMessage';
import { membersFor, type MessageKind, type Texts } from './kind';
import { kindlePush } from './kindlePush';
import { sms } from './sms';
import { webhook } from './webhook';
import { webPush } from './webPush';
import { whatsApp } from './whatsApp';
import { windowsPhone8Push, windowsUniversalPush } from './windowsPush';

/** The message objects that have form fields, in the document's order; those of today's pages before those that these no longer have. */
export const messageKinds: readonly MessageKind[] = [
  applePush,
  androidPush,
  kindlePush,
  webPush,
  email,
  webhook,
  contentCard,
  sms,
  whatsApp,
  inAppMessage,
  windowsPhone8Push,
  windowsUniversalPush,
];

/** What forms meant before channels could be chosen: each message that is filled in is sent. */
export const AS_FILLED_IN = 'as_filled_in';

/** The messages that are written as JSON. */
const OTHERS = 'messages';

const option = ({ wire, field: { label }, legacy }: MessageKind) => ({
  value: wire,
  label,
  ...(legacy && { description: 'Legacy: Braze no longer documents it' }),
});

/** Shown for the channels that take a text, and where nobody has chosen any. */
const takenBy = (text: keyof Texts) => ({
  field: 'channels',
  is: [...messageKinds.filter(({ texts }) => membersFor(texts, text).length > 0).map(({ wire }) => wire), AS_FILLED_IN],
});

/** When a form shows what is written for one channel. */
export const forChannel = (wire: string) => ({ offeredFor: { field: 'channels', is: [wire, AS_FILLED_IN] } });

/** The channels, and what the message says on each that has no text of its own. */
export const channelFields = {
  channels: {
    type: 'list',
    label: 'Channels',
    description: 'Where the message goes; what is filled in for other channels is not sent',
    prominent: true,
    default: ['apple_push', 'android_push'],
    firstDefault: [AS_FILLED_IN],
    limits: { min: 1 },
    options: [
      ...messageKinds.map(option),
      { value: OTHERS, label: 'Other Channels', description: 'Message objects that this form does not have, as JSON' },
      { value: AS_FILLED_IN, label: 'As Filled In', description: 'Each channel for which something is filled in', isFormer: true },
    ],
    todo: 'Choose at least one channel.',
  },
  title: {
    type: 'text',
    prose: true,
    label: 'Title',
    description: 'Title of the message, on each channel that does not have its own',
    prominent: true,
    placeholder: 'Good news',
    offeredFor: takenBy('title'),
  },
  message: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: 'Text of the message, on each channel that does not have its own',
    prominent: true,
    placeholder: 'Your order is on its way',
    offeredFor: takenBy('message'),
  },
  link: {
    type: 'text',
    label: 'Link',
    description: 'URL or deep link that opens on a tap, on each channel that does not have its own; just the app if empty. A web push can only open a URL',
    prominent: true,
    placeholder: 'https://www.example.com/offers',
    limits: { format: 'templateUri' },
    offeredFor: takenBy('link'),
  },
} as const satisfies Fields;

export type Channels = Input<typeof channelFields>;

const { limits: _some, ...free } = channelFields.channels;

/** The channels of a change, which may leave all messages as they are. */
export const anyChannels = { ...free, default: [] as readonly string[] };

/** The texts for all channels, by name. */
export const textNames = ['title', 'message', 'link'] as const;

/** The texts for all channels that are set. */
export const textsIn = (input: Channels): readonly (typeof textNames)[number][] => textNames.filter((name) => !isBlank(input[name]));

const chosenIn = ({ channels = [AS_FILLED_IN] }: Channels): readonly string[] => channels;

/** Whether a channel is chosen by name, so that it has to have a message. */
export const isChosen = (input: Channels, key: string): boolean => chosenIn(input).includes(key);

/** Whether what is filled in for a channel is sent. */
export const isSent = (input: Channels, key: string): boolean => isChosen(input, key) || isChosen(input, AS_FILLED_IN);

/** Whether what is written as JSON is sent. */
export const areOthersSent = (input: Channels): boolean => isSent(input, OTHERS);
