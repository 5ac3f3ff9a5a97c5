/** A least-recently-used cache. */
export class Recent<V> {
  private readonly values = new Map<string, V>();

  constructor(private readonly most: number) {}

  /** The value of a key, created if it is not cached. */
  of(key: string, make: () => V): V {
    const value = this.values.get(key) ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    dropFirst(this.values, this.most);
    return value;
  }
}

/** Drops the oldest entries of an insertion-ordered collection until a number is left. */
export const dropFirst = (entries: { readonly size: number; keys(): Iterator<string>; delete(key: string): boolean }, most: number): void => {
  while (entries.size > most) entries.delete(entries.keys().next().value as string);
};
