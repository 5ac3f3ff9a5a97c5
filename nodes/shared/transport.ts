import { isObject, TransportError } from '../../engine';
import { wordsOf, type Cause } from '../../ports/wire';
import { causesOf } from './host';

/** Whether n8n's own guard blocked the address. */
export const isBlocked = (error: unknown): boolean => causesOf(error).some(({ name }) => /^SsrfBlocked/.test(name ?? ''));

/** What Node's client keeps of a request, and n8n passes on with the error. */
interface Asked {
  readonly socket?: { readonly connecting?: boolean; readonly secureConnecting?: boolean } | null;
}

/**
 * The connection broke before it was ready: while connecting, or before TLS was established. The same TLS errors can occur in the middle of an answer,
 * so their names alone prove nothing.
 */
const wasConnecting = ({ request }: Cause): boolean => {
  const socket = isObject(request) ? (request as Asked).socket : undefined;
  return socket?.connecting === true || socket?.secureConnecting === true;
};

/** Certificate errors of OpenSSL and Node (Node, "X509 certificate error codes"), which occur before anything is sent. */
const CERTIFICATE =
  /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|INVALID_(CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;

/** No connection was made: name resolution, connecting or certificate verification failed, or n8n itself blocked the address. */
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

/** The engine's form of an HTTP client error that is not an answer. */
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
