import { startSandbox, type Sandbox, type WireEntry } from '../../sandbox/index';

/** A summer day at noon, UTC. */
export const NOON = Date.UTC(2024, 6, 10, 12);
export const TOKEN = 'demo-api-token';
export const V3 = 'application/vnd.fa.v3, application/json';
/** The transactional push campaign of the document's trigger example. */
export const CONTRACT = 'FACMPGN_fQq2YaB9vrJQuDid';

export type Row = Record<string, unknown>;

/** The members of all answers together; each test reads those that its own answer has. */
export interface Body {
  success: boolean;
  error_message: string;
  status: string;
  result: Row & Row[];
  total_count: number;
  [member: string]: unknown;
}

export interface Answer {
  status: number;
  body: Body;
  text: string;
  headers: Headers;
}

/** A sandbox whose clock stands still until a test moves it, and short ways to talk to its FollowAnalytics. */
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
    const answer = await fetch(path.startsWith('http') ? path : `${this.sandbox.baseUrls.followAnalytics}${path}`, init);
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : {}, text, headers: answer.headers };
  }

  get(path: string, query: Record<string, string> = {}, accept = V3): Promise<Answer> {
    return this.send(`${path}?${new URLSearchParams(query)}`, { headers: { authorization: `Token ${TOKEN}`, accept } });
  }

  post(path: string, body: unknown, token = TOKEN): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      headers: { authorization: `Token ${token}`, 'content-type': 'application/json', accept: V3 },
      body: JSON.stringify(body),
    });
  }

  put(path: string): Promise<Answer> {
    return this.send(path, { method: 'PUT', headers: { authorization: `Token ${TOKEN}`, accept: V3 } });
  }

  control(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.send(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  settings(settings: Record<string, number | string>): Promise<Answer> {
    return this.control('POST', '/followAnalytics/settings', settings);
  }

  advance(advanceMs: number): Promise<Answer> {
    return this.control('POST', '/clock', { advanceMs });
  }

  fault(fault: unknown): Promise<Answer> {
    return this.control('POST', '/faults', { vendor: 'followAnalytics', fault });
  }

  /** The campaign as the list shows it; undefined when it is not there. */
  async campaign(id: string): Promise<Row | undefined> {
    const { body } = await this.get('/api/campaigns', { limit: '1000' });
    return body.result.find(({ identifier }) => identifier === id);
  }

  /** The last request in the journal. */
  last(): WireEntry {
    return this.sandbox.requests().at(-1) as WireEntry;
  }
}

const COMMON = { source: 'API', app_id: 'FAAPPLI_0VDvT50', start_date: 'now' };

/** Bodies of the document's examples. */
export const PUSH = {
  ...COMMON,
  name: 'Most simple classic push only',
  type: 'classic',
  includes_inapp: false,
  includes_push: true,
  params: { push_message: 'The push message your customers will see.' },
};
export const INAPP = {
  ...COMMON,
  name: 'Most simple classic in-app only',
  type: 'classic',
  includes_inapp: true,
  includes_push: false,
  params: { inapp: 'native', message_title: 'inapp title', message_content: 'inapp body content', message_btn: 'label for the default inapp button' },
};
export const DYNAMIC = {
  ...PUSH,
  name: 'Specific time push trigger',
  type: 'dynamic',
  end_date: 1513607658,
  recurrence: { start_time: { hour: 8, min: 15 }, timezone: 'Europe/Paris', day_of_week: [1, 2, 3, 4, 5] },
  notif_limit: { interval: 168 },
};
export const TRANSACTIONAL = {
  ...PUSH,
  name: 'Most simple transactional campaign',
  type: 'transactional',
  params: {
    push_message: 'Hello *@first_name@* *@last_name@*, we hope you a nice day',
    push_title: 'Welcome *@first_name@*',
    deep_linking_url: 'myapp://*@deeplink@*',
  },
};
export const INAPP_URL = {
  ...COMMON,
  name: 'In-app transactional campaign',
  type: 'transactional',
  includes_inapp: true,
  includes_push: false,
  params: {
    inapp: 'url',
    inapp_content_url: 'https://myserver.com/images/*@image_name@*.jpg',
    inapp_content_title: 'custom content',
    inapp_content_auto_display: false,
    deep_linking_url: '',
    inapp_parameters: [
      { key: 'position', value: '*@pos@*' },
      { key: 'width', value: '*@width@*' },
      { key: 'type', value: 'headline' },
    ],
  },
};
export const SEGMENT = {
  filters: {
    blocks: [{ filters: [{ filter_on: 'segments', selection: 'any_of', segment_identifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'], operator: 'is_in' }] }],
  },
};
