import type { Fields } from '../../engine';
import { channels, KEEP, keep } from './fields';

const WEB_ADDRESS = /^https?:\/\/\S+$/i;

/** Channels whose message is a document rather than a text (4.1 "Campaign", template). */
export const DOCUMENT_CHANNELS = ['email', 'rbm', 'telegram', 'viber', 'whatsapp'] as const;

const ofText = { field: 'specify', is: ['text'] } as const;
const ofCard = { field: 'specify', is: ['card'] } as const;
const ofWebPush = { field: 'sending_type', is: ['webpush'] } as const;

const specify = {
  type: 'choice',
  label: 'Format',
  description: 'What the message consists of',
  prominent: true,
  dependsOn: { field: 'sending_type', is: DOCUMENT_CHANNELS },
  options: [
    { value: 'card', label: 'Card', description: 'Text with an image and buttons' },
    { value: 'json', label: 'JSON', description: 'The complete message document, for everything the other formats do not support' },
    { value: 'text', label: 'Text', description: 'Text only' },
  ],
} as const;

/** The content of a campaign. HORISEN Campaign API, 4.1 "Campaign" and "JSON Examples of Message Template Field". */
export const contentFields = {
  template: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: "Text of the SMS; '@first_name' inserts the contact's first name, '{temp}' is a variable that is filled in when the campaign is cloned",
    prominent: true,
    placeholder: 'Hello @first_name',
    dependsOn: { field: 'sending_type', is: ['sms'] },
    todo: 'Enter the text of the SMS.',
  },
  webpush_title: {
    type: 'text',
    prose: true,
    label: 'Title',
    description: 'Title of the notification',
    prominent: true,
    placeholder: 'Good news',
    dependsOn: ofWebPush,
  },
  webpush_body: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: 'Text of the notification',
    prominent: true,
    placeholder: 'Hello @first_name',
    dependsOn: ofWebPush,
    todo: 'Enter the text of the notification.',
  },
  webpush_target_url: {
    type: 'text',
    label: 'Link',
    description: 'URL that opens on a click',
    prominent: true,
    wasIn: 'more',
    placeholder: 'https://www.example.com/offers',
    limits: { pattern: WEB_ADDRESS },
    dependsOn: ofWebPush,
    todo: 'Enter a full URL, such as https://www.example.com/offers.',
  },
  webpush_icon: {
    type: 'text',
    label: 'Icon URL',
    description: 'URL of the icon',
    limits: { pattern: WEB_ADDRESS },
    dependsOn: ofWebPush,
    todo: 'Enter a full URL, such as https://www.example.com/icon.png.',
  },
  webpush_image: {
    type: 'text',
    label: 'Image URL',
    description: 'URL of the image',
    limits: { pattern: WEB_ADDRESS },
    dependsOn: ofWebPush,
    todo: 'Enter a full URL, such as https://www.example.com/picture.jpg.',
  },
  specify,
  message_text: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: "Text of the message; '@first_name' inserts the contact's first name",
    required: true,
    placeholder: 'Hello @first_name',
    dependsOn: ofText,
    todo: 'Enter the text of the message.',
  },
  card_description: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: 'Text of the card',
    required: true,
    placeholder: 'Hello @first_name',
    dependsOn: ofCard,
    todo: 'Enter the text of the card.',
  },
  card_media_url: {
    type: 'text',
    label: 'Card Image',
    description: "URL of the card's image",
    prominent: true,
    placeholder: 'https://www.example.com/picture.jpg',
    limits: { pattern: WEB_ADDRESS },
    dependsOn: ofCard,
    todo: 'Enter a full URL, such as https://www.example.com/picture.jpg.',
  },
  suggestions: {
    type: 'rows',
    label: 'Suggestions',
    description: 'Buttons on the card, each of which opens a URL',
    prominent: true,
    dependsOn: ofCard,
    columns: {
      text: { type: 'text', prose: true, label: 'Text', description: 'Label of the button', required: true, placeholder: 'Visit Us' },
      url: {
        type: 'text',
        label: 'URL',
        description: 'URL that the button opens',
        required: true,
        placeholder: 'https://www.example.com',
        limits: { pattern: WEB_ADDRESS },
        todo: 'Enter a full URL, such as https://www.example.com.',
      },
    },
  },
  allowed_channels: {
    type: 'list',
    label: 'Allowed Channels',
    description: 'Channels that may be used to send this message; all if empty',
    options: channels,
    dependsOn: { field: 'specify', is: ['text', 'card'] },
  },
  message: {
    type: 'json',
    label: 'Message JSON',
    description: "The complete message document: an object with 'messages', a list of messages that each have a 'body'",
    required: true,
    limits: { shape: 'object' },
    placeholder: '{"messages": []}',
    dependsOn: { field: 'specify', is: ['json'] },
    todo: 'Provide an object such as {"messages": [{"body": {"textMessage": {"content": "Hello"}}}]}.',
  },
} as const satisfies Fields;

/** The fields of a required message. */
export const messageFields = {
  sending_type: {
    type: 'choice',
    label: 'Channel',
    description: 'Messaging channel of the campaign',
    required: true,
    default: 'sms',
    options: channels,
  },
  ...contentFields,
  template: { ...contentFields.template, required: true },
  webpush_body: { ...contentFields.webpush_body, required: true },
  specify: { ...specify, required: true, default: 'text' },
} as const satisfies Fields;

/** The fields of a message that may stay unchanged. */
export const changedMessageFields = {
  sending_type: {
    type: 'choice',
    label: 'Channel',
    description: 'Messaging channel of the campaign; choose it to rewrite the message',
    prominent: true,
    default: KEEP,
    options: [...channels, keep('Leaves channel and message unchanged')],
  },
  ...contentFields,
  specify: { ...specify, default: KEEP, options: [...specify.options, keep('Leaves the message unchanged')] },
} as const satisfies Fields;
