/** Where a URL can carry user info: before the first slash of either kind. WHATWG's parser does not require two slashes for http. */
const USER = /^([a-z][a-z0-9+.-]*:)?([\\/]*)[^/?#]*@/i;

/**
 * A URL that is safe to show: without user info, query and fragment, which may hold secrets. The input can be any text that was supplied as a URL, so
 * it is handled as plain text and never parsed.
 */
export const shownAddress = (address: string): string =>
  address
    // Clients drop these characters anywhere in a URL.
    .replace(/[\t\n\r]/g, '')
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(USER, '$1$2');

/** A header's bytes are UTF-8, but clients deliver each byte as one character; a URL contains only ASCII. */
const escaped = (text: string): string => text.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/** The target of a `Location` header, to be resolved against the URL that answered (RFC 9110, 10.2.2); undefined if there is none. */
export const locationIn = (headers: Readonly<Record<string, string>>): string | undefined => {
  const text = headers.location?.trim() ?? '';
  return text === '' ? undefined : escaped(text);
};
