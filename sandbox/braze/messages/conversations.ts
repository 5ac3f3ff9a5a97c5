import { isRecord } from '../../server/body';
import { partsOf, textOf } from '../../server/parts';
import { faultIn, filled, flag, isFilled, isGiven, object, oneOf, text, url, type Check, type Shape } from '../checks';
import { buttonsIn } from './buttons';
import type { MessageForm, MessageObject } from './messageForm';

/** Today's objects for messages to a phone number: "SMS object", "WhatsApp object". */

const MOST_ROWS = 10;
const CAPTION = 20;

const urls: Check = (value) => (Array.isArray(value) && value.every((one) => url(one) === undefined) ? undefined : 'must be an array of URLs');
const identified = { subscription_group_id: filled, app_id: filled };

/** "SMS object". */
export const sms: MessageForm = {
  platforms: [],
  channel: 'sms',
  shape: {
    required: { ...identified, body: filled },
    optional: { media_items: urls, link_shortening_enabled: flag, user_click_tracking_enabled: flag, message_variation_id: text },
  },
  check: ({ link_shortening_enabled: shortens, user_click_tracking_enabled: tracks }) =>
    tracks === true && shortens !== true ? "'user_click_tracking_enabled' needs link_shortening_enabled" : undefined,
  show: ({ body }) => ({ title: '', body }),
  parts: ({ media_items }) => partsOf({ image: textOf(Array.isArray(media_items) ? media_items[0] : undefined) }),
};

/** Values by the index of a template's variable, which counts from 0. */
const variables =
  (most: number): Check =>
  (value) => {
    if (!isRecord(value)) return 'must be an object';
    const names = Object.keys(value);
    if (!names.every((name) => /^\d+$/.test(name))) return 'must have the indexes of variables as its keys';
    if (!Object.values(value).every((one) => typeof one === 'string')) return 'must have strings as its values';
    return names.length > most ? `must have at most ${most} variable${most === 1 ? '' : 's'}` : undefined;
  };

const rowsOf = (sections: readonly unknown[]): readonly unknown[] =>
  sections.flatMap((section) => (isRecord(section) && Array.isArray(section.list_rows) ? (section.list_rows as unknown[]) : []));

const ROW: Shape = { required: { row_title: filled }, optional: { row_description: text } };
const rows: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((row) => isRecord(row) && faultIn(row, ROW) === undefined)
    ? undefined
    : "must be an array of List Row Objects, which have a 'row_title'";
const sections: Check = (value) => {
  if (!Array.isArray(value) || value.length === 0) return 'must have at least one section';
  const shape: Shape = { required: { section_title: filled, list_rows: rows } };
  const fault = value.map((section: unknown) => (isRecord(section) ? faultIn(section, shape) : 'a section must be an object')).find(Boolean);
  if (fault) return `is wrong: ${fault}`;
  return rowsOf(value).length > MOST_ROWS ? `must have at most ${MOST_ROWS} rows across all sections` : undefined;
};
const list: Check = (value) => {
  const fault = isRecord(value) ? faultIn(value, { required: { list_button_text: filled, list_sections: sections } }) : 'it must be an object';
  return fault && `is wrong: ${fault}`;
};
const replies: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((button) => isRecord(button) && isFilled(button.text))
    ? undefined
    : "must be an array of Button objects, which have a 'text'";
const caption: Check = (value) => (isFilled(value) && [...value].length <= CAPTION ? undefined : `must be a string of at most ${CAPTION} characters`);
const flow: Check = (value) => {
  const fault = isRecord(value) ? faultIn(value, { required: { caption, flow_id: filled } }) : 'it must be an object';
  return fault && `is wrong: ${fault}`;
};

/** "Message Types", each with the shape of its `message`. */
const TYPES: Readonly<Record<string, Shape>> = {
  template_message: {
    required: { template_name: filled, template_language_code: filled },
    optional: {
      header_variables: variables(1),
      body_variables: variables(Infinity),
      button_variables: variables(1),
      header_media_uri: url,
      header_image_uri: url,
    },
  },
  text_response_message: { required: { body: filled }, optional: { preview_url: flag } },
  text_image_response_message: { required: { image_uri: url }, optional: { caption: text } },
  quick_reply_response_message: { required: { body: filled, buttons: replies }, optional: { header_text: text, header_image_uri: url, footer: text } },
  list_response_message: { required: { body: filled, list }, optional: { header: text, footer: text } },
  flow_response_message: { required: { body: filled, flow_button: flow }, optional: { header_text: text, footer: text, generate_custom_attribute: flag } },
};

const contentOf = ({ message }: MessageObject): Readonly<Record<string, unknown>> => (isRecord(message) ? message : {});

/** What a person would read: a template is kept at WhatsApp, so only its name and values are known here. */
function bodyOf(content: Readonly<Record<string, unknown>>): string {
  const { template_name, body_variables, body, caption: below, footer, list: choices } = content;
  if (isFilled(template_name)) return [`(template ${template_name})`, ...Object.values(isRecord(body_variables) ? body_variables : {})].join('\n');
  const titles = rowsOf(isRecord(choices) && Array.isArray(choices.list_sections) ? choices.list_sections : []).map((row) =>
    isRecord(row) ? String(row.row_title) : '',
  );
  return [body ?? below, ...titles.map((title) => `- ${title}`), footer].filter((line) => isFilled(line)).join('\n');
}

/** "WhatsApp object". */
export const whatsApp: MessageForm = {
  platforms: [],
  channel: 'whatsapp',
  shape: { required: { ...identified, message_type: oneOf(...Object.keys(TYPES)), message: object }, optional: { message_variation_id: text } },
  check(message) {
    const content = contentOf(message);
    const fault = faultIn(content, TYPES[String(message.message_type)] as Shape);
    if (fault) return `message: ${fault}`;
    return isGiven(content.header_text) && isGiven(content.header_image_uri) ? "message: 'header_text' and 'header_image_uri' exclude each other" : undefined;
  },
  show(message) {
    const content = contentOf(message);
    const { header_text, header, header_variables } = content;
    const [value] = Object.values(isRecord(header_variables) ? header_variables : {});
    return { title: header_text ?? header ?? value ?? '', body: bodyOf(content) };
  },
  parts(message) {
    const { image_uri, header_image_uri, header_media_uri, buttons, list: choices, flow_button } = contentOf(message);
    const labels = [isRecord(choices) ? choices.list_button_text : undefined, isRecord(flow_button) ? flow_button.caption : undefined];
    return partsOf({
      image: textOf(image_uri) ?? textOf(header_image_uri) ?? textOf(header_media_uri),
      buttons: [...buttonsIn(buttons), ...labels.flatMap((label) => (isFilled(label) ? [{ text: label }] : []))],
    });
  },
};
