import type { Vendors } from '../server/vendors';
import type { BatchView, VendorServer } from '../server/world';
import { isReaching, repeatKey, type Repeats, type Shelf } from './records';

/** How many messages are kept in memory: an upload may have millions. */
const MOST_MESSAGES = 250_000;

/** All messages that can be searched, newest batches first. */
export interface Snapshot {
  readonly shelves: readonly Shelf[];
  /** Messages of all batches. */
  readonly total: number;
  /** Messages that are too many to be searched. */
  readonly left: number;
}

/** Of messages that reach nobody. */
const ONCE: Repeats = { times: 1 };

interface KeptShelf extends Shelf {
  batch: BatchView;
  readonly stamp: string;
  /** How many of its messages there was no room for. */
  readonly rest: number;
}

/**
 * Copies of all messages, for searches over all batches: vendors compute theirs whenever somebody looks. A batch is read again once its stamp differs.
 */
export class MessageIndex {
  private readonly shelves = new Map<string, KeptShelf>();
  private readonly repeats = new Map<string, Repeats>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly vendors: Vendors) {}

  /** The messages as of now. One at a time, since each changes what the next one finds. */
  async fresh(): Promise<Snapshot> {
    const next = this.last.then(() => this.read());
    this.last = next.catch(() => undefined);
    return await next;
  }

  /** Forgets everything: a control route may have changed what no stamp shows. */
  clear(): void {
    this.shelves.clear();
    this.repeats.clear();
  }

  private async read(): Promise<Snapshot> {
    const all = this.vendors.all().flatMap(([, { server }]) => server.batches().map((batch, order) => ({ batch, order, server })));
    all.sort((a, b) => b.batch.createdAt - a.batch.createdAt || b.order - a.order);
    const keys = new Set(all.map(({ batch }) => keyOf(batch)));
    for (const key of this.shelves.keys()) if (!keys.has(key)) this.drop(key);

    const shelves: KeptShelf[] = [];
    let kept = 0;
    for (const { batch, server } of all) {
      const shelf = await this.shelfOf(batch, server, MOST_MESSAGES - kept);
      shelves.push(shelf);
      kept += shelf.messages.length;
    }
    const left = shelves.reduce((sum, { rest }) => sum + rest, 0);
    return { shelves, total: kept + left, left };
  }

  private async shelfOf(batch: BatchView, server: VendorServer, room: number): Promise<KeptShelf> {
    const key = keyOf(batch);
    const known = this.shelves.get(key);
    const own = server.stampOf?.(batch.id);
    const stamp = [own, batch.state, batch.count, batch.sendAt, batch.count > room ? room : ''].join();
    if (known && own !== undefined && known.stamp === stamp) {
      known.batch = batch;
      return known;
    }
    this.drop(key);
    const page = room > 0 ? await server.messages(batch.id, 0, room, false) : undefined;
    const messages = page?.messages ?? [];
    const repeats = messages.map((message) => (isReaching(message.status) ? this.repeatsOf(repeatKey(batch, message)) : ONCE));
    const shelf: KeptShelf = { batch, messages, repeats, stamp, rest: Math.max(0, (page?.total ?? batch.count) - messages.length) };
    this.shelves.set(key, shelf);
    return shelf;
  }

  private drop(key: string): void {
    const shelf = this.shelves.get(key);
    if (!shelf) return;
    shelf.messages.forEach((message, index) => {
      const repeats = shelf.repeats[index] as Repeats;
      if (repeats !== ONCE && --repeats.times === 0) this.repeats.delete(repeatKey(shelf.batch, message));
    });
    this.shelves.delete(key);
  }

  /** Counts one more message with this key. */
  private repeatsOf(key: string): Repeats {
    const repeats = this.repeats.get(key) ?? { times: 0 };
    repeats.times++;
    this.repeats.set(key, repeats);
    return repeats;
  }
}

const keyOf = ({ vendor, id }: BatchView): string => `${vendor} ${id}`;
