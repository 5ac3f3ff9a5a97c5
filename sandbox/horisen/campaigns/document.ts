import { isRecord } from '../../server/body';
import { partsOf, textOf, type MessageButton, type MessageParts } from '../../server/parts';
import { CHANNELS, type Channel } from '../account';

/** A message's content, before contact variables are filled in. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly parts?: MessageParts;
}

/** What is wrong with a message document, as the end of a sentence about it. */
export class DocumentFault extends Error {}

type Message = Readonly<Record<string, unknown>>;

/**
 * Reads the "standardized JSON message format" of a template (HORISEN Campaign API, "JSON Examples of Message Template Field"). The full model is in
 * another document, so only the envelope and the two bodies from the examples are checked.
 */
export function readDocument(text: string): readonly Message[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new DocumentFault('must be serialised JSON for this sending_type');
  }
  const messages = isRecord(document) ? document.messages : undefined;
  if (!Array.isArray(messages) || messages.length === 0) throw new DocumentFault("must have 'messages', an array that is not empty");
  return messages.map((message: unknown, i) => {
    const path = `messages[${i}]`;
    if (!isRecord(message) || !isRecord(message.body)) throw new DocumentFault(`${path}.body must be an object`);
    const { allowedChannels } = message;
    const known: readonly unknown[] = CHANNELS;
    if (allowedChannels !== undefined && !(Array.isArray(allowedChannels) && allowedChannels.every((each: unknown) => known.includes(each))))
      throw new DocumentFault(`${path}.allowedChannels must be an array of ${CHANNELS.join(', ')}`);
    const fault = bodyFault(message.body);
    if (fault) throw new DocumentFault(`${path}.body.${fault}`);
    return message;
  });
}

function bodyFault({ textMessage, cardMessage }: Record<string, unknown>): string | undefined {
  if (textMessage !== undefined && !(isRecord(textMessage) && typeof textMessage.content === 'string')) return 'textMessage.content must be a string';
  if (cardMessage === undefined) return undefined;
  const content = isRecord(cardMessage) ? cardMessage.content : undefined;
  if (!isRecord(content)) return 'cardMessage.content must be an object';
  const { media, suggestions } = content;
  if (media !== undefined && !(isRecord(media) && isUrl(media.url))) return 'cardMessage.content.media.url must be a URL';
  if (suggestions === undefined) return undefined;
  if (!Array.isArray(suggestions)) return 'cardMessage.content.suggestions must be an array';
  const wrongIndex = suggestions.findIndex((each: unknown) => !isRecord(each) || typeof each.text !== 'string');
  return wrongIndex < 0 ? undefined : `cardMessage.content.suggestions[${wrongIndex}].text must be a string`;
}

export const isUrl = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** The messages of a document that a channel can carry, as people see them. */
export function showDocument(text: string, channel: Channel): Shown {
  const allowed = readDocument(text).filter(({ allowedChannels }) => !Array.isArray(allowedChannels) || allowedChannels.includes(channel));
  const body = allowed.map(({ body }) => showBody(body as Record<string, unknown>)).join('\n\n');
  const texts = allowed.map(({ body: each }) => textIn(each as Record<string, unknown>));
  const alone = texts.every((each) => each !== undefined) ? texts.join('\n\n') : body;
  const html = channel === 'email' && /^\s*</.test(body) ? body : undefined;
  return { title: '', body, parts: { ...(alone !== body && { text: alone }), ...cardParts(allowed), ...(html !== undefined && { html }) } };
}

/** What is read of a message, without its picture and buttons. */
function textIn({ textMessage, cardMessage }: Record<string, unknown>): string | undefined {
  if (isRecord(textMessage)) return String(textMessage.content);
  const card = isRecord(cardMessage) ? cardMessage.content : undefined;
  return isRecord(card) ? String(card.description ?? '') : undefined;
}

/** The picture and the buttons of the first card. */
function cardParts(messages: readonly Message[]): MessageParts {
  const cards = messages.map(({ body }) => (isRecord(body) && isRecord(body.cardMessage) ? body.cardMessage.content : undefined));
  const card = cards.find(isRecord) ?? {};
  const buttons = (Array.isArray(card.suggestions) ? card.suggestions : []).filter(isRecord).map(({ text, openUrl }): MessageButton => {
    const link = isRecord(openUrl) ? textOf(openUrl.url) : undefined;
    return { text: String(text), ...(link !== undefined && { link }) };
  });
  return partsOf({ image: isRecord(card.media) ? textOf(card.media.url) : undefined, buttons });
}

function showBody({ textMessage, cardMessage, ...others }: Record<string, unknown>): string {
  if (isRecord(textMessage)) return String(textMessage.content);
  const card = isRecord(cardMessage) ? cardMessage.content : undefined;
  if (!isRecord(card)) return JSON.stringify(others);
  const media = isRecord(card.media) ? String(card.media.url) : '';
  const suggestions = (Array.isArray(card.suggestions) ? card.suggestions : []).filter(isRecord).map(({ text, openUrl }) => {
    const url = isRecord(openUrl) ? ` ${String(openUrl.url)}` : '';
    return `[${String(text)}]${url}`;
  });
  return [String(card.description ?? ''), media, ...suggestions].filter((line) => line !== '').join('\n');
}
