import type { Json } from './json';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Bytes to send. Each call of `open` starts at the first byte; `length` is exact, so Content-Length can be set. */
export interface Upload {
  readonly contentType: string;
  readonly length: number;
  open(): AsyncIterable<Uint8Array | string>;
}

/** A request as passed to a host's HTTP client: an absolute URL, complete headers, at most one body. */
export interface HttpRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** HTTP basic authentication; encoded by the host's client. */
  readonly basic?: { readonly username: string; readonly password: string };
  readonly json?: Json;
  readonly form?: Readonly<Record<string, string>>;
  readonly upload?: Upload;
  /** `json`: the whole body, parsed if it is JSON, otherwise as text. `stream`: bytes as they arrive. */
  readonly reply: 'json' | 'stream';
  /**
   * The URL comes from a third party: connect only to public addresses, whatever the host name resolves to. Otherwise the client throws a {@link
   * TransportError} `permission`.
   */
  readonly publicOnly?: boolean;
  /** Longest silence before the request is aborted. */
  readonly timeoutMs: number;
}

/** An answer. Header names are lower-case. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface HttpReply extends Reply {
  /** Only if the request has `reply: 'stream'` and the status is 2xx. */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** The stream is or may be decompressed (RFC 9110, 8.4): `content-length` counts the compressed bytes, and the client has checked it already. */
  readonly isUnpacked?: boolean;
}

/**
 * Sends one request and returns the answer, whatever its status. Redirects are not followed.
 * Throws {@link TransportError} if there is no answer, and the signal's reason if canceled.
 */
export type Send = (request: HttpRequest, signal?: Signal) => Promise<HttpReply>;

/**
 * No answer came. `reached: 'no'`: no connection was made, so the vendor cannot have acted.
 * `code`: `format` if an answer exceeds a bound, so a retry cannot help; `permission` if the host is not public and the request requires that it is.
 */
export class TransportError extends Error {
  constructor(
    message: string,
    readonly reached: 'no' | 'maybe',
    readonly code: 'unavailable' | 'format' | 'permission' = 'unavailable',
  ) {
    super(message);
    this.name = 'TransportError';
  }
}

/** The subset of AbortSignal that the engine needs; a host's AbortSignal fits. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
