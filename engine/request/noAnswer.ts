import type { TransportError } from '../base/http';
import { networkOf } from '../base/network';
import type { Addresses } from '../base/ports';

const ORIGIN = /^\w+:\/\/[^/]+/;

/**
 * Why there was no answer and from whom, as part of a sentence, and what to look at: on this machine, it is usually the sandbox that has not been started.
 * @param url of the request
 */
export const noAnswer = (url: string, error: TransportError, addresses: Addresses): { readonly words: string; readonly todo: string } => {
  const address = addresses.read(url);
  const origin = address && ORIGIN.exec(address.shown)?.[0];
  return {
    words: origin === undefined ? error.message : `${error.message} (no answer from ${origin})`,
    todo:
      address && networkOf(address.host) === 'loopback'
        ? "Is the sandbox running? Start it, or check the account's base URL."
        : "Check the account's base URL and the network connection, then try again.",
  };
};
