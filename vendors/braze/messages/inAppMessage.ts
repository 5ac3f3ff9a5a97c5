import { isObject, type Field, type Fields, type JsonObject, type Problem } from '../../../engine';
import { clickColumns, clickDoubts, clickProblems, hasClicks } from './clicks';
import { hashes, isGiven, json, needed, variation, type MessageKind } from './kind';

/** "140 characters max"; the fatal error only mentions slideups. */
export const MOST_CHARACTERS = 140;
/** "at most 2 allowed". */
export const MOST_BUTTONS = 2;

const color = (label: string, description: string) =>
  ({
    type: 'text',
    label,
    description,
    placeholder: '0xFF00AA88',
    limits: { pattern: /^0x[0-9a-f]{8}$/i },
    todo: 'Enter eight hexadecimal digits after 0x, opacity first, such as 0xFF00AA88.',
  }) as const satisfies Field;

const buttonColumns = {
  text: { type: 'text', prose: true, label: 'Text', description: 'Label of the button', required: true },
  text_color: color('Text Color', 'White if empty'),
  background_color: color('Background Color', 'Blue if empty'),
  ...clickColumns,
} as const satisfies Fields;

const columns = {
  type: {
    type: 'choice',
    label: 'Type',
    description: 'How the message is displayed; slideup if empty',
    prominent: true,
    options: [
      { value: 'FULL', label: 'Full', description: 'Covers the full screen' },
      { value: 'MODAL', label: 'Modal', description: 'A dialog box over the screen' },
      { value: 'SLIDEUP', label: 'Slideup', description: `A bar that slides in, with up to ${MOST_CHARACTERS} characters` },
    ],
  },
  message: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: `Text on this channel, instead of the message above; at most ${MOST_CHARACTERS} characters`,
  },
  also_send_to_slideup_only_versions: {
    type: 'boolean',
    label: 'Also Send to Slideup-Only Versions',
    description: 'Whether to also send to old SDK versions that only support a plain slideup; yes if not set',
  },
  message_text_color: color('Message Text Color', 'Black or white, depending on the type, if empty'),
  header: { type: 'text', prose: true, label: 'Header', description: 'Heading above the text, instead of the title above' },
  header_text_color: color('Header Text Color', 'Black or white, depending on the type, if empty'),
  background_color: color('Background Color', 'Black or white, depending on the type, if empty'),
  close_button_color: color('Close Button Color', 'Black if empty'),
  slide_from: {
    type: 'choice',
    label: 'Slide From',
    description: 'Which edge a slideup comes from; the bottom if empty',
    options: [
      { value: 'BOTTOM', label: 'Bottom' },
      { value: 'TOP', label: 'Top' },
    ],
  },
  message_close: {
    type: 'choice',
    label: 'Message Close',
    description: 'How the message closes; automatically if empty',
    options: [
      { value: 'AUTO_DISMISS', label: 'Auto Dismiss' },
      { value: 'SWIPE', label: 'Swipe' },
    ],
  },
  icon: {
    type: 'text',
    label: 'Icon',
    description: 'Font Awesome icon, as its four hexadecimal digits',
    placeholder: 'f042',
    limits: { pattern: /^[0-9a-f]{4}$/i },
    todo: 'Enter four hexadecimal digits without 0x, such as f042.',
  },
  icon_color: color('Icon Color', 'White if empty'),
  icon_background_color: color('Icon Background Color', 'Blue if empty'),
  image_url: {
    type: 'text',
    label: 'Image URL',
    description: 'URL of the image in a full message; replaces the icon',
    limits: { format: 'templateUrl' },
  },
  buttons: {
    type: 'rows',
    label: 'Buttons',
    description: `Buttons below the text, at most ${MOST_BUTTONS}`,
    columns: buttonColumns,
    limits: { max: MOST_BUTTONS },
  },
  extras: { type: 'json', label: 'Extras', description: 'Additional key-value pairs passed to the app', limits: { shape: 'object' } },
  ...clickColumns,
  message_variation_id: variation('an in-app message'),
  json,
} as const satisfies Fields;

const buttonsOf = ({ buttons }: JsonObject): readonly JsonObject[] => (Array.isArray(buttons) ? (buttons as readonly JsonObject[]).filter(isObject) : []);
const isSlideup = ({ type }: JsonObject): boolean => !isGiven(type) || type === 'SLIDEUP';
const lengthOf = ({ message }: JsonObject): number => (typeof message === 'string' ? [...message].length : 0);

/** In-App Message Object and Button Object. */
export const inAppMessage: MessageKind = {
  wire: 'in_app_message',
  legacy: true,
  texts: { title: 'header', message: 'message' },
  field: {
    type: 'group',
    label: 'In-App Message',
    description: 'Legacy: in-app message, which Braze no longer documents for this endpoint',
    columns,
  },
  shape: ({ buttons, ...others }) => ({ ...others, ...(!(Array.isArray(buttons) && buttons.length === 0) && buttons !== undefined && { buttons }) }),
  problems(message, say, _moment, at) {
    const problems: Problem[] = [...needed(message, ['message'], say), ...hashes(message, ['extras'], say)];
    if (isSlideup(message) && lengthOf(message) > MOST_CHARACTERS) {
      problems.push(
        say('message', `has ${lengthOf(message)} characters; a slideup can have at most ${MOST_CHARACTERS}`, 'Shorten it, or set the type to Modal or Full.'),
      );
    }
    return [...problems, ...clickProblems(message, at), ...buttonsOf(message).flatMap((button, i) => clickProblems(button, `${at}.buttons[${i}]`))];
  },
  doubts: (message, at) => [
    ...(!isSlideup(message) && lengthOf(message) > MOST_CHARACTERS
      ? [`'Message' (${at}.message) has ${lengthOf(message)} characters; the documentation allows ${MOST_CHARACTERS}.`]
      : []),
    ...(!isSlideup(message) && buttonsOf(message).length > 0 && hasClicks(message)
      ? [`The click actions of the message (${at}) have no effect, because it has buttons.`]
      : clickDoubts(message, at)),
    ...buttonsOf(message).flatMap((button, i) => clickDoubts(button, `${at}.buttons[${i}]`)),
  ],
};
