import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends the head of an answer whose body a fault sends itself. Announces the full length if known, so that clients can detect missing bytes. */
export function sendHead(payload: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = reply;
  if (typeof payload === 'string') void reply.header('content-length', Buffer.byteLength(payload));
  raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>);
  raw.flushHeaders();
  if (request.wire) request.wire.status = reply.statusCode;
}

/** The body of an answer in chunks, whether it is a text or a file. */
export async function* piecesOf(payload: unknown): AsyncGenerator<Buffer> {
  const source = payload instanceof Readable ? payload : [payload ?? ''];
  for await (const piece of source as AsyncIterable<string | Buffer>) yield Buffer.from(piece as string);
}
