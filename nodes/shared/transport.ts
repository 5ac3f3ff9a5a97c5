import { isObject, TransportError } from '../../engine';
import { wordsOf, type Cause } from '../../ports/wire';
import { causesOf } from './host';

/** Whether n8n's own guard refuses an address. */
export const isBlocked = (error: unknown): boolean => causesOf(error).some(({ name }) => /^SsrfBlocked/.test(name ?? ''));

/** What Node's client keeps of a request, and n8n hands on with the error. */
interface Asked {
  readonly socket?: { readonly connecting?: boolean; readonly secureConnecting?: boolean } | null;
}

/**
 * The connection was not there yet when it broke: it was being made, or its two ends had not agreed on TLS. The same errors of TLS may come in the
 * middle of an answer as well, so their names tell nothing.
 */
const wasConnecting = ({ request }: Cause): boolean => {
  const socket = isObject(request) ? (request as Asked).socket : undefined;
  return socket?.connecting === true || socket?.secureConnecting === true;
};

/** What OpenSSL and Node find wrong with a certificate (Node, "X509 certificate error codes"): they look at it before anything is sent. */
const CERTIFICATE =
  /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|INVALID_(CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;

/** The connection was never made: the name lookup, the connect call or the check of the certificate failed, or n8n itself refused the address. */
const neverConnected = (cause: Cause): boolean => {
  const { code, syscall } = cause;
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL'].includes(code ?? '') ||
    CERTIFICATE.test(code ?? '') ||
    wasConnecting(cause)
  );
};

/** The engine's form of an error of the HTTP client that is no answer. */
export const transportError = (error: unknown): TransportError => {
  const chain = causesOf(error);
  const known = chain.find((each): each is TransportError => each instanceof TransportError);
  if (known) return known;
  const words = wordsOf(chain);
  const own = chain.find(({ name }) => name !== 'NodeApiError')?.message ?? String(error);
  const isRefused = isBlocked(error);
  const reached = isRefused || chain.some(neverConnected) ? 'no' : 'maybe';
  return new TransportError(words ?? own.replace(/[.\s]+$/, ''), reached, isRefused ? 'permission' : 'unavailable');
};
