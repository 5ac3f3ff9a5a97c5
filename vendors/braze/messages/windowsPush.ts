import type { Fields } from '../../../engine';
import { isGiven, json, needed, variation, type MessageKind } from './kind';

const phoneColumns = {
  push_type: {
    type: 'choice',
    label: 'Push Type',
    description: 'Only one type is available',
    prominent: true,
    options: [{ value: 'toast', label: 'Toast' }],
  },
  toast_title: { type: 'text', prose: true, label: 'Toast Title', description: 'Title on this channel, instead of the one above' },
  toast_content: { type: 'text', prose: 'lines', label: 'Toast Content', description: 'Text on this channel, instead of the message above' },
  toast_navigation_uri: { type: 'text', label: 'Toast Navigation URI', description: 'Page of the app that opens on a tap, instead of the link above' },
  toast_hash: { type: 'json', label: 'Toast Hash', description: 'Additional key-value pairs passed to the app', limits: { shape: 'object' } },
  message_variation_id: variation('a Windows Phone 8 push'),
  json,
} as const satisfies Fields;

/** Windows Phone 8 Push Object. */
export const windowsPhone8Push: MessageKind = {
  wire: 'windows_phone8_push',
  scheduledWire: 'windows_push',
  texts: { title: 'toast_title', message: 'toast_content', link: 'toast_navigation_uri' },
  legacy: true,
  field: {
    type: 'group',
    label: 'Windows Phone 8 Push',
    description: 'Legacy: notification for Windows Phone 8, which Braze no longer documents',
    columns: phoneColumns,
  },
  problems: (message, say) => needed(message, ['toast_content'], say),
};

const TEMPLATES = ['01', '02', '03', '04'];

const universalColumns = {
  push_type: {
    type: 'choice',
    label: 'Push Type',
    description: 'Toast template from the Windows template catalog',
    prominent: true,
    options: [
      ...TEMPLATES.map((number) => ({ value: `toast_text_${number}`, label: `Text ${number}` })),
      ...TEMPLATES.map((number) => ({ value: `toast_image_and_text_${number}`, label: `Image and Text ${number}` })),
    ],
  },
  toast_text1: { type: 'text', label: 'Toast Text 1', description: 'First line of text, instead of the title above', prose: true },
  toast_text2: {
    type: 'text',
    label: 'Toast Text 2',
    description: 'Second line of text, for templates that have one (02 to 04), instead of the message above',
    prose: true,
  },
  toast_text3: { type: 'text', label: 'Toast Text 3', description: 'Third line of text, for templates that have one (04)', prose: true },
  toast_text_img_name: { type: 'text', label: 'Toast Image', description: 'Path of the image, for templates with an image' },
  extra_launch_string: { type: 'text', label: 'Extra Launch String', description: 'Launch parameter for the app, for deep links, instead of the link above' },
  message_variation_id: variation('a Windows Universal push'),
  json,
} as const satisfies Fields;

/** The members required by templates with more than one line ("for templates with > 1 line of text", "for the *_04 templates", "that include an image"). */
const shows: readonly { readonly member: keyof typeof universalColumns; readonly in: RegExp }[] = [
  { member: 'toast_text2', in: /_0[234]$/ },
  { member: 'toast_text3', in: /_04$/ },
  { member: 'toast_text_img_name', in: /^toast_image/ },
];

/** Windows Universal Push Object. */
export const windowsUniversalPush: MessageKind = {
  wire: 'windows_universal_push',
  scheduledWire: 'windows8_push',
  texts: { title: 'toast_text1', message: 'toast_text2', link: 'extra_launch_string' },
  legacy: true,
  field: {
    type: 'group',
    label: 'Windows Universal Push',
    description: 'Legacy: notification for Windows 8 and later, which Braze no longer documents',
    columns: universalColumns,
  },
  problems: (message, say) => needed(message, ['push_type', 'toast_text1'], say),
  doubts: (message, at) =>
    shows
      .filter(({ member, in: templates }) => isGiven(message[member]) && isGiven(message.push_type) && !templates.test(String(message.push_type)))
      .map(({ member }) => `'${universalColumns[member].label}' (${at}.${member}) is not displayed by the template ${String(message.push_type)}.`),
};
