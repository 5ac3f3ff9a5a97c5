import axios, { type AxiosRequestConfig } from 'axios';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { networkOf, TransportError, type HttpReply, type HttpRequest, type Send, type Signal, type Upload } from '../../engine';
import { notPublic } from '../../ports/addresses';
import { bodyOf } from '../../ports/answer';
import { headersOf } from '../../ports/wire';
import { lookAhead, publicLookup } from './publicOnly';
import { idleTimeout, type IdleTimeout } from './idleTimeout';
import { transportError } from './transport';
import { unpacked } from './unpacked';

/** Connections are not reused: one that the other side has just closed would leave the next request's outcome unknown. */
const agents = { httpAgent: new http.Agent({ keepAlive: false }), httpsAgent: new https.Agent({ keepAlive: false }) };

/** Separate defaults, so that another package changing axios's defaults does not affect this one. */
const client = axios.create({
  ...agents,
  maxRedirects: 0,
  maxBodyLength: -1,
  maxContentLength: -1,
  // axios accepts a truncated compressed body as complete.
  decompress: false,
  responseType: 'stream',
  validateStatus: () => true,
  transformRequest: [(data: unknown) => data],
});

/** As passed to Node's client: IPv6 without brackets. */
const hostIn = (url: string): string => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');

type Connect = (options: https.RequestOptions, callback: (response: IncomingMessage) => void) => ClientRequest;

/**
 * Node's own client, observed: whether the connection was made determines whether the vendor may have acted.
 * @param lookup resolves the host's name; a proxy's own name is resolved normally, because the user chose it
 */
const watchedTransport = (url: string, onConnected: () => void, lookup?: LookupFunction): { request: Connect } => {
  const secure = url.startsWith('https:');
  const connect: Connect = secure ? https.request : http.request;
  return {
    request(options, callback) {
      const isDirect = options.hostname === hostIn(url);
      const request = connect({ ...options, ...(lookup && isDirect && { lookup }) }, callback);
      request.once('socket', (socket) => {
        if (socket.connecting || secure) socket.once(secure ? 'secureConnect' : 'connect', onConnected);
        else onConnected();
      });
      return request;
    },
  };
};

interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string | Readable;
}

/** Distinguishes a failure of the upload's source from one of the connection. */
class SourceFailed extends Error {
  constructor(override readonly cause: unknown) {
    super('The content could not be read');
  }
}

async function* encoded(upload: Upload, quiet: IdleTimeout): AsyncGenerator<Uint8Array> {
  const pieces = upload.open()[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  try {
    for (;;) {
      quiet.pause();
      const { done, value } = await pieces.next().catch((error: unknown) => {
        throw new SourceFailed(error);
      });
      quiet.listen();
      if (done) return;
      yield typeof value === 'string' ? encoder.encode(value) : value;
    }
  } finally {
    await pieces.return?.();
  }
}

const contentOf = ({ json, form, upload }: HttpRequest, quiet: IdleTimeout): Content => {
  if (upload) {
    return {
      headers: { 'content-type': upload.contentType, 'content-length': String(upload.length) },
      data: Readable.from(encoded(upload, quiet), { objectMode: false }),
    };
  }
  if (form) return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: new URLSearchParams(form).toString() };
  return json === undefined ? { headers: {} } : { headers: { 'content-type': 'application/json' }, data: JSON.stringify(json) };
};

/** The bytes of an answer; a slow reader does not count as a silent vendor. */
async function* flowing(stream: Readable, quiet: IdleTimeout, broken: () => unknown, end: () => void): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>;
  try {
    for (;;) {
      quiet.listen();
      const { done, value } = await chunks.next();
      quiet.pause();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw broken() ?? transportError(error, true);
  } finally {
    end();
    stream.destroy();
  }
}

/** Rejects non-public hosts before connecting, even through a proxy. */
const refusePrivate = async (url: string): Promise<void> => {
  const host = hostIn(url);
  if (networkOf(host) !== 'public') throw notPublic(host);
  const refusal = isIP(host) ? undefined : await lookAhead(host);
  if (refusal) throw refusal;
};

/** Sends with axios; bodies are streamed in both directions, and `timeoutMs` limits silence rather than the total time of a large file. */
const sendAt = async (now: () => number, request: HttpRequest, signal?: Signal): Promise<HttpReply> => {
  if (signal?.aborted) throw signal.reason;
  const stop = new AbortController();
  let connected = false;
  let reason: unknown;
  const abort = (why: unknown): void => {
    reason ??= why;
    stop.abort(reason);
  };
  const onAbort = (): void => abort(signal!.reason ?? new Error('cancelled'));
  const quiet = idleTimeout(request.timeoutMs, ({ message }) => abort(new TransportError(message, connected ? 'maybe' : 'no')));
  const end = (): void => {
    quiet.end();
    signal?.removeEventListener('abort', onAbort);
  };
  signal?.addEventListener('abort', onAbort);
  const { headers, data } = contentOf(request, quiet);
  const config: AxiosRequestConfig & { readonly transport: unknown } = {
    method: request.method,
    url: request.url,
    headers: { ...headers, ...request.headers },
    ...(data !== undefined && { data }),
    ...(request.basic && { auth: { ...request.basic } }),
    signal: stop.signal,
    transport: watchedTransport(
      request.url,
      () => {
        connected = true;
        quiet.listen();
      },
      request.publicOnly ? publicLookup(abort) : undefined,
    ),
  };
  try {
    quiet.listen();
    if (request.publicOnly) await refusePrivate(request.url);
    const reply = await client.request<Readable>(config);
    const common = { status: reply.status, headers: headersOf(reply.headers) };
    const { isUnpacked, stream } = await unpacked(reply.data, common.headers['content-encoding']);
    const bytes = flowing(stream, quiet, () => reason, end);
    if (request.reply === 'stream' && reply.status >= 200 && reply.status < 300) {
      quiet.pause();
      return { ...common, body: null, stream: bytes, isUnpacked };
    }
    return { ...common, body: await bodyOf(reply.status, bytes, now) };
  } catch (error) {
    end();
    if (signal?.aborted) throw signal.reason;
    const source = error instanceof Error && error.cause instanceof SourceFailed ? error.cause : error;
    if (source instanceof SourceFailed) throw source.cause;
    throw transportError(reason ?? error, connected);
  } finally {
    // An answer, such as a refusal, may arrive before the upload is complete.
    if (data instanceof Readable) data.destroy();
  }
};

/** @param now milliseconds since 1970 */
export const axiosSendBy =
  (now: () => number): Send =>
  (request, signal) =>
    sendAt(now, request, signal);

export const axiosSend: Send = axiosSendBy(() => Date.now());
