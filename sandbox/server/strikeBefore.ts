import type { FastifyReply, FastifyRequest } from 'fastify';
import { orDefaultBody, substituteFor } from './bodies';
import { bodyChunks, drain } from './body';
import type { Fault } from './faultKinds';

/** Long enough for the sender to read the early answer: closing immediately would reset the connection first. */
const LINGER_MS = 250;

/** Faults that strike before the vendor sees the request. Returns true if the vendor must not see it. */
export async function strikeBefore(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'status': {
      await drain(request);
      const body = orDefaultBody(fault.body, fault.status);
      if (typeof body === 'string') void reply.code(fault.status).headers(fault.headers ?? {});
      else
        void reply
          .code(fault.status)
          .type('application/json')
          .headers(fault.headers ?? {});
      void reply.send(body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body));
      return true;
    }
    case 'early':
      answerEarly(fault, request, reply);
      return true;
    case 'timeoutBefore':
      await drain(request);
      reply.hijack();
      return true;
    case 'resetBefore': {
      reply.hijack();
      const { socket } = request.raw;
      if (!fault.afterBytes) {
        socket.resetAndDestroy();
        return true;
      }
      let received = 0;
      for await (const chunk of bodyChunks(request)) {
        received += chunk.length;
        if (received >= fault.afterBytes) break; // leaving the loop closes the connection
      }
      socket.resetAndDestroy();
      return true;
    }
    case 'slow':
      await new Promise((wake) => setTimeout(wake, fault.ms).unref());
      return false;
    default:
      return false;
  }
}

/** The whole answer is sent while the sender is still writing; the rest of the request is not read. */
function answerEarly({ status = 413, body, headers = {} }: Extract<Fault, { kind: 'early' }>, request: FastifyRequest, reply: FastifyReply): void {
  const { text, type } = substituteFor(orDefaultBody(body, status));
  const { raw } = reply;
  void reply.code(status).header('content-length', Buffer.byteLength(text)).header('connection', 'close');
  if (type !== undefined) void reply.type(type);
  void reply.headers(headers);
  reply.hijack();
  raw.writeHead(status, reply.getHeaders() as Record<string, string>);
  raw.write(text);
  raw.flushHeaders();
  if (request.wire) request.wire.status = status;
  const end = setTimeout(() => raw.destroy(), LINGER_MS).unref();
  raw.once('close', () => clearTimeout(end));
}
