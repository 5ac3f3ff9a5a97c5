import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fault } from './faults';
import type { End } from './life';
import type { Asked } from './wire';
import type { Witness } from './witness';

/** What the server does at one request of an execution that ends before its time. */
export interface Ending {
  readonly end: End;
  /** Cancels the execution, or takes from it all that a dead process would not have. */
  happen(): void;
}

/** The witness behind HTTP: a local server, so that a host's own client is part of what is tested. */
export class VendorServer {
  private witness: Witness | undefined;
  private ending: Ending | undefined;
  private steps = 0;
  private isGone = false;
  /** Part of the address, so that what an execution that was cut short still sends is not taken for the next history's. */
  private history = 0;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The base URL for the history that has begun. */
  get url(): string {
    return `${this.root}/${this.history}`;
  }

  /** A history begins. */
  play(witness: Witness): void {
    this.witness = witness;
    this.history++;
  }

  /** An execution begins. */
  begin(ending: Ending | undefined): void {
    this.ending = ending;
    this.steps = 0;
    this.isGone = false;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const { pathname, searchParams: query } = new URL(url, this.root);
    const [, history, path = ''] = /^\/(\d+)(\/.*)$/.exec(pathname) ?? [];
    if (path.includes('sign_in')) {
      response.writeHead(201, { authorization: 'Bearer token' }).end('{}');
      return;
    }
    const body = await text(request).catch(() => '');
    if (this.isGone || Number(history) !== this.history) {
      request.socket.destroy();
      return;
    }
    const witness = this.witness!;
    const fault = witness.next(witness.isSend(method, path));
    const isWhole = !((fault.kind === 'cut' && !fault.whole) || fault.kind === 'refused');
    const asked: Asked = { method, path, query, body };
    if (this.ending && ++this.steps === this.ending.end.at) {
      this.leave(asked, fault, this.ending);
      request.socket.destroy();
      return;
    }
    // Here a connection that is never made is one that breaks before anything is done: a server cannot do less.
    const met = witness.meet(asked, isWhole ? fault : { kind: 'cut', whole: false, processed: false });
    if ('cut' in met) request.socket.destroy();
    else response.writeHead(met.reply.status, { 'content-type': 'application/json', ...met.reply.headers }).end(met.reply.body);
  }

  private leave(asked: Asked, fault: Fault, { end, happen }: Ending): void {
    this.witness!.left(this.witness!.peopleOf(asked));
    if (end.done) this.witness!.meet(asked, fault);
    this.isGone = true;
    happen();
  }
}
