import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Answers the request that is the `turn`th of its path, counted from 1. */
export type Answer = (response: ServerResponse, turn: number, request: IncomingMessage) => void;

const COLUMNS = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message';

/** A report's file: as many rows as there are users. */
export const reportOf = (...users: readonly string[]): string =>
  [COLUMNS, ...users.map((user) => `APP_1,CMP_1,${user},d,2026-01-15 07:39:00 UTC,r1,push,`), ''].join('\n');

/** The reading of a report as n8n's parameters have it. */
export const GET_REPORT = { resource: 'batch', operation: 'getReport', requestId: 'r1', output: 'rows' };

/**
 * A server of its own in Bryj's place, on a real connection, for what no well-meaning server does. It signs everybody in; `/api/campaigns/report`
 * names one file, `/file`, until a test puts something else at either path.
 */
export class OwnBryj {
  readonly log: string[] = [];
  private readonly answers = new Map<string, Answer>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OwnBryj> {
    const server = createServer();
    const own = new OwnBryj(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => own.take(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return own;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  at(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  /** How often a path was asked for. */
  asked(path: string): number {
    return this.log.filter((each) => each === path).length;
  }

  reset(): void {
    this.log.length = 0;
    this.answers.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url!, this.url);
    this.log.push(pathname);
    request.resume();
    const json = (body: unknown, headers = {}): void =>
      void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const answer = this.answers.get(pathname);
    if (answer) return answer(response, this.asked(pathname), request);
    if (pathname.startsWith('/users/sign_in')) return json({ id: 1 }, { authorization: 'Bearer t' });
    if (pathname === REPORT) return json(this.report);
    response.writeHead(404).end();
  }

  /** The answer that names the file. */
  get report() {
    return { request_id: 'r1', reports: [`${this.url}/file`] };
  }
}

export const REPORT = '/api/campaigns/report';
