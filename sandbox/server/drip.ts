import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { piecesOf, sendHead } from './rawAnswer';

/** Sends the head at once and then a byte at a time. Ends early when the client or the sandbox closes the connection. */
export async function drip(payload: unknown, everyMs: number, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { raw } = reply;
  sendHead(payload, request, reply);
  for await (const piece of piecesOf(payload)) {
    for (let index = 0; index < piece.length; index++) {
      await pause(everyMs, raw);
      if (raw.closed || raw.destroyed) return;
      raw.write(piece.subarray(index, index + 1));
    }
  }
  raw.end();
}

/** A wait that a closed connection cuts short. */
function pause(ms: number, raw: ServerResponse): Promise<void> {
  return new Promise((wake) => {
    const finish = (): void => {
      clearTimeout(timer);
      raw.off('close', finish);
      wake();
    };
    const timer = setTimeout(finish, ms).unref();
    raw.once('close', finish);
  });
}
