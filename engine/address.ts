/** A host as addresses write it. One in another script, or with escapes, may turn out to be any other once it is read by somebody else. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)$/;
/** What HTTP clients read in ways of their own: they take a backslash for a slash, and leave line ends and tabs out. */
const TWO_WAYS = /[\\\p{Cc}\p{Cs}]/u;

/** Host name and scheme of an absolute http(s) URL, or undefined for anything else. Engines without `URL` need their own reading. */
export const addressOf = (url: string): { readonly scheme: string; readonly host: string } | undefined => {
  const text = url.trim();
  const match = TWO_WAYS.test(text) ? null : /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)(?::\d*)?(?:[/?#]|$)/i.exec(text);
  const host = match?.[2]?.toLowerCase().replace(/\.$/, '') ?? '';
  return match && HOST.test(host) ? { scheme: match[1]!.toLowerCase(), host } : undefined;
};

/** The parts of RFC 3986, appendix B. */
const PARTS = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?/i;

/** RFC 3986, 5.2.4: a path without its `.` and `..`. */
const withoutDots = (path: string): string => {
  const kept: string[] = [];
  const steps = path.split('/').slice(1);
  for (const [i, step] of steps.entries()) {
    const isLast = i === steps.length - 1;
    if (step === '..') kept.pop();
    else if (step !== '.') kept.push(step);
    if (isLast && (step === '.' || step === '..')) kept.push('');
  }
  return `/${kept.join('/')}`;
};

/** Bytes that do not belong into an address, as a header brings them, in the form that does. */
const escaped = (text: string): string =>
  text.replace(/[^\x21-\x7e]/gu, (character) =>
    character <= '\u00ff' ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : encodeURIComponent(character),
  );

/**
 * Where a `Location` leads: RFC 9110, 10.2.2, read against the address that answered as RFC 3986, 5.2 has it, without a fragment.
 * @param base an absolute http(s) URL
 * @returns undefined where it is no address that could be fetched
 */
export const resolved = (location: string, base: string): string | undefined => {
  const text = location.trim();
  const own = addressOf(base);
  if (!own || text === '' || TWO_WAYS.test(text)) return undefined;
  const [, baseScheme = '', baseAuthority = '', basePath = '', baseQuery = ''] = PARTS.exec(base.trim())!;
  const [, scheme = baseScheme, authority, path = '', query] = PARTS.exec(escaped(text))!;
  // Without an authority of its own, one with a scheme is no http(s) URL.
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && authority === undefined) return undefined;
  const merged = path.startsWith('/') || authority !== undefined ? path : `${basePath.replace(/[^/]*$/, '') || '/'}${path}`;
  const target = path === '' && authority === undefined ? `${basePath}${query ?? baseQuery}` : `${withoutDots(merged || '/')}${query ?? ''}`;
  const address = `${scheme.toLowerCase()}://${authority ?? baseAuthority}${target}`;
  return addressOf(address) && address;
};

/** An address to be shown: without the user, the query and the fragment, where secrets are. */
export const shownAddress = (address: string): string => {
  const [, scheme, authority, path = ''] = PARTS.exec(address.trim())!;
  return `${scheme === undefined ? '' : `${scheme}:`}${authority === undefined ? '' : `//${authority.replace(/^.*@/, '')}`}${path}`;
};

const PRIVATE_NAMES = [/^localhost$/, /\.(localhost|local|internal|lan|home\.arpa)$/];
const PRIVATE_V4 = [/^0\./, /^10\./, /^127\./, /^169\.254\./, /^172\.(1[6-9]|2\d|3[01])\./, /^192\.168\./, /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./];
/** All but 2000::/3, which is what is public, and in it what carries an IPv4 address (2002::/16). */
const PRIVATE_V6 = [/^\[(?![23][0-9a-f]{3}:)/, /^\[2002:/];

/** Whether a host lies in this machine or a private network; numbers in disguise (`2130706433`, `0x7f.1`) count as private too. */
export const isPrivate = (host: string): boolean =>
  [...PRIVATE_NAMES, ...PRIVATE_V4, ...PRIVATE_V6].some((pattern) => pattern.test(host)) ||
  (/^(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*$/.test(host) && !/^([1-9]\d{0,2}|0)(\.([1-9]\d{0,2}|0)){3}$/.test(host)) ||
  !/[.:]/.test(host);

/** Whether an address that a vendor's answer names may be fetched: never a private one, unless the account's own base URL is private. */
export const mayFetch = (url: string, baseUrl: string): boolean => {
  const address = addressOf(url);
  if (!address) return false;
  const base = addressOf(baseUrl);
  return !isPrivate(address.host) || (base !== undefined && isPrivate(base.host));
};
