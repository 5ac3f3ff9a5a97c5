import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { JsonObject } from '../../engine';
import { archiveOf } from '../../sandbox/braze/exports/archive';
import { definitionOf, type Act } from './acts';

/** A file as the vendor of an operation would have it, of one row. */
const fileFor = async (act: Act): Promise<Buffer> => {
  const row = definitionOf(act).sample as JsonObject;
  if (act.isWaitedFor) return await buffer(archiveOf('elsewhere', { count: 1, at: () => JSON.stringify(row) }, Date.UTC(2026, 0, 15)));
  return Buffer.from(`${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`);
};

/** Another host, to which vendors send for things. It has files, and remembers what it was shown. */
export class Elsewhere {
  /** The headers of what was asked for. */
  readonly asked: IncomingHttpHeaders[] = [];
  private file: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Elsewhere> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const elsewhere = new Elsewhere(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`);
    server.on('request', (request, response) => {
      elsewhere.asked.push(request.headers);
      response.end(elsewhere.file);
    });
    return elsewhere;
  }

  /** As new, with the file of an operation where it has one. */
  async reset(act: Act): Promise<void> {
    this.asked.length = 0;
    this.file = act.naming ? await fileFor(act) : Buffer.alloc(0);
  }

  close(): void {
    this.server.close();
  }
}
