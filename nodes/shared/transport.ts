import { TransportError } from '../../engine';
import { chainOf, wordsOf, type Cause } from '../../ports/wire';

/** The connection was never made: the name lookup, the connect call or the TLS handshake failed, or n8n itself refused the address. */
const neverConnected = ({ code, syscall, name }: Cause): boolean =>
  syscall === 'connect' ||
  syscall === 'getaddrinfo' ||
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL'].includes(code ?? '') ||
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code ?? '') ||
  /^SsrfBlocked/.test(name ?? '');

/** The engine's form of an error of the HTTP client that is no answer. */
export const transportError = (error: unknown): TransportError => {
  const chain = chainOf(error);
  const words = wordsOf(chain);
  const own = chain.find(({ name }) => name !== 'NodeApiError')?.message ?? String(error);
  return new TransportError(words ?? own.replace(/[.\s]+$/, ''), chain.some(neverConnected) ? 'no' : 'maybe');
};
