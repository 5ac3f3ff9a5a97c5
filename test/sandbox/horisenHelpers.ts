import { startSandbox, type BatchView, type MessagePage, type Sandbox } from '../../sandbox/index';

/** 1 February 2024, 12:00 UTC, a Thursday. */
export const START = Date.UTC(2024, 1, 1, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';
export const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
export const SMALL = '11111111-c1af-11ee-8073-bf4d6e8c1618';
export const TEMPLATE = '1592695e-c1b1-11ee-b153-774c9d3a7957';
export const RECURRING = '22222222-c1b1-11ee-b153-774c9d3a7957';
export const DRAFT = '33333333-c1b1-11ee-b153-774c9d3a7957';
export const FINISHED = '44444444-c1b1-11ee-b153-774c9d3a7957';

/** Everything that a campaign must have, for the three on the small list. */
export const SMS = {
  name: 'New Campaign',
  status: 'draft',
  sending_type: 'sms',
  schedule_type: 'now',
  template: 'Hello @first_name',
  sender: '+41587000000',
  recipient_lists: SMALL,
};

/** The members of all answers together; each test reads those that its own answer has. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: {
    uuid: string;
    status: string;
    name: string;
    template: string;
    next_dt: string | null;
    last_dt: string | null;
    access_token: string;
    data: { uuid: string; name: string; status: string; sending_type: string; created_dt: string }[];
    meta: { pagination: { total: number; count: number; perPage: number; currentPage: number; totalPages: number; links: Record<string, string> } };
    code: string;
    items: { name: string; message: string }[];
    [member: string]: unknown;
  };
}

/** A sandbox whose clock stands still until a test moves it, and short ways to talk to its HORISEN. */
export class HorisenBench {
  token = '';

  private constructor(readonly sandbox: Sandbox) {}

  static async open(options: { seed?: boolean } = {}): Promise<HorisenBench> {
    const bench = new HorisenBench(await startSandbox({ port: 0, now: () => START, ...options }));
    bench.token = (await bench.signIn()).body.access_token;
    return bench;
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.sandbox.baseUrls.horisen + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) };
  }

  signIn(parameters: Record<string, string> = {}, init: RequestInit = {}): Promise<Answer> {
    const form = { grant_type: 'client_credentials', client_id: 'demo-client', client_secret: 'demo-secret', ...parameters };
    return this.fetch('/oauth2/access-token', { method: 'POST', body: new URLSearchParams(form), ...init });
  }

  api(method: string, path = '', body?: unknown, service = SERVICE): Promise<Answer> {
    return this.fetch(`/news/v1/services/${service}/campaigns${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  create(more: object = {}): Promise<Answer> {
    return this.api('POST', '', { ...SMS, ...more });
  }

  get(uuid: string, query = ''): Promise<Answer> {
    return this.api('GET', `/${uuid}${query}`);
  }

  async status(uuid: string): Promise<string> {
    return (await this.get(uuid)).body.status;
  }

  set(uuid: string, status: string): Promise<Answer> {
    return this.api('PATCH', `/${uuid}`, { status });
  }

  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return (await response.json()) as T;
  }

  settings(settings: object): Promise<{ error?: string }> {
    return this.control('POST', '/horisen/settings', settings);
  }

  advance(advanceMs: number): Promise<unknown> {
    return this.control('POST', '/clock', { advanceMs });
  }

  /** Over the end of the token's life. */
  async leap(advanceMs: number): Promise<void> {
    await this.advance(advanceMs);
    this.token = (await this.signIn()).body.access_token;
  }

  fault(fault: unknown): Promise<unknown> {
    return this.control('POST', '/faults', { vendor: 'horisen', fault });
  }

  /** The batches of one campaign, the one to come last. */
  async batches(campaign: string): Promise<BatchView[]> {
    const { batches } = await this.control<{ batches: BatchView[] }>('GET', '/horisen/batches');
    return batches.filter(({ campaignId }) => campaignId === campaign);
  }

  messages(id: string, query = ''): Promise<MessagePage> {
    return this.control('GET', `/horisen/batches/${id}/messages${query}`);
  }

  /** Who gets what by a campaign's last batch. */
  async shown(campaign: string): Promise<string[]> {
    const batch = (await this.batches(campaign)).at(-1);
    if (!batch) return [];
    return (await this.messages(batch.id, '?limit=200')).messages.map(
      ({ user, title, body, status }) => `${user}: ${title ? `${title} / ` : ''}${body} (${status})`,
    );
  }
}
