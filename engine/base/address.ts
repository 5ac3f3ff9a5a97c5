/** Where an address may name a user: before its first slash, of whichever kind. WHATWG's reading of http needs no two of them. */
const USER = /^([a-z][a-z0-9+.-]*:)?([\\/]*)[^/?#]*@/i;

/**
 * An address to be shown: without the user, the query and the fragment, where secrets are. It may be any text that came in the place of one, so
 * nothing is made of it but words.
 */
export const shownAddress = (address: string): string =>
  address
    // Clients leave these out, wherever they are.
    .replace(/[\t\n\r]/g, '')
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(USER, '$1$2');

/** A header's bytes as UTF-8 has them: clients hand them over one character each, and an address has no others than ASCII. */
const escaped = (text: string): string => text.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/** Where a `Location` leads: what is to be read against the address that answered (RFC 9110, 10.2.2); undefined where it says nothing. */
export const locationIn = (headers: Readonly<Record<string, string>>): string | undefined => {
  const text = headers.location?.trim() ?? '';
  return text === '' ? undefined : escaped(text);
};
