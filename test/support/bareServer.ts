import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers every request alike, and writes down what it was asked. */
export class BareServer {
  readonly log: string[] = [];
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) => void response.end('{}');
  private readonly server: Server = createServer((request, response) => {
    this.log.push(`${request.method} ${request.url}`);
    request.resume();
    this.answer(response, request);
  });

  /** To be made by a test file, outside of its tests. */
  static forEachTest(): BareServer {
    const own = new BareServer();
    beforeAll(async () => {
      own.server.listen(0, '127.0.0.1');
      await once(own.server, 'listening');
    });
    afterEach(() => own.log.splice(0));
    afterAll(() => own.server.close());
    return own;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Leads elsewhere from now on. */
  moves(status: number, body = ''): void {
    this.answer = (response) =>
      void response.writeHead(status, { location: 'https://user:pw@new.example/v2?api_key=secret', 'content-type': 'text/html' }).end(body);
  }
}

/** Each way to lead elsewhere, with a page and without. */
export const moves: readonly (readonly [status: number, body: string])[] = [301, 302, 303, 307, 308].flatMap((status) => [
  [status, ''] as const,
  [status, '<html><body>It has moved <a href="https://user:pw@new.example">here</a></body></html>'] as const,
]);
export const MOVED = (status: number) => `moved to https://new.example/v2 (HTTP ${status}). The redirect was not followed, and nothing was sent`;

/** A public name, at which nobody may be asked by http. */
export const OPEN = 'http://api.example.com';
