import type { Json } from './json';
import type { Ledger } from './ports';

/** A ledger in memory that forgets the oldest entries first. */
export const memoryLedger = (mostEntries = 10_000): Ledger => {
  const entries = new Map<string, Json>();
  return {
    get: (key) => entries.get(key),
    set(key, entry) {
      entries.delete(key);
      entries.set(key, entry);
      if (entries.size > mostEntries) entries.delete(entries.keys().next().value!);
    },
  };
};
