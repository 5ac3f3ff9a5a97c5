import { BOUNDS } from './bounds';

/** IDs by account, the oldest of each first. */
const accounts = new Map<string, Set<string>>();

/** Forgets the first entries of what is kept in the order in which it came. */
const trim = (kept: { readonly size: number; keys(): Iterator<string>; delete(key: string): boolean }, most: number): void => {
  while (kept.size > most) kept.delete(kept.keys().next().value as string);
};

/**
 * What was made at an account in this process: two runs at the same time may make things that are alike, and a lost answer must not be taken for
 * the other one's.
 */
export const madeBy = (accountId: string): Set<string> => {
  const made = accounts.get(accountId) ?? new Set<string>();
  accounts.delete(accountId);
  accounts.set(accountId, made);
  trim(accounts, BOUNDS.accounts.most);
  trim(made, BOUNDS.madeIds.most);
  return made;
};
