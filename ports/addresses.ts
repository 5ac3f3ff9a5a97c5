import { TransportError } from '../engine';
import type { Address, Addresses } from '../engine/base/ports';

/** Why nothing is connected to, where only what is public may be. */
export const notPublic = (host: string): TransportError => new TransportError(`${host} is inside a private network`, 'no', 'permission');

const read = (text: string, base?: string): URL | undefined => {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
};

/** Addresses by the hosts' own `URL`, which their HTTP clients read them with too. */
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
