import { startSandbox, type Sandbox, type WireEntry } from '../../sandbox/index';

/** A summer day at 12:00:30 UTC, so that what turns at the hour, the minute or the third second is ahead. */
export const NOON = Date.UTC(2024, 6, 10, 12, 0, 30);
export const KEY = 'demo-rest-api-key';
export const POWERLESS = 'demo-key-without-permissions';
export const APP_GROUP = '75480f9a-4db8-4057-8b7e-4d59bfd73709';

type Row = Record<string, unknown>;

/** The members of all answers together; each test reads those that its own answer has. */
export interface Body {
  message: string;
  errors: unknown[];
  users: Row[];
  emails: { email: string; unsubscribed_at: string }[];
  invalid_user_ids: unknown[];
  [member: string]: unknown;
}

export interface Answer {
  status: number;
  body: Body;
  headers: Headers;
}

/** A sandbox whose clock stands still until a test moves it, and short ways to talk to its Braze with any key. */
export class Wire {
  private constructor(readonly sandbox: Sandbox) {}

  static async open(seed = true): Promise<Wire> {
    return new Wire(await startSandbox({ port: 0, now: () => NOON, seed }));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  /** As it stands: no header is added. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(path.startsWith('http') ? path : `${this.sandbox.baseUrls.braze}${path}`, init);
    return { status: answer.status, body: (await answer.json()) as Body, headers: answer.headers };
  }

  get(path: string, query: Record<string, string> = {}, key = KEY): Promise<Answer> {
    return this.send(`${path}?${new URLSearchParams(query)}`, { headers: { authorization: `Bearer ${key}` } });
  }

  post(path: string, body: unknown, key = KEY): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  control(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.send(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  settings(settings: Record<string, number | string>): Promise<Answer> {
    return this.control('POST', '/braze/settings', settings);
  }

  advance(advanceMs: number): Promise<Answer> {
    return this.control('POST', '/clock', { advanceMs });
  }

  /** The user export object of one external id; undefined when there is no such user. */
  async user(id: string, fields?: string[]): Promise<Row | undefined> {
    const { body } = await this.post('/users/export/ids', { external_ids: [id], ...(fields && { fields_to_export: fields }) });
    return body.users[0];
  }

  /** The last request in the journal. */
  last(): WireEntry {
    return this.sandbox.requests().at(-1) as WireEntry;
  }
}
