import { BOUNDS } from './bounds';
import { dropFirst, Recent } from './recent';

/** IDs by account, the oldest of each first. */
const accounts = new Recent<Set<string>>(BOUNDS.accounts.most);

/**
 * What was made at an account in this process: two runs at the same time may make things that are alike, and a lost answer must not be taken for
 * the other one's.
 */
export const madeBy = (accountId: string): Set<string> => {
  const made = accounts.of(accountId, () => new Set());
  dropFirst(made, BOUNDS.madeIds.most);
  return made;
};
