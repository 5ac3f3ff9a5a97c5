import { BOUNDS } from './bounds';
import { dropFirst, Recent } from './recent';

/** IDs by account, the oldest first. */
const accounts = new Recent<Set<string>>(BOUNDS.accounts.most);

/**
 * IDs of what this process created in an account. Two concurrent runs may create similar objects, and a lost answer must not be matched with the other
 * run's object.
 */
export const madeBy = (accountId: string): Set<string> => {
  const made = accounts.of(accountId, () => new Set());
  dropFirst(made, BOUNDS.madeIds.most);
  return made;
};
