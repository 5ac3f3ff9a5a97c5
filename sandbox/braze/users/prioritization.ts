import { isRecord } from '../../server/body';
import { isEmail, isFilled } from '../checks';
import type { User } from './user';
import type { Users } from './users';

type Rule = 'identified' | 'unidentified' | 'most_recently_updated' | 'least_recently_updated';
const PAIRS: readonly (readonly Rule[])[] = [
  ['identified', 'unidentified'],
  ['most_recently_updated', 'least_recently_updated'],
];

/** Somebody named by an address or a number, together with the rules for several users who have it. */
export interface Contact {
  readonly identity: { email: string } | { phone: string };
  readonly rules: readonly Rule[];
}

/** "ordered array": one of each pair at most. */
const isRules = (value: unknown): value is readonly Rule[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((rule) => PAIRS.flat().includes(rule as Rule)) &&
  PAIRS.every((pair) => pair.filter((rule) => value.includes(rule)).length <= 1) &&
  new Set(value).size === value.length;

/** The contact in an object with `email` or `phone`, and `prioritization`; undefined if it is none. */
export function contactIn(value: unknown): Contact | undefined {
  if (!isRecord(value) || !isRules(value.prioritization)) return undefined;
  const { email, phone, prioritization: rules } = value;
  if (email !== undefined && phone === undefined) return isEmail(email) ? { identity: { email }, rules } : undefined;
  return email === undefined && isFilled(phone) ? { identity: { phone }, rules } : undefined;
}

const updatedAt = ({ trackedAt, createdAt }: User): number => trackedAt ?? createdAt;

/** The user whom the rules leave; undefined if that is nobody, or if several still fit: then nothing is done, and nothing is said. */
export function userOf(users: Users, { identity, rules }: Contact): User | undefined {
  let left = users.sharing(identity);
  for (const rule of rules) {
    if (rule === 'identified') left = left.filter(({ external_id }) => external_id !== undefined);
    else if (rule === 'unidentified') left = left.filter(({ external_id }) => external_id === undefined);
    else {
      const times = left.map(updatedAt);
      const wanted = rule === 'most_recently_updated' ? Math.max(...times) : Math.min(...times);
      left = left.filter((user) => updatedAt(user) === wanted);
    }
  }
  return left.length === 1 ? left[0] : undefined;
}
