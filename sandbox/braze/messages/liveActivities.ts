import type { Order } from '../outbox/order';

/** The Live Activities that were started from here, each with those who have it. */
export class LiveActivities {
  private readonly running = new Map<string, Order[]>();

  start(id: string, order: Order): void {
    this.running.set(id, [...(this.running.get(id) ?? []), order]);
  }

  /** Those for whom it was started; nobody of whom the sandbox knows for one that an app started itself. */
  of(id: string): readonly Order[] {
    return this.running.get(id) ?? [];
  }

  end(id: string): void {
    this.running.delete(id);
  }

  /** The IDs of what runs. */
  ids(): string[] {
    return [...this.running.keys()];
  }

  clear(): void {
    this.running.clear();
  }
}
