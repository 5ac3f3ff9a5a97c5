/** Host name and scheme of an absolute http(s) URL, or undefined for anything else. Engines without `URL` need their own reading. */
export const addressOf = (url: string): { readonly scheme: string; readonly host: string } | undefined => {
  const match = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)(?::\d+)?(?:[/?#]|$)/i.exec(url.trim());
  return match ? { scheme: match[1]!.toLowerCase(), host: match[2]!.toLowerCase().replace(/\.$/, '') } : undefined;
};

const PRIVATE_NAMES = [/^localhost$/, /\.(localhost|local|internal|lan|home\.arpa)$/];
const PRIVATE_V4 = [/^0\./, /^10\./, /^127\./, /^169\.254\./, /^172\.(1[6-9]|2\d|3[01])\./, /^192\.168\./, /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./];
const PRIVATE_V6 = [/^\[::1?\]$/, /^\[f[cd]/, /^\[fe[89ab]/, /^\[::ffff:/];

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
