import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands at the other end of an example besides the vendor, such as a CRM: writes down what it is asked, and answers with what it has for a path. */
export class HttpPeer {
  /** Method, path, and the body where it is JSON. */
  readonly calls: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  /** Answers by path without its query; all others are `{}`. */
  readonly answers = new Map<string, object>();
  private readonly server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const path = request.url!;
      this.calls.push({ method: request.method!, path, body: text === '' ? undefined : JSON.parse(text) });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(this.answers.get(path.split('?')[0]!) ?? {}));
    });
  });

  static async start(): Promise<HttpPeer> {
    const peer = new HttpPeer();
    peer.server.listen(0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
