import { isOwnNetwork, networkOf } from '../base/network';
import type { JsonObject } from '../base/json';
import type { Addresses } from '../base/ports';
import { addressesOf } from './unencrypted';
import type { AnyVendor } from '../catalogue/vendor';

/** Suffix of a target whose requests, including the key, can be read on their way through a private network. */
export const UNENCRYPTED = ' (unencrypted)';

/**
 * Where an account's requests go, if not to production: its test environment, or a URL that is not the vendor's. Undefined for the vendor's own URL and
 * for one that cannot be classified.
 */
export const targetOf = (vendor: AnyVendor, credential: JsonObject, addresses: Addresses): string | undefined => {
  const test = vendor.testEnvironment?.(credential);
  const address = addresses.read(vendor.baseUrl(credential));
  if (!address) return test;
  const isOurs = isOwnNetwork(address.host) || (vendor.hosts !== undefined && !vendor.hosts.test(address.host));
  if (!isOurs) return test;
  const isOpen = addressesOf(vendor, credential).some((each) => {
    const read = addresses.read(each);
    return read?.scheme === 'http' && networkOf(read.host) !== 'loopback';
  });
  const place = `${address.shown}${isOpen ? UNENCRYPTED : ''}`;
  return test === undefined ? place : `${test} at ${place}`;
};
