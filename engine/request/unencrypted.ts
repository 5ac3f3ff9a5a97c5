import type { Failure } from '../base/errors';
import type { JsonObject } from '../base/json';
import { isOwnNetwork } from '../base/network';
import type { Addresses } from '../base/ports';
import type { AnyVendor } from '../catalogue/vendor';

const IS_ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

/** The URLs that an account's secrets are sent to: the API's, and those of a sign-in if different. */
export const addressesOf = (vendor: AnyVendor, credential: JsonObject): readonly string[] => {
  const auth = vendor.auth(credential);
  const signIns = auth.by === 'token' ? auth.request(credential).map(({ path }) => path) : [];
  const own = [vendor.baseUrl(credential), ...signIns.filter((path) => IS_ADDRESS.test(path))] as readonly (string | undefined)[];
  return own.map((each) => each ?? '');
};

/** The account's field that contains a URL, as named in messages. */
const fieldOf = (vendor: AnyVendor, credential: JsonObject, address: string): { readonly field?: string; readonly label: string } => {
  const [wire] =
    Object.entries(credential).find(
      ([name, value]) => vendor.credential[name]?.type === 'text' && typeof value === 'string' && value.trim() === address.trim(),
    ) ?? [];
  return wire === undefined ? { label: 'The base URL' } : { field: wire, label: `'${vendor.credential[wire]!.label}' (${wire})` };
};

/**
 * Why an account's secrets must not be sent to its URL, for any vendor: unencrypted, anyone on the way could read them. This machine and private
 * networks are excepted.
 */
export const unencrypted = (vendor: AnyVendor, credential: JsonObject, addresses: Addresses): Failure | undefined => {
  for (const text of addressesOf(vendor, credential)) {
    const { field, label } = fieldOf(vendor, credential, text);
    const address = addresses.read(text);
    const about = { reached: 'no', repeatable: false, ...(field !== undefined && { field }) } as const;
    if (!address) {
      return {
        ...about,
        code: 'unavailable',
        message: `${label} of the ${vendor.label} account is not a URL that requests can be sent to. Nothing was sent.`,
        todo: 'Enter a URL such as https://api.example.com, as documented by the vendor.',
      };
    }
    if (address.scheme === 'http' && !isOwnNetwork(address.host)) {
      return {
        ...about,
        code: 'validation',
        message: `${label} of the ${vendor.label} account is ${address.shown}: over http, the account's secret would travel unencrypted and could be read by anyone on the way. Nothing was sent.`,
        todo: 'Use https://. Only addresses on this machine or in a private network can use http://.',
      };
    }
  }
  return undefined;
};
