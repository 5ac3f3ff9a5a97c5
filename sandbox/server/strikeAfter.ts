import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { substituteFor } from './bodies';
import type { Fault } from './faultKinds';
import { drip } from './drip';
import { piecesOf, sendHead } from './rawAnswer';

/** A promise that never settles: the request hangs until its sender gives up. */
const silence = (): Promise<never> => new Promise(() => {});

/** Faults that strike when the answer is ready. For an answer that is swallowed or sent from here, the promise never settles. */
export async function strikeAfter(fault: Fault, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  switch (fault.kind) {
    case 'timeoutAfter':
    case 'resetAfter':
      if (request.wire) request.wire.swallowedStatus = reply.statusCode;
      if (fault.kind === 'resetAfter') request.raw.socket.resetAndDestroy();
      return silence();
    case 'answer':
      if (request.wire) request.wire.swallowedStatus = reply.statusCode;
      return replace(fault, reply, payload);
    case 'truncate':
      return fault.clean ? shorten(payload, fault.bytes, reply) : breakOff(payload, fault.bytes, request, reply);
    case 'drip':
      await drip(payload, fault.everyMs ?? 1000, request, reply);
      return silence();
    default:
      return payload;
  }
}

/** The vendor's other headers are kept, as a proxy would. */
function replace({ status, body, headers = {} }: Extract<Fault, { kind: 'answer' }>, reply: FastifyReply, payload: unknown): string {
  if (payload instanceof Readable) payload.destroy();
  const { text, type } = substituteFor(body);
  void reply.code(status).removeHeader('content-length').removeHeader('content-type');
  if (type !== undefined) void reply.header('content-type', type);
  void reply.headers(headers);
  return text;
}

async function* firstBytes(payload: unknown, limit: number): AsyncGenerator<Buffer> {
  let left = limit;
  for await (const piece of piecesOf(payload)) {
    const part = piece.subarray(0, left);
    left -= part.length;
    yield part;
    if (left <= 0) return;
  }
}

function shorten(payload: unknown, limit: number, reply: FastifyReply): Readable {
  void reply.removeHeader('content-length');
  return Readable.from(firstBytes(payload, limit));
}

async function breakOff(payload: unknown, limit: number, request: FastifyRequest, reply: FastifyReply): Promise<never> {
  const { raw } = reply;
  sendHead(payload, request, reply);
  for await (const piece of firstBytes(payload, limit)) {
    if (!raw.write(piece)) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
  }
  // The callback of an empty write is called when everything before it has been sent.
  raw.write('', () => raw.socket?.destroy());
  return silence();
}
