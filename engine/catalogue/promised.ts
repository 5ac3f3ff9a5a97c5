import { isObject, type Json, type JsonObject } from '../base/json';

/** Thrown by a `parse` if something documented is missing. */
export class Missing extends Error {}

/** A JSON object's own documented member that is a text (an ID may be a number), or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedText = (body: Json, member: string): string => {
  const value = promised(body, member);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Missing(`its '${member}' is not text`);
};

/** Does not check that the URL can be read or may be fetched: clients remove tabs and line ends, and need no slashes after `http:`. */
const IS_ADDRESS = /^(https?:|[a-z][a-z\d+.-]*:\/\/)[^ ]+$/i;

/** A JSON object's own documented member that is a URL, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedAddress = (body: Json, member: string): string => {
  const value = promised(body, member);
  if (typeof value === 'string' && IS_ADDRESS.test(value)) return value;
  throw new Missing(`its '${member}' is not a URL`);
};

/** A JSON object's own documented member that is a list of URLs, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedAddresses = (body: Json, member: string): readonly string[] => {
  return promisedList(body, member, 'URLs', (each) => typeof each === 'string' && IS_ADDRESS.test(each)) as readonly string[];
};

/** A value that is not a list must not pass as an empty list. */
const promisedList = (body: Json, member: string, of: string, fits: (each: unknown) => boolean): readonly Json[] => {
  const value = promised(body, member);
  if (Array.isArray(value) && value.every(fits)) return value as readonly Json[];
  throw new Missing(`its '${member}' is not a list of ${of}`);
};

/** A JSON object's own documented member that is a list of objects, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedObjects = (body: Json, member: string): readonly JsonObject[] => promisedList(body, member, 'objects', isObject) as readonly JsonObject[];

/** A JSON object's own documented member that is a list of texts, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedTexts = (body: Json, member: string): readonly string[] =>
  promisedList(body, member, 'texts', (each) => typeof each === 'string') as readonly string[];

/** A JSON object's own documented member, or {@link Missing}. For use in a catalogue's `parse`. */
export const promised = (body: Json, member: string): Json => {
  const value = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject)[member] : undefined;
  if (value === undefined || value === null || value === '') throw new Missing(`it has no '${member}'`);
  return value;
};
