import { isBlank, isObject, sayIn, type Input, type Json, type JsonObject, type Problem } from '../../engine';
import { KEEP } from './fields';
import { contentFields, DOCUMENT_CHANNELS } from './messageFields';

/** A campaign's message, as far as it is set; `sending_type` may be one that is kept. */
export type Message = Omit<Partial<Input<typeof contentFields>>, 'specify'> & { readonly sending_type?: string; readonly specify?: string };

const CONTENT = Object.keys(contentFields) as readonly (keyof typeof contentFields)[];
const WEB_PUSH = ['webpush_title', 'webpush_body', 'webpush_target_url', 'webpush_icon', 'webpush_image'] as const;

const say = sayIn(contentFields);

/** Whether a channel's message is a document rather than a text. */
export const isDocumentChannel = (channel: string | undefined): boolean => DOCUMENT_CHANNELS.some((each) => each === channel);

/** Whether a message is set; keeping the old one does not count. */
export const hasContent = (message: Message): boolean => CONTENT.some((name) => message[name] !== undefined && message[name] !== KEEP);

/** Problems of a message beyond its field table. */
export const messageProblems = ({ specify, message, ...texts }: Message): readonly Problem[] => {
  const blank = (['template', 'webpush_body'] as const).filter((name) => texts[name] !== undefined && isBlank(texts[name]));
  if (blank.length > 0) return blank.map((name) => say(name, 'is empty', contentFields[name].todo));
  if (specify !== 'json') return [];
  const messages = isObject(message) ? message.messages : undefined;
  const { todo } = contentFields.message;
  if (!Array.isArray(messages)) return [say('message', "has no list 'messages'", todo)];
  if (messages.length === 0) return [say('message', "has an empty list 'messages'", todo)];
  return messages.flatMap((each, i) =>
    isObject(each)
      ? []
      : [{ field: `message.messages[${i}]`, message: `'${contentFields.message.label}' (message.messages[${i}]) must be an object.`, todo } satisfies Problem],
  );
};

/** A problem if a required message is missing. */
export const missingMessage = ({ sending_type, ...message }: Message): readonly Problem[] => {
  if (sending_type === 'sms' && isBlank(message.template)) return [say('template', 'is empty', contentFields.template.todo)];
  if (sending_type === 'webpush' && isBlank(message.webpush_body)) return [say('webpush_body', 'is empty', contentFields.webpush_body.todo)];
  if (isDocumentChannel(sending_type) && (message.specify === undefined || message.specify === KEEP))
    return [say('specify', 'is empty', 'Choose how to specify the message, and fill it in.')];
  return [];
};

/** Content that the vendor accepts but nobody can have intended. */
export const messageDoubts = ({ sending_type, allowed_channels }: Message): readonly string[] =>
  sending_type !== undefined && sending_type !== KEEP && allowed_channels && allowed_channels.length > 0 && !allowed_channels.includes(sending_type)
    ? [`'${contentFields.allowed_channels.label}' does not include ${sending_type}, the campaign's own channel, so it may reach nobody.`]
    : [];

/** Builds the message document from a form ("JSON Examples of Message Template Field"). */
const documentOf = ({ specify, message_text, card_description, card_media_url, suggestions, allowed_channels, message }: Message): Json | undefined => {
  if (specify === 'json') return message;
  if (specify !== 'text' && specify !== 'card') return undefined;
  const buttons = (suggestions ?? []).map(({ text, url }) => ({ text, openUrl: { url } }));
  const body: JsonObject =
    specify === 'text'
      ? { textMessage: { content: message_text } }
      : {
          cardMessage: {
            content: {
              description: card_description,
              ...(card_media_url !== undefined && { media: { url: card_media_url } }),
              ...(buttons.length > 0 && { suggestions: buttons }),
            },
          },
        };
  return { messages: [{ ...(allowed_channels && allowed_channels.length > 0 && { allowedChannels: allowed_channels }), body }] };
};

/** The wire members of a message: text for SMS, a serialized document for most other channels. */
export const messageOf = (message: Message): JsonObject => {
  if (message.sending_type === 'sms') return message.template === undefined ? {} : { template: message.template };
  if (message.sending_type === 'webpush') {
    const given = WEB_PUSH.filter((name) => message[name] !== undefined).map((name) => [name, message[name]] as const);
    // The table requires a template for every campaign, although web push has its own texts.
    return { ...(message.webpush_body !== undefined && { template: message.webpush_body }), ...Object.fromEntries(given) };
  }
  const document = documentOf(message);
  return document === undefined ? {} : { template: JSON.stringify(document) };
};

/** Parses a wire text as JSON if possible; otherwise the text is returned and rejected by its field. */
export const readJson = (value: Json | undefined): Json | undefined => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
};

/** Converts a campaign's message back to fields. */
export const messageIn = (campaign: JsonObject): JsonObject => {
  const { sending_type, template } = campaign;
  if (sending_type === 'sms') return { sending_type, template };
  if (sending_type === 'webpush') {
    const own = WEB_PUSH.filter((name) => !isBlank(campaign[name])).map((name) => [name, campaign[name]] as const);
    return { sending_type, webpush_body: template, ...Object.fromEntries(own) };
  }
  return { sending_type, specify: 'json', message: readJson(template) };
};

/** A message with the changes applied; kept entirely if only another channel of the same kind is selected. */
export const changedMessage = (campaign: JsonObject, change: Message): JsonObject => {
  const { sending_type = KEEP } = change;
  const present = messageIn(campaign);
  if (sending_type === KEEP) return present;
  const given = Object.fromEntries(['sending_type' as const, ...CONTENT].filter((name) => change[name] !== undefined).map((name) => [name, change[name]]));
  const isSame = sending_type === present.sending_type;
  if (sending_type === 'webpush' && isSame) return { ...present, ...given } as JsonObject;
  const stays = !hasContent(change) && (isSame || (isDocumentChannel(sending_type) && isDocumentChannel(String(present.sending_type))));
  return (stays ? { ...present, sending_type } : given) as JsonObject;
};
