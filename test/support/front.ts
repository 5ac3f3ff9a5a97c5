import { createServer, request as requestOf } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A server before another one that passes all on, both ways, and what is broken off as broken off. */
export interface Front {
  readonly url: string;
  /** The requests that came: bytes of each body, those that its header promised, and whether it came to its end. */
  readonly seen: readonly { readonly path: string; readonly bytes: number; readonly promised: number; readonly isWhole: boolean }[];
  close(): void;
}

/**
 * @param target address of the server behind
 * @param before called with the path of each request; the request waits for it
 */
export const frontOf = async (target: string, before: (path: string) => Promise<void>): Promise<Front> => {
  const seen: { path: string; bytes: number; promised: number; isWhole: boolean }[] = [];
  const { host, pathname } = new URL(target);
  const server = createServer((request, response) => {
    const path = request.url!;
    const entry = { path, bytes: 0, promised: Number(request.headers['content-length'] ?? 0), isWhole: false };
    seen.push(entry);
    void before(path).then(() => {
      const behind = requestOf(`http://${host}${pathname}${path}`, { method: request.method, headers: { ...request.headers, host } }, (reply) => {
        response.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(response);
      });
      behind.on('error', () => response.destroy());
      request.on('data', (chunk: Buffer) => (entry.bytes += chunk.length));
      request.on('end', () => (entry.isWhole = true));
      request.on('close', () => request.complete || behind.destroy());
      request.pipe(behind);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** What may happen to a file while it is sent: of people in rows of the same length. */
export const CHANGES: readonly [how: string, change: (text: string) => string, says: string][] = [
  ['grown', (text) => `${text}late,Late,Last,1\n`, 'is larger now'],
  ['shrunk', (text) => text.slice(0, text.lastIndexOf('\n', text.length / 2) + 1), 'now'],
  ['emptied', () => '', 'has 0 bytes now'],
  ['written anew at the same size', (text) => text.replace('First7,', 'Other7,'), 'has different content of the same size now'],
];
