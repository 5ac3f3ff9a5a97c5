import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { piecesOf, sendHead } from './rawAnswer';

/** Sends the head immediately and then one byte at a time. Ends early if the client or the sandbox closes the connection. */
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

/** A wait that ends early if the connection is closed. */
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
