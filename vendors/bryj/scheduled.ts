import { isoUtc, type Json, type JsonObject } from '../../engine';

/** Larger epochs are in milliseconds: the document shows both (seconds in "Get scheduled requests", 13 digits in "Cancel a request"). */
const MILLISECONDS_FROM = 1e11;
/** The latest valid date, in milliseconds. */
const LAST_MOMENT = 8.64e15;

/** Converts an epoch in seconds or milliseconds, as number or text, to ISO 8601 in UTC; anything else is unchanged. */
const time = (value: Json | undefined): Json | undefined => {
  const epoch = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof epoch !== 'number' || epoch > LAST_MOMENT) return value;
  return isoUtc(epoch > MILLISECONDS_FROM ? epoch : epoch * 1000);
};

const listOf = (messages: Json | undefined): readonly Json[] | undefined => {
  if (Array.isArray(messages)) return messages;
  const inner = typeof messages === 'object' && messages !== null ? (messages as JsonObject).messages : undefined;
  return Array.isArray(inner) ? inner : undefined;
};

/**
 * A request in a uniform shape: times in ISO 8601, the number of recipients, and the messages as a list or as the link to their file. The document
 * shows the messages as a list, as an object containing a list, and as a link, and their key with and without a capital.
 */
export const simplifyRequest = (request: Json): JsonObject => {
  const { messages, Messages, ...rest } = request as JsonObject;
  const found = messages ?? Messages;
  const list = listOf(found);
  return {
    ...rest,
    requested_at: time(rest.requested_at),
    to_be_send_at: time(rest.to_be_send_at),
    ...(list ? { recipients: list.length, messages: list } : typeof found === 'string' ? { messages_url: found } : {}),
  };
};
