import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { networkOf, type TransportError } from '../../engine';
import { notPublic } from '../../ports/addresses';

/**
 * Replaces Node's name lookup: rejects a name as soon as one of its addresses is not public. The connection uses the addresses checked here, so that
 * the name cannot resolve to something else a moment later.
 * @param onRefused called with the reason, because clients replace the errors they get
 */
export const publicLookup =
  (onRefused: (why: TransportError) => void): LookupFunction =>
  (host, options, callback) => {
    dns.lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const isAllPublic = found.length > 0 && found.every(({ address }) => networkOf(address) === 'public');
      if (!isAllPublic) {
        const why = notPublic(host);
        onRefused(why);
        return callback(why, []);
      }
      if (options.all) return callback(null, found);
      const [{ address, family }] = found as [dns.LookupAddress];
      callback(null, address, family);
    });
  };

/** Resolves a name that a proxy will resolve itself; if it is unknown here, the decision is left to the proxy. */
export const lookAhead = (host: string): Promise<TransportError | undefined> =>
  new Promise((resolve) => {
    publicLookup(resolve)(host, {}, () => resolve(undefined));
  });
