import { createHash } from 'node:crypto';
import { startSandbox, type BatchView, type MessagePage, type Sandbox } from '../../sandbox/index';

/** 1 February 2024, 12:00 UTC: half past five in the afternoon in India. */
export const START = Date.UTC(2024, 1, 1, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const KEY = 'demo-push-key';

export const ANDROID = { message: 'Hello', title: 'Hi' };
export const IOS = { message: 'Hello iPhone', title: 'Hi' };
export const WEB = { message: 'Hello web', title: 'Hi', redirectURL: 'https://example.com', iconURL: 'https://example.com/icon.png' };
/** A user by the unique id. */
export const user = (...ids: string[]) => ({
  targetAudience: 'User',
  targetUserAttributes: {
    attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
    ...(ids.length === 1 ? { comparisonParameter: 'is', attributeValue: ids[0] } : { comparisonParameter: 'in', attributeValue: ids }),
  },
});

export const signatureOf = (app: unknown, name: unknown, key = KEY): string => createHash('sha256').update(`${app}|${name}|${key}`).digest('hex');

/** The members of all answers together; each test reads those that its own answer has. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: { status: string; cid: string; requestId: string; responseId: string; Error_Message: string; [member: string]: unknown };
}

/** A campaign as the control route shows it. */
export interface Row {
  cid: string;
  name: string;
  app_id: string;
  delivery: string;
  runs: { at: number; users: number }[];
  next: number | null;
  stopped: boolean;
}

/** A sandbox whose clock stands still until a test moves it, and short ways to talk to its MoEngage. */
export class MoEngageBench {
  private constructor(readonly sandbox: Sandbox) {}

  static async open(): Promise<MoEngageBench> {
    return new MoEngageBench(await startSandbox({ port: 0, now: () => START }));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.sandbox.baseUrls.moEngage + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) };
  }

  /** A request to the first user on Android, with some members in place of its own. */
  request(more: Record<string, unknown> = {}): Record<string, unknown> {
    const { appId = 'DEMOAPP', campaignName = 'Welcome' } = more;
    return {
      appId,
      campaignName,
      signature: signatureOf(appId, campaignName),
      requestType: 'push',
      targetPlatform: ['ANDROID'],
      ...(more.targetAudience === undefined && user('demo-0001')),
      payload: { ANDROID },
      campaignDelivery: { type: 'soon' },
      ...more,
    };
  }

  send(more: Record<string, unknown> = {}): Promise<Answer> {
    return this.post('/v2/transaction/sendpush', this.request(more));
  }

  /** By version 2.1, with its headers. */
  send21(more: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = this.request(more);
    const { appId, signature, targetAudience } = body as Record<string, string>;
    return this.post('/v2.1/transaction/sendpush', body, {
      'x-moe-appkey': String(appId),
      'x-moe-pushapi-signature': String(signature),
      'x-moe-query-type': String(targetAudience).toLowerCase(),
      ...headers,
    });
  }

  /** What is wrong with a request. */
  async refusal(more: Record<string, unknown>): Promise<string> {
    const { status, body } = await this.send(more);
    return status === 200 && body.status === 'Fail' ? body.Error_Message : `${status} ${body.status}`;
  }

  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return (await response.json()) as T;
  }

  settings(settings: object): Promise<{ error?: string }> {
    return this.control('POST', '/moEngage/settings', settings);
  }

  advance(advanceMs: number): Promise<unknown> {
    return this.control('POST', '/clock', { advanceMs });
  }

  fault(fault: unknown): Promise<unknown> {
    return this.control('POST', '/faults', { vendor: 'moEngage', fault });
  }

  async campaigns(): Promise<Row[]> {
    return (await this.control<{ campaigns: Row[] }>('GET', '/moEngage/campaigns')).campaigns;
  }

  async batches(): Promise<BatchView[]> {
    return (await this.control<{ batches: BatchView[] }>('GET', '/moEngage/batches')).batches;
  }

  messages(cid: string, query = '?limit=200'): Promise<MessagePage> {
    return this.control('GET', `/moEngage/batches/${cid}/messages${query}`);
  }

  /** Who gets what on which platform. */
  async shown(cid: string): Promise<string[]> {
    return (await this.messages(cid)).messages.map(({ type, user: who, title, body, status }) => `${type} ${who}: ${title} / ${body} (${status})`);
  }
}
