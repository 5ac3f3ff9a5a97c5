/** Counts how often each text occurs. */
export class Multiset {
  private readonly counts = new Map<string, number>();
  private total = 0;

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(text);
  }

  get size(): number {
    return this.total;
  }

  add(text: string, count = 1): void {
    this.counts.set(text, (this.counts.get(text) ?? 0) + count);
    this.total += count;
  }

  has(text: string): boolean {
    return this.counts.has(text);
  }

  /** Removes one occurrence. False if there is none. */
  take(text: string): boolean {
    const count = this.counts.get(text);
    if (count === undefined) return false;
    if (count === 1) this.counts.delete(text);
    else this.counts.set(text, count - 1);
    this.total--;
    return true;
  }

  entries(): IterableIterator<[string, number]> {
    return this.counts.entries();
  }
}
