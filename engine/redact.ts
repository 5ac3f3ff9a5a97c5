import type { Fields } from './fields';
import type { Json, JsonObject } from './json';

const MASK = '***';

/** Takes a credential's secrets, and anything that looks like a bearer token, out of a text. */
export const redactor = (fields: Fields, credential: JsonObject): ((text: string) => string) => {
  const secrets = Object.entries(fields)
    .filter(([, field]) => field.type === 'text' && field.secret)
    .map(([name]) => credential[name])
    .filter((value): value is string => typeof value === 'string' && value.length > 0)
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
  const distinct = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text) => distinct.reduce((clean, secret) => clean.split(secret).join(MASK), text).replace(/\b(Bearer|Basic)\s+[\w.~+/=-]*[\w~+/=-]/gi, `$1 ${MASK}`);
};

/** The same through a whole JSON value; members of the names given are masked as a whole. */
export const redactJson = (value: Json | undefined, redact: (text: string) => string, secretMembers: readonly string[] = []): Json | undefined => {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactJson(each as Json, redact, secretMembers) ?? null);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, secretMembers.includes(key) ? MASK : redactJson(each as Json | undefined, redact, secretMembers)]),
    );
  }
  return value;
};
