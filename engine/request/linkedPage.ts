import type { Failure } from '../base/errors';
import type { Addresses } from '../base/ports';
import type { Request } from '../catalogue/operation';
import { baseOf } from './encode';

/** A URL as {@link Addresses.read} returns it, in its parts. */
const PARTS = /^(https?:\/\/[^/?#]+)([^?#]*)(\?[^#]*)?/;

/**
 * The request for a page that an answer links to. The link is resolved against the account's own base URL and never leaves its host, because the
 * account's key is sent along: one to another host, or to the same host without encryption, is refused.
 * @param target as in the `Link` header: a path, or a whole URL
 */
export const linkedPage = (
  { query: _, ...request }: Request,
  target: string,
  baseUrl: string,
  label: string,
  addresses: Addresses,
): Request | { readonly failure: Failure } => {
  const own = baseOf(baseUrl);
  const [, host = '', folder = ''] = PARTS.exec(addresses.read(own)?.href ?? '') ?? [];
  const [whole, there, path = '', query = ''] = PARTS.exec(addresses.read(target, `${own}${request.path}`)?.href ?? '') ?? [];
  if (whole === undefined || host === '' || there !== host) {
    return {
      failure: {
        code: 'format',
        reached: 'yes',
        message: `${label} named a next page that is not at the account's own address: '${target.slice(0, 200)}'. It was not read, so the list is incomplete.`,
        todo: "Check the account's base URL. If it is right, fetch fewer rows (set a limit), and report the problem to the vendor.",
      },
    };
  }
  // Behind a proxy, the vendor does not know the folder in the account's base URL.
  const within = folder.replace(/\/+$/, '');
  return { ...request, path: `${path.startsWith(`${within}/`) ? path.slice(within.length) : path}${query}` };
};
