import type { WebhookCall } from './parts';

/**
 * Never stored, because a journal is read by people and pasted into tickets. Includes other vendors' names, since a workflow may be pointed here by
 * mistake. An app key is not secret.
 */
const SECRET_HEADER = /auth|cookie|(?<!app)key|password|secret|signature|token/i;
/** Names of members, form fields and parameters. A bare `token` is not secret: it is a device's address, or a position in a list. */
const SECRET = 'password|app_group_id|(?:\\w+_)?api_?key|(?:client_)?secret|signature|(?:access|api|auth|refresh|session)_?token';
const SECRET_IN_BODY = new RegExp(`("(?:${SECRET})"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|[^\\s",\\[\\]{}]+)`, 'gi');
const SECRET_IN_FORM = new RegExp(`((?:^|&)(?:${SECRET})=)[^&]*`, 'gi');
const SECRET_IN_QUERY = new RegExp(`([?&](?:${SECRET})=)[^&#]*`, 'gi');
/** A link that opens a file by itself: whoever has its signature has the file. */
const KEY_IN_LINK = /([?&](?:app_group_id|(?:[\w-]*[-_])?(?:signature|token|key|secret|password))=)[^&#"'\s\\<>]*/gi;

/** Headers without the secret ones. */
export function harmlessHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const harmless: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !SECRET_HEADER.test(name)) harmless[name] = harmlessLinks(String(value));
  }
  return harmless;
}

/** The URL without the keys used by older authentication schemes. */
export function harmlessUrl(url: string): string {
  return url.replace(SECRET_IN_QUERY, '$1***');
}

/** The beginning of a request's body without passwords and keys, even if it breaks off in the middle of one. */
export function harmlessBody(text: string): string {
  return text.replace(SECRET_IN_BODY, '$1"***"').replace(SECRET_IN_FORM, '$1***');
}

/** The beginning of an answer without the tokens it hands out, and without the keys of its links. */
export function harmlessAnswer(text: string): string {
  return harmlessLinks(harmlessBody(text));
}

function harmlessLinks(text: string): string {
  return text.replace(KEY_IN_LINK, '$1***');
}

/** A webhook's call as it may be shown: its secret headers are named, because they are part of what was configured. */
export function harmlessCall({ method, url, headers, body }: WebhookCall): WebhookCall {
  const shown = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET_HEADER.test(name) ? '***' : value]));
  return { method, url: harmlessAnswer(url), headers: shown, body: harmlessAnswer(body) };
}
