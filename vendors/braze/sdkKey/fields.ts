import { promisedObjects, type Field, type Json, type JsonObject } from '../../../engine';
import { appId, sampleId } from '../fields';

export const ownApp = {
  ...appId,
  description: 'The app that the key is for, by its API identifier',
  required: true,
  todo: "Copy the app's API identifier from Settings > APIs and Identifiers.",
} as const satisfies Field;

export const keyId = {
  type: 'text',
  label: 'Key ID',
  description: "The key's identifier, as Get Many lists it",
  required: true,
  placeholder: 'e.g. cccccccc-0000-4000-8000-000000000002',
  todo: "Copy the identifier from 'Get Many'.",
} as const satisfies Field;

export const sampleApp = sampleId;

/** A valid key, whose private half was thrown away. */
const samplePem = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDGqE82iwoLrB4VTl/VO6oKjsgt
S8MU4LvfZtisd+fx4e/x7szqBGQOdKUTwqt/UaNeHJNzr8iop1Xmjv0qYJFtrcDm
QnmrlchSyXeFKKAg6Bauh6h2OPoI0NyL6iQp/t1HSTyHSfajcZKexOT5P8u72HMW
Yc2yNhINJwR/Oe2hPQIDAQAB
-----END PUBLIC KEY-----`;

export const sampleKey = {
  id: 'cccccccc-0000-4000-8000-000000000001',
  rsa_public_key: samplePem,
  description: 'Key of 2026',
  is_primary: true,
} as const;

/** The key in an answer that lists the keys of the app, or undefined. */
export const keyIn = (body: Json, id: string): JsonObject | undefined => promisedObjects(body, 'keys').find((key) => key.id === id);
