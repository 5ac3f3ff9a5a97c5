import { networkOf } from '../../engine';
import { addresses, notPublic } from '../../ports/addresses';
import { lookupOf, type Lookup } from './host';
import type { Host } from './n8nTypes';
import { isBlocked } from './transport';

/** Rejects URLs that are not public. */
export type Guard = (url: string) => Promise<void>;

const isPublic = (host: string): boolean => networkOf(host) === 'public';

/** Whether a name resolves only to public addresses. A name that cannot be resolved here is left to n8n's client or its proxy. */
const standsForPublic = async (host: string, lookup: Lookup): Promise<boolean> => {
  try {
    return (await lookup(host)).every(isPublic);
  } catch (error) {
    return !isBlocked(error);
  }
};

/** The guard for requests that must go to public addresses. n8n's client resolves the name again; see docs/security.md for the remaining risk. */
export const guardOf = (host: Host): Guard => {
  const lookup = lookupOf(host);
  return async (url) => {
    const name = addresses.read(url)?.host ?? '';
    if (isPublic(name) && (/^[\d.]+$|^\[/.test(name) || !lookup || (await standsForPublic(name, lookup)))) return;
    throw notPublic(name);
  };
};
