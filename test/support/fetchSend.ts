import { ReadableStream } from 'node:stream/web';
import { TransportError, type HttpReply, type HttpRequest, type Send } from '../../engine';

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

const codeOf = (error: unknown): string => {
  const cause = (error as { cause?: { code?: string; errors?: { code?: string }[] } }).cause;
  return cause?.code ?? cause?.errors?.[0]?.code ?? '';
};

const bodyOf = (request: HttpRequest): { body?: BodyInit; headers: Record<string, string> } => {
  if (request.json !== undefined) return { body: JSON.stringify(request.json), headers: { 'content-type': 'application/json' } };
  if (request.form) return { body: new URLSearchParams(request.form), headers: {} };
  if (!request.upload) return { headers: {} };
  const { upload } = request;
  const encoder = new TextEncoder();
  async function* bytes() {
    for await (const piece of upload.open()) yield typeof piece === 'string' ? encoder.encode(piece) : piece;
  }
  return {
    body: ReadableStream.from(bytes()) as unknown as BodyInit,
    headers: { 'content-type': upload.contentType, 'content-length': String(upload.length) },
  };
};

/** A bare `Send` over the global fetch: the simplest HTTP client that a test can have. */
export const fetchSend: Send = async (request, signal): Promise<HttpReply> => {
  const { body, headers } = bodyOf(request);
  const given = { ...headers, ...request.headers };
  if (request.basic) given.authorization = `Basic ${btoa(`${request.basic.username}:${request.basic.password}`)}`;
  const broken = (error: unknown): unknown => {
    if (signal?.aborted) return signal.reason;
    const code = codeOf(error);
    return new TransportError(code || (error as Error).message, NEVER_CONNECTED.has(code) ? 'no' : 'maybe');
  };
  let reply: Response;
  try {
    reply = await fetch(request.url, {
      method: request.method,
      headers: given,
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...(request.upload && { duplex: 'half' }),
      ...(signal && { signal: signal as AbortSignal }),
    } as RequestInit);
  } catch (error) {
    throw broken(error);
  }
  const common = { status: reply.status, headers: Object.fromEntries(reply.headers) };
  if (request.reply === 'stream' && reply.ok) return { ...common, body: null, stream: reply.body as unknown as AsyncIterable<Uint8Array> };
  const text = await reply.text().catch((error: unknown) => {
    throw broken(error);
  });
  try {
    return { ...common, body: JSON.parse(text) };
  } catch {
    return { ...common, body: text };
  }
};
