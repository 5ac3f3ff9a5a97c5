import { untilHeard } from './news';

/** What Node-RED tells its open editors: the debug side bar and the statuses below nodes. */
export class Comms {
  /** Debug messages, `msg` parsed where it is JSON. */
  readonly debug: { readonly id: string; readonly name?: string; readonly msg: unknown }[] = [];
  /** The texts of a node's status, in order. */
  readonly statuses = new Map<string, (string | undefined)[]>();
  private readonly heard = new Set<() => void>();

  private constructor(private readonly socket: WebSocket) {}

  static async open(url: string): Promise<Comms> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/comms`);
    const comms = new Comms(socket);
    socket.addEventListener('message', ({ data }) => comms.hear(String(data)));
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    for (const topic of ['debug', 'status/#']) socket.send(JSON.stringify({ subscribe: topic }));
    return comms;
  }

  private hear(text: string): void {
    const parsed = JSON.parse(text) as { topic: string; data: { id: string; msg: string; format: string; text?: string } }[];
    for (const { topic, data } of Array.isArray(parsed) ? parsed : [parsed]) {
      if (topic === 'debug') this.debug.push({ ...data, msg: /^(Object|array|error)/i.test(data.format) ? JSON.parse(data.msg) : data.msg });
      const [kind, id] = topic?.split('/') ?? [];
      if (kind === 'status' && id) this.statuses.set(id, [...(this.statuses.get(id) ?? []), data.text]);
    }
    this.heard.forEach((each) => each());
  }

  /** Waits until something holds, looking whenever there is news. */
  until(holds: () => boolean): Promise<void> {
    return untilHeard(this.heard, holds);
  }

  /** The next message in the side bar from a flow whose nodes' IDs begin with this: one of the flow that was deployed before may still come. */
  async next(flow = ''): Promise<unknown> {
    const before = this.debug.length;
    const found = () => this.debug.slice(before).find(({ id }) => id.startsWith(flow));
    await this.until(() => found() !== undefined);
    return found()!.msg;
  }

  close(): void {
    this.socket.close();
  }
}
