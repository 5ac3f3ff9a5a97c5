/** "Braze stores it for 24 hours". */
const KEPT = 86_400_000;

/** What was answered to a send with a key. */
export interface Transaction {
  readonly dispatchId: string;
  readonly at: number;
}

/** The keys of transactional sends by which repeats are recognized. */
export class Transactions {
  private readonly known = new Map<string, Transaction>();

  /** The send that had this key within the last 24 hours. */
  find(key: string, now: number): Transaction | undefined {
    const found = this.known.get(key);
    return found && now - found.at < KEPT ? found : undefined;
  }

  keep(key: string, transaction: Transaction): void {
    this.known.set(key, transaction);
  }

  clear(): void {
    this.known.clear();
  }
}
