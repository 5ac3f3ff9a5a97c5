import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox/index';

/** 10 December 2014, 12:00 UTC: a day of the examples in Braze's document. */
export const NOW = Date.UTC(2014, 11, 10, 12);
export const HOUR = 3_600_000;
/** The id of the document's examples: a campaign, a segment, a card and an app of the sandbox have it. */
export const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
export const MULTIVARIATE = '11111111-1111-4111-8111-111111111111';
export const BIG_SEGMENT = '22222222-2222-4222-8222-222222222222';

type Row = Record<string, unknown>;

/** The members of all answers together; each test reads those that its own answer has. */
export interface Body {
  message: string;
  data: (Row & { time: string; messages: Record<string, Row[]> })[];
  segments: (Row & { id: string })[];
  campaigns: (Row & { id: string })[];
  cards: (Row & { id: string })[];
  events: string[];
  products: string[];
  exports: (Row & { keys: string[] })[];
  object_prefix: string;
  url: string;
  [member: string]: unknown;
}

/** A sandbox whose clock stands still until a test moves it, and short ways to talk to its Braze. */
export class BrazeBench {
  private constructor(private readonly sandbox: Sandbox) {}

  static async open(): Promise<BrazeBench> {
    return new BrazeBench(await startSandbox({ port: 0, now: () => NOW }));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  get(path: string, parameters: Record<string, string | number | boolean> = {}) {
    const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    return this.ask(`${this.sandbox.baseUrls.braze}${path}?${query}`, { headers: this.key });
  }

  post(path: string, body: unknown) {
    return this.ask(`${this.sandbox.baseUrls.braze}${path}`, { method: 'POST', headers: this.key, body: JSON.stringify(body) });
  }

  control(method: string, path: string, body?: unknown) {
    return this.ask(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  settings(settings: Record<string, number>) {
    return this.control('POST', '/braze/settings', settings);
  }

  advance(advanceMs: number) {
    return this.control('POST', '/clock', { advanceMs });
  }

  private readonly key = { authorization: 'Bearer demo-rest-api-key', 'content-type': 'application/json' };

  private async ask(url: string, init: RequestInit): Promise<{ status: number; body: Body }> {
    const answer = await fetch(url, init);
    return { status: answer.status, body: (await answer.json()) as Body };
  }
}

/** Somebody who is called back: keeps what came, and answers with the statuses given, then with 200. */
export class Listener {
  readonly calls: unknown[] = [];
  private readonly server: Server;
  private wake: () => void = () => {};

  constructor(private readonly statuses: number[] = []) {
    this.server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        response.writeHead(this.statuses.shift() ?? 200).end();
        this.calls.push({ method: request.method, type: request.headers['content-type'], body: JSON.parse(text) });
        this.wake();
      });
    });
  }

  async url(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/ready`;
  }

  /** Settles when so many calls have come. */
  async called(times: number): Promise<unknown[]> {
    while (this.calls.length < times) await new Promise<void>((wake) => (this.wake = wake));
    return this.calls;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
