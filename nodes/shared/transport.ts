import { TransportError } from '../../engine';
import { chainOf, wordsOf, type Cause } from '../../ports/wire';

/**
 * The connection was never made: the name lookup, the connect call or the check of the certificate failed, or n8n itself refused the address. A TLS
 * error that may come later as well, in the middle of an answer, is none of these.
 */
const neverConnected = ({ code, syscall, name }: Cause): boolean =>
  syscall === 'connect' ||
  syscall === 'getaddrinfo' ||
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL', 'ERR_TLS_CERT_ALTNAME_INVALID'].includes(code ?? '') ||
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code ?? '') ||
  /^SsrfBlocked/.test(name ?? '');

/** The engine's form of an error of the HTTP client that is no answer. */
export const transportError = (error: unknown): TransportError => {
  const chain = chainOf(error);
  const known = chain.find((each): each is TransportError => each instanceof TransportError);
  if (known) return known;
  const words = wordsOf(chain);
  const own = chain.find(({ name }) => name !== 'NodeApiError')?.message ?? String(error);
  return new TransportError(words ?? own.replace(/[.\s]+$/, ''), chain.some(neverConnected) ? 'no' : 'maybe');
};
