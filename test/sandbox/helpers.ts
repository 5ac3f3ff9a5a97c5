import { startSandbox, type Sandbox, type BatchView, type FaultRule, type WireEntry } from '../../sandbox/index';

/** 10 May 2022, 12:00 UTC: the day of the example in the vendor's page. */
export const START = Date.UTC(2022, 4, 10, 12);

/** A sandbox on a free port whose clock stands still until a test moves it, and short ways to talk to it. */
export async function openSandbox(options: { seed?: boolean } = {}) {
  const sandbox = await startSandbox({ port: 0, now: () => START, ...options });
  return new Bench(sandbox);
}

export interface Message {
  user: string;
  title: string;
  body: string;
  variables: Record<string, string>;
}

/** The members of all answers together; each test reads those that its own answer has. */
export interface AnswerBody {
  request_id: string;
  error_message: string;
  error: string;
  reports: [string, ...string[]];
  requests: (WireEntry & { messages: string })[];
  messages: [Message, Message, ...Message[]];
  Messages: { messages: Message[] };
  batches: BatchView[];
  vendors: [{ uploads: unknown[] }];
  faults: FaultRule[];
  total: number;
  now: number;
  used: number;
  length: number;
  trimEnd(): string;
  [member: string]: unknown;
}

export interface Answer {
  status: number;
  body: AnswerBody;
  headers: Headers;
}

export class Bench {
  private token = '';

  constructor(readonly sandbox: Sandbox) {}

  close(): Promise<void> {
    return this.sandbox.close();
  }

  get base(): string {
    return this.sandbox.baseUrls.bryj as string;
  }

  get authorization(): string {
    return this.token;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(path.startsWith('http') ? path : this.base + path, init);
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers };
  }

  async signIn(password = 'demo-password', path = '/users/sign_in'): Promise<Answer> {
    const answer = await this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ user: { email: 'demo@example.com', password } }),
    });
    this.token = answer.headers.get('authorization') ?? this.token;
    return answer;
  }

  api(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    return this.fetch(path, { method, ...init, headers: { authorization: this.token, ...(init.headers as object) } });
  }

  trigger(body: unknown, init: RequestInit = {}): Promise<Answer> {
    return this.api('POST', '/api/campaigns/trigger', {
      ...init,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(init.headers as object) },
    });
  }

  /** Fields in the order given; `file` is the content of the attached file. */
  upload(fields: Record<string, string>, file?: string | Uint8Array<ArrayBuffer>, name = 'people.csv'): Promise<Answer> {
    const form = new FormData();
    if (file !== undefined) form.append('file', new Blob([file], { type: 'text/csv' }), name);
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    return this.api('POST', '/api/campaigns/trigger', { body: form });
  }

  report(id: string): Promise<Answer> {
    return this.api('GET', `/api/campaigns/report?request_id=${id}`);
  }

  cancel(id: string): Promise<Answer> {
    return this.api('PUT', `/api/campaigns/request/${id}/cancel`);
  }

  scheduled(campaign = 'CMP_demo_welcome'): Promise<Answer> {
    return this.api('GET', `/api/campaigns/${campaign}/request/scheduled`);
  }

  control(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.fetch(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  advance(advanceMs: number): Promise<Answer> {
    return this.control('POST', '/clock', { advanceMs });
  }

  fault(fault: unknown, rest: object = {}): Promise<Answer> {
    return this.control('POST', '/faults', { vendor: 'bryj', fault, ...rest });
  }

  async batches(): Promise<BatchView[]> {
    return (await this.control('GET', '/bryj/batches')).body.batches;
  }

  /** The last request in the journal. */
  last(): WireEntry {
    return this.sandbox.requests().at(-1) as WireEntry;
  }

  /** Waits, without a clock, until something is true: each look is a turn of the event loop. */
  async until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isTrue())) await new Promise((wake) => setImmediate(wake));
  }
}

export const PERSON = { user_id: 'USER_ID1', template_variables: { firstname: 'Pierre', lastname: 'DUPONT', contractnumber: '123456' } };
export const CSV = 'User,contractnumber,firstname,lastname\nuser_id1,123456,Pierre,DUPONT\nuser_id2,123456,Thomas,DUPONT\n';
export const WELCOME = { campaign_id: 'CMP_demo_welcome' };
