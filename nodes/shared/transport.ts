import { TransportError } from '../../engine';

/** What went wrong below HTTP, in words. A message with the code itself would be replaced by n8n's own text. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ECONNABORTED: 'no answer came in time',
  ETIMEDOUT: 'no answer came in time',
};

/** The connection was never made: the name lookup, the connect call or the TLS handshake failed, or n8n itself refused the address. */
const neverConnected = ({ code, syscall, name }: Cause): boolean =>
  syscall === 'connect' ||
  syscall === 'getaddrinfo' ||
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL'].includes(code ?? '') ||
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code ?? '') ||
  /^SsrfBlocked/.test(name ?? '');

interface Cause {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly cause?: unknown;
  readonly response?: unknown;
  readonly errors?: unknown;
}

/** An error and what it wraps, outermost first: n8n wraps the client's errors, and the client Node's. */
export const chainOf = (error: unknown): readonly Cause[] => {
  const chain: Cause[] = [];
  for (let each = error; typeof each === 'object' && each !== null && !chain.includes(each); each = (each as Cause).cause) {
    chain.push(each);
    const inner = (each as Cause).errors;
    // A host with several addresses fails with one error for each.
    if (Array.isArray(inner)) chain.push(...inner.filter((one): one is Cause => typeof one === 'object' && one !== null));
  }
  return chain;
};

/** The engine's form of an error of the HTTP client that is no answer. */
export const transportError = (error: unknown): TransportError => {
  const chain = chainOf(error);
  const code = chain.find((each) => typeof each.code === 'string' && each.code in WORDS)?.code;
  const words = code === undefined ? undefined : WORDS[code];
  const own = chain.find(({ name }) => name !== 'NodeApiError')?.message ?? String(error);
  return new TransportError(words ?? own.replace(/[.\s]+$/, ''), chain.some(neverConnected) ? 'no' : 'maybe');
};
