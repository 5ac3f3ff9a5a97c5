import { BOUNDS, exactJson, sayBytes, sayDuration, TransportError, type Json, type JsonObject } from '../engine';

/** Whether objects and lists are nested more deeply than that. Reading the value takes an eighth of the time of counting brackets in its text. */
const isDeeperThan = (most: number, value: Json | undefined): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  if (Array.isArray(value)) {
    for (const each of value as readonly Json[]) if (isDeeperThan(most - 1, each)) return true;
    return false;
  }
  for (const name in value) if (isDeeperThan(most - 1, (value as JsonObject)[name])) return true;
  return false;
};

/** Whether a member may be called `__proto__`, also with escapes; this is rare, so other texts are not checked again. */
const MAY_BE_PROTO = /proto|\\u00(?:5f|6f|7[024])/i;
/** An escaped lone surrogate. */
const MAY_BE_HALF = /\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i;

/** Replaces lone surrogates left by a decoder: text that contains one cannot be sent or written. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** Makes data safe to copy: no member that would change an object's prototype, and no lone surrogates. */
const plain = (value: Json): Json => {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '__proto__')
      .map(([name, own]) => [wellFormed(name), plain(own!)]),
  );
};

/** A body, parsed if it is JSON, with the digits of large numbers, otherwise as text. JSON nested deeper than any API's answer is treated as text. */
export const parsed = (text: string): Json => {
  try {
    const value = exactJson(text);
    if (isDeeperThan(BOUNDS.answerDepth.most, value)) return text;
    return MAY_BE_PROTO.test(text) || MAY_BE_HALF.test(text) ? plain(value) : value;
  } catch {
    return text;
  }
};

/**
 * The complete body of an answer, within the bounds on size and time; for a refusal, its beginning.
 * @param bytes as they arrive; silence is detected elsewhere, so this never waits forever
 * @param now milliseconds since 1970
 * @throws TransportError if it is larger or takes longer than the bound
 */
export const bodyOf = async (status: number, bytes: AsyncIterable<Uint8Array>, now: () => number): Promise<Json> => {
  const { answerBytes, answerMs, refusalBytes } = BOUNDS;
  const isRefusal = status < 200 || status > 299;
  const decoder = new TextDecoder();
  const begun = now();
  let size = 0;
  let text = '';
  for await (const chunk of bytes) {
    size += chunk.length;
    text += decoder.decode(chunk, { stream: true });
    if (isRefusal && size > refusalBytes.most) break;
    if (size > answerBytes.most) throw new TransportError(`it is larger than ${sayBytes(answerBytes.most)}`, 'maybe', 'format');
    if (now() - begun > answerMs.most) throw new TransportError(`it had not arrived completely after ${sayDuration(answerMs.most)}`, 'maybe');
  }
  return parsed(text + decoder.decode());
};
