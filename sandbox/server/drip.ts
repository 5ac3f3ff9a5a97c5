import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { begin, piecesOf } from './rawAnswer';

/** Sends the head at once and then a byte at a time. Ends early when the client or the sandbox closes the connection. */
export async function drip(payload: unknown, everyMs: number, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { raw } = reply;
  begin(payload, request, reply);
  for await (const piece of piecesOf(payload)) {
    for (let at = 0; at < piece.length; at++) {
      await pause(everyMs, raw);
      if (raw.closed || raw.destroyed) return;
      raw.write(piece.subarray(at, at + 1));
    }
  }
  raw.end();
}

/** A wait that a closed connection cuts short. */
function pause(ms: number, raw: ServerResponse): Promise<void> {
  return new Promise((wake) => {
    const over = (): void => {
      clearTimeout(timer);
      raw.off('close', over);
      wake();
    };
    const timer = setTimeout(over, ms).unref();
    raw.once('close', over);
  });
}
