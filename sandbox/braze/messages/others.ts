import { isRecord } from '../../server/body';
import { partsOf, textOf } from '../../server/parts';
import { harmlessCall, harmlessAnswer } from '../../server/secrets';
import { email as emailAddress, faultIn, filled, flag, hash, isEmail, isFilled, oneOf, text, uri, url, type Check, type Shape } from '../checks';
import { refuse } from '../refusals';
import { buttonsIn } from './buttons';
import type { MessageForm } from './messageForm';

const SLIDEUP_CHARACTERS = 140;
const MOST_BUTTONS = 2;
const CLICKERS = ['ios', 'android', 'windows', 'windows8', 'kindle', 'android_china', 'web'];

const COLOUR: Check = (value) =>
  typeof value === 'string' && /^0x[0-9a-f]{8}$/i.test(value) ? undefined : 'must be an 8-digit hex string plus a leading "0x"';
const colours = (...names: string[]): Record<string, Check> => Object.fromEntries(names.map((name) => [name, COLOUR]));
const CLICKS: Readonly<Record<string, Check>> = Object.fromEntries(
  CLICKERS.flatMap((name): [string, Check][] => [
    [`${name}_click_action`, oneOf('NONE', 'NEWS_FEED', 'URI')],
    [`${name}_uri`, uri],
  ]),
);

/** "Button Object". */
const BUTTON: Shape = { required: { text: filled }, optional: { ...colours('text_color', 'background_color'), ...CLICKS } };
const buttons: Check = (value) => {
  if (!Array.isArray(value)) return 'must be an array of Button Objects';
  if (value.length > MOST_BUTTONS) return `must have at most ${MOST_BUTTONS} buttons`;
  const faults = value.map((button: unknown) => (isRecord(button) ? faultIn(button, BUTTON) : 'not an object'));
  const at = faults.findIndex((fault) => fault !== undefined);
  return at < 0 ? undefined : `is wrong: button ${at}: ${faults[at]}`;
};

/** "In-App Message Object Specification". */
export const inAppMessage: MessageForm = {
  platforms: ['ios', 'android'],
  channel: 'inapp',
  shape: {
    required: { message: filled },
    optional: {
      type: oneOf('SLIDEUP', 'MODAL', 'FULL'),
      also_send_to_slideup_only_versions: flag,
      header: text,
      slide_from: oneOf('TOP', 'BOTTOM'),
      message_close: oneOf('SWIPE', 'AUTO_DISMISS'),
      icon: (value) => (typeof value === 'string' && /^[0-9a-f]{4}$/i.test(value) ? undefined : 'must be a 4-digit hex string without the leading "0x"'),
      image_url: url,
      buttons,
      extras: hash,
      message_variation_id: text,
      ...colours('message_text_color', 'header_text_color', 'background_color', 'close_button_color', 'icon_color', 'icon_background_color'),
      ...CLICKS,
    },
  },
  // The limit is documented for `message` of all types, but its error only mentions slideups.
  check({ type, message }) {
    if ((type ?? 'SLIDEUP') === 'SLIDEUP' && [...(message as string)].length > SLIDEUP_CHARACTERS) throw refuse.slideup();
    return undefined;
  },
  show: ({ header, message }) => ({ title: header, body: message }),
  parts: ({ image_url, ios_uri, android_uri, buttons: given }) =>
    partsOf({ image: textOf(image_url), link: textOf(ios_uri) ?? textOf(android_uri), buttons: buttonsIn(given) }),
};

/** "Display Name <email@address.com>". */
const sender: Check = (value) =>
  typeof value === 'string' && isEmail(/^[^<>]+\s<([^<>]+)>$/.exec(value)?.[1]) ? undefined : 'must be in the format "Display Name <email@address.com>"';

const ATTACHMENT: Shape = { required: { file_name: filled, url }, optional: { basic_auth_credential: text } };
const attachments: Check = (value) => {
  if (!Array.isArray(value)) return 'must be an array of attachments';
  const fault = value.map((file: unknown) => (isRecord(file) ? faultIn(file, ATTACHMENT) : 'it must be an object')).find(Boolean);
  return fault && `has a wrong attachment: ${fault}`;
};

/** "Email Object Specification". */
export const email: MessageForm = {
  platforms: ['email'],
  channel: 'email',
  shape: {
    required: { app_id: filled, from: sender },
    optional: {
      subject: text,
      reply_to: (value) => (value === 'NO_REPLY_TO' ? undefined : emailAddress(value)),
      body: text,
      plaintext_body: text,
      email_template_id: text,
      message_variation_id: text,
      extras: hash,
      headers: hash,
      should_inline_css: flag,
      attachments,
    },
  },
  check: ({ body, email_template_id }) => (isFilled(body) || isFilled(email_template_id) ? undefined : "'body' is required unless email_template_id is given"),
  show: ({ subject, body, plaintext_body, email_template_id }) => ({
    title: subject ?? '(no subject)',
    body: plaintext_body ?? (isFilled(body) ? readable(body) : `(template ${String(email_template_id)})`),
  }),
  parts: ({ from, reply_to, body }) => partsOf({ from: textOf(from), replyTo: textOf(reply_to), html: textOf(body) }),
};

/** An HTML body as plain text, like "autogenerating plaintext from body". The result is only shown as text. */
function readable(html: string): string {
  return html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/h\d|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** "Webhook Object Specification". */
export const webhook: MessageForm = {
  platforms: ['webhook'],
  channel: 'webhook',
  shape: {
    required: { url, request_method: oneOf('POST', 'PUT', 'DELETE', 'GET') },
    optional: { request_headers: hash, body: text, message_variation_id: text },
  },
  show: ({ url: address, request_method, body }) => ({
    title: `${String(request_method)} ${harmlessAnswer(String(address))}`,
    body: harmlessAnswer(String(body ?? '')),
  }),
  parts: ({ url: address, request_method, request_headers, body }) => ({
    call: harmlessCall({
      method: String(request_method),
      url: String(address),
      headers: isRecord(request_headers) ? Object.fromEntries(Object.entries(request_headers).map(([name, value]) => [name, String(value)])) : {},
      body: String(body ?? ''),
    }),
  }),
};
