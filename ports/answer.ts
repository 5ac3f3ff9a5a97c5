import { BOUNDS, exactJson, sayBytes, sayDuration, TransportError, type Json } from '../engine';

/** Whether brackets are nested too deeply, not counting those inside strings. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let isText = false;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22:
        isText = !isText;
        break;
      case 0x5c:
        i++;
        break;
      case 0x5b:
      case 0x7b:
        if (!isText && ++depth > BOUNDS.answerDepth.most) return true;
        break;
      case 0x5d:
      case 0x7d:
        if (!isText) depth--;
        break;
    }
  }
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
  if (text.length > BOUNDS.answerDepth.most && isTooDeep(text)) return text;
  try {
    const value = exactJson(text);
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
