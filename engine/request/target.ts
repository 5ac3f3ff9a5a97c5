import { isOwnNetwork, networkOf } from '../base/network';
import type { JsonObject } from '../base/json';
import type { Addresses } from '../base/ports';
import { addressesOf } from './unencrypted';
import type { AnyVendor } from '../catalogue/vendor';

/** What a target ends in whose requests, and with them the key, can be read on their way through a private network. */
export const UNENCRYPTED = ' (unencrypted)';

/**
 * Where an account's requests go, where that is not production: its own test environment, or an address that is not the vendor's. Undefined for
 * the vendor's own, and for an address of which nobody here can tell.
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
