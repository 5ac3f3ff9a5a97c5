import type { Json } from './json';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Bytes to send. `open` starts from the first byte at each call; `length` is exact, so Content-Length can be set. */
export interface Upload {
  readonly contentType: string;
  readonly length: number;
  open(): AsyncIterable<Uint8Array | string>;
}

/** A request as a host's HTTP client gets it: an absolute URL, ready headers, at most one body. */
export interface HttpRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** HTTP basic authentication; the host's client encodes it. */
  readonly basic?: { readonly username: string; readonly password: string };
  readonly json?: Json;
  readonly form?: Readonly<Record<string, string>>;
  readonly upload?: Upload;
  /** `json`: the whole body, parsed where it is JSON, else as text. `stream`: bytes as they arrive. */
  readonly reply: 'json' | 'stream';
  /**
   * The address was named by somebody else: nothing is connected to but what is public, whatever the host's name turns out to stand for. Else the
   * client throws a {@link TransportError} `permission`.
   */
  readonly publicOnly?: boolean;
  /** Longest silence before the request is given up. */
  readonly timeoutMs: number;
}

/** An answer. Header names are in lower case. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface HttpReply extends Reply {
  /** Only where the request said `reply: 'stream'` and the status is 2xx. */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** The stream is, or may be, unpacked (RFC 9110, 8.4): `content-length` counts the packed bytes, and the client has compared them itself. */
  readonly isUnpacked?: boolean;
}

/**
 * Sends one request and gives back whatever answer came; a status never throws. Redirects are not followed.
 * Throws {@link TransportError} when there was no answer, and the signal's reason when cancelled.
 */
export type Send = (request: HttpRequest, signal?: Signal) => Promise<HttpReply>;

/**
 * No answer came. `reached: 'no'`: the connection was never made, so the vendor cannot have acted.
 * `code`: `format` where an answer came that is beyond what is read of one, so that asking again is no use; `permission` where the host is not
 * public and the request was for what is.
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

/** The part of AbortSignal that the engine needs; a host's AbortSignal fits. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
