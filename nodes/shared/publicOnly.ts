import { networkOf } from '../../engine';
import { addresses, notPublic } from '../../ports/addresses';
import { lookupOf, type Lookup } from './host';
import type { Host } from './n8nTypes';
import { isBlocked } from './transport';

/** Refuses an address that only what is public may have. */
export type Guard = (url: string) => Promise<void>;

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
