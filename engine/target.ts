import { addressOf, isPrivate } from './address';
import { baseOf, isAddress } from './encode';
import type { JsonObject } from './json';
import type { AnyVendor } from './vendor';

/**
 * Where an account's requests go, where that is not production: its own test environment, or an address that is not the vendor's. Undefined for
 * the vendor's own, and for an address of which nobody here can tell.
 */
export const targetOf = (vendor: AnyVendor, credential: JsonObject): string | undefined => {
  const test = vendor.testEnvironment?.(credential as never);
  const url = vendor.baseUrl(credential as never);
  const address = addressOf(url);
  if (!address) return test;
  const isOurs = isPrivate(address.host) || (vendor.hosts !== undefined && !vendor.hosts.test(address.host));
  if (!isOurs) return test;
  const place = url.trim().replace(/^(https?:\/\/)[^/?#@]*@/i, '$1');
  return test === undefined ? place : `${test} at ${place}`;
};

/**
 * The addresses to which an account's requests and its sign-in go: what decides where its secrets are sent. Two accounts whose addresses are the
 * same differ in nothing that could send a secret elsewhere.
 * @returns the base URL, and those of the sign-in that leave it aside
 */
export const addressesOf = (vendor: AnyVendor, credential: JsonObject): readonly string[] => {
  const auth = vendor.auth(credential as never);
  const signIns = auth.by === 'token' ? auth.request(credential as never).map(({ path }) => path) : [];
  return [baseOf(String(vendor.baseUrl(credential as never) ?? '')), ...signIns.filter(isAddress)];
};
