import type { MessageList } from '../../sandbox/search/messageList';
import type { WireEntry } from '../../sandbox/server/journal';

/** What the outbox page reads, of a sandbox at an address. */
export class OutboxReader {
  constructor(private readonly url: string) {}

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}/_sandbox${path}`, init);
  }

  async get<T>(path: string): Promise<T> {
    const response = await this.fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  messages(query: string): Promise<MessageList> {
    return this.get(`/messages?${query}`);
  }

  async users(query: string): Promise<string[]> {
    return (await this.messages(query)).messages.map(({ user }) => user);
  }

  request(id: number | undefined): Promise<WireEntry> {
    return this.get(`/log/${id}`);
  }
}
