/** Values by key, of which only those that were used last are remembered. */
export class Recent<V> {
  private readonly values = new Map<string, V>();

  constructor(private readonly most: number) {}

  /** The value of a key, made where none is remembered. */
  of(key: string, make: () => V): V {
    const value = this.values.get(key) ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    dropFirst(this.values, this.most);
    return value;
  }
}

/** Drops the first entries of what stands in the order in which it came, down to a number. */
export const dropFirst = (entries: { readonly size: number; keys(): Iterator<string>; delete(key: string): boolean }, most: number): void => {
  while (entries.size > most) entries.delete(entries.keys().next().value as string);
};
