import { startSandbox, type BatchView, type FaultRule, type MessagePage, type Sandbox } from '../../sandbox/index';

/** 10 May 2022, 12:00 UTC. */
export const START = Date.UTC(2022, 4, 10, 12);
const KEY = 'demo-rest-api-key';
export const DEMO_ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
export const BIG = '22222222-2222-4222-8222-222222222222';

/** The user export object, as far as these tests look. */
export interface Row {
  external_id: string;
  first_name: string;
  email: string;
  email_subscribe: string;
  total_revenue: number;
  custom_attributes: Record<string, unknown>;
  custom_events: { name: string; first: string; last: string; count: number }[];
  purchases: { name: string; count: number }[];
  push_tokens: { app: string; platform: string; token: string }[];
  [member: string]: unknown;
}

/** The members of all answers together; each test reads those that its own answer has. */
export interface Answer {
  status: number;
  headers: Headers;
  body: {
    message: string;
    errors: unknown[];
    schedule_id: string;
    dispatch_id: string;
    users: Row[];
    emails: { email: string; unsubscribed_at: string }[];
    deleted: number;
    [member: string]: unknown;
  };
}

/** A sandbox whose clock stands still until a test moves it, and short ways to talk to its Braze. */
export class BrazeBench {
  private constructor(readonly sandbox: Sandbox) {}

  static async open(settings?: Record<string, unknown>): Promise<BrazeBench> {
    const bench = new BrazeBench(await startSandbox({ port: 0, now: () => START }));
    if (settings) await bench.set(settings);
    return bench;
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.sandbox.baseUrls.braze + path, init);
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  }

  post(path: string, body: unknown, headers: Record<string, string> = { authorization: `Bearer ${KEY}` }): Promise<Answer> {
    return this.fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  }

  get(path: string): Promise<Answer> {
    return this.fetch(path, { headers: { authorization: `Bearer ${KEY}` } });
  }

  async user(id: string): Promise<Row | undefined> {
    return (await this.post('/users/export/ids', { external_ids: [id] })).body.users[0];
  }

  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return (await response.json()) as T;
  }

  set(settings: Record<string, unknown>): Promise<{ error?: string }> {
    return this.control('POST', '/braze/settings', settings);
  }

  advance(advanceMs: number): Promise<unknown> {
    return this.control('POST', '/clock', { advanceMs });
  }

  fault(fault: unknown): Promise<FaultRule> {
    return this.control('POST', '/faults', { vendor: 'braze', fault });
  }

  batch(id: string): Promise<BatchView> {
    return this.control('GET', `/braze/batches/${id}`);
  }

  messages(id: string, query = ''): Promise<MessagePage> {
    return this.control('GET', `/braze/batches/${id}/messages${query}`);
  }

  /** What the outbox shows of a batch: who, what title and body, and what became of it. */
  async shown(id: string): Promise<string[]> {
    return (await this.messages(id)).messages.map(({ type, user, title, body, status }) => `${type} ${user}: ${title} / ${body} (${status})`);
  }
}
