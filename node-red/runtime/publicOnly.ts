import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { networkOf, type TransportError } from '../../engine';
import { notPublic } from '../../ports/addresses';

/**
 * Node's lookup of a name, in whose place it is put: refuses a name as soon as one of its addresses is not public. The connection is made to what
 * was looked at here, so that a name cannot stand for something else a moment later.
 * @param onRefused told why, as clients make errors of their own of what they are given
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

/** Looks a name up that a proxy will look up for itself; what is not known here is left to the proxy. */
export const lookAhead = (host: string): Promise<TransportError | undefined> =>
  new Promise((resolve) => {
    publicLookup(resolve)(host, {}, () => resolve(undefined));
  });
