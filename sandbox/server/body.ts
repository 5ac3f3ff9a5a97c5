import type { FastifyRequest } from 'fastify';
import type { Journal, WireEntry } from './journal';

declare module 'fastify' {
  interface FastifyRequest {
    /** This request's entry in the journal; set for vendor requests only. */
    wire?: WireEntry;
    journal?: Journal;
  }
}

/** The body was truncated or exceeds the route's limit. */
export class BodyError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The raw body in chunks, recorded in the journal. Throws if the sender disconnects. */
export async function* bodyChunks(request: FastifyRequest): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of request.raw as AsyncIterable<Buffer>) {
      if (request.wire) request.journal?.addBody(request.wire, chunk);
      yield chunk;
    }
  } catch {
    throw new BodyError(400, 'The connection broke before the end of the body');
  }
  if (request.wire) request.wire.complete = true;
}

/** Reads and discards the rest, so that a refusal reaches a sender that writes everything before it reads. */
export async function drain(request: FastifyRequest): Promise<void> {
  if (request.raw.readableEnded || request.wire?.complete) return;
  for await (const _ of bodyChunks(request));
}

/** The whole body as text, up to a limit. */
export async function readText(request: FastifyRequest, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyChunks(request)) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  if (size > maxBytes) throw new BodyError(413, `The body is larger than ${maxBytes} bytes`);
  return Buffer.concat(chunks).toString('utf8');
}

/** Parsed bodies: a hook that authenticates by the body and the route after it share one. */
const bodies = new WeakMap<FastifyRequest, Promise<unknown>>();

/** The body as JSON; an empty body is an empty object. It can be read repeatedly; the first reader's limit applies. */
export function readJson(request: FastifyRequest, maxBytes = 20_000_000): Promise<unknown> {
  const read = bodies.get(request) ?? parseBody(request, maxBytes);
  bodies.set(request, read);
  return read;
}

async function parseBody(request: FastifyRequest, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyError(400, 'The body is not JSON');
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
