import { TransportError } from '../engine';
import type { Address, Addresses } from '../engine/base/ports';

/** The error for a non-public host where only public ones may be connected to. */
export const notPublic = (host: string): TransportError => new TransportError(`${host} is inside a private network`, 'no', 'permission');

const read = (text: string, base?: string): URL | undefined => {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
};

/** Parses URLs with the platform's `URL`, which the hosts' HTTP clients also use. */
export const addresses: Addresses = {
  read(text, base): Address | undefined {
    const url = read(text, base);
    if (!url || !/^https?:$/.test(url.protocol)) return undefined;
    url.username = '';
    url.password = '';
    url.hash = '';
    return {
      href: url.href,
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      host: url.hostname.replace(/\.+$/, ''),
      shown: `${url.origin}${url.pathname.replace(/\/$/, '')}`,
    };
  },
};
