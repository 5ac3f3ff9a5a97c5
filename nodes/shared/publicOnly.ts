import { networkOf } from '../../engine';
import { addresses, notPublic } from '../../ports/addresses';
import { isBlocked } from './transport';
import type { Host } from './ports';

/** Refuses an address that only what is public may have. */
export type Guard = (url: string) => Promise<void>;

/** The addresses of a name. */
type Lookup = (host: string) => Promise<readonly string[]>;

/**
 * n8n's own lookup, where this n8n lends it: with the policy of its guard in force, whether or not the instance applies that to everything.
 * Community nodes have no other way to look a name up.
 */
const lookupOf = ({ helpers }: Host): Lookup | undefined => {
  const { getSecureEgressFilter } = helpers as Partial<Host['helpers']>;
  if (!getSecureEgressFilter) return undefined;
  return (host) =>
    new Promise((resolve, reject) => {
      getSecureEgressFilter('enforced').createSecureLookup()(host, { all: true }, (error, found) => {
        if (error) reject(error);
        else resolve(Array.isArray(found) ? found.map(({ address }) => address) : [found]);
      });
    });
};

const isPublic = (host: string): boolean => networkOf(host) === 'public';

/** Whether a name stands for what is public alone. One that cannot be looked up here is for n8n's client, or for the proxy that it asks, to find. */
const standsForPublic = async (host: string, lookup: Lookup): Promise<boolean> => {
  try {
    return (await lookup(host)).every(isPublic);
  } catch (error) {
    return !isBlocked(error);
  }
};

/** The guard of requests that are for what is public. n8n's client looks the name up once more: see the README on what remains. */
export const guardOf = (host: Host): Guard => {
  const lookup = lookupOf(host);
  return async (url) => {
    const name = addresses.read(url)?.host ?? '';
    if (isPublic(name) && (/^[\d.]+$|^\[/.test(name) || !lookup || (await standsForPublic(name, lookup)))) return;
    throw notPublic(name);
  };
};
