import { OPTION_FIELDS, type Contact } from '../contacts';
import type { Group, Rule } from './query';

const DAY = 86_400_000;

/**
 * Whether a contact is in a segment. Groups are joined from left to right, each to all before it; the operator of the first one joins
 * nothing, but its NOT holds.
 */
export function isIn(groups: readonly Group[], contact: Contact, now: number): boolean {
  return groups.reduce((before, { operator, match, rules }, i) => {
    const fits = match === 'AND' ? rules.every((rule) => fitsRule(rule, contact, now)) : rules.some((rule) => fitsRule(rule, contact, now));
    const meant = operator.endsWith('NOT') ? !fits : fits;
    if (i === 0) return meant;
    return operator.startsWith('AND') ? before && meant : before || meant;
  }, false);
}

function fitsRule({ field, condition, value }: Rule, contact: Contact, now: number): boolean {
  const options = OPTION_FIELDS.find((name) => name === field);
  const held = options ? contact[options] : [contact.values[field] ?? ''].filter((each) => each !== '');
  if (condition === 'isnull') return held.length === 0;
  if (condition === 'isnotnull') return held.length > 0;
  // What is negated also fits somebody who has no value.
  if (condition === 'neq') return !held.some((each) => same(each, value as string));
  if (condition === 'notin') return !held.some((each) => (value as readonly string[]).some((one) => same(each, one)));
  if (condition === 'in') return held.some((each) => (value as readonly string[]).some((one) => same(each, one)));
  return held.some((each) => compares(condition, each, value as string, now));
}

const fold = (text: string): string => text.trim().toLowerCase();
const same = (one: string, other: string): boolean => fold(one) === fold(other);

function compares(condition: string, held: string, wanted: string, now: number): boolean {
  switch (condition) {
    case 'eq':
      return same(held, wanted);
    case 'startswith':
      return fold(held).startsWith(fold(wanted));
    case 'endswith':
      return fold(held).endsWith(fold(wanted));
    case 'contains':
      return fold(held).includes(fold(wanted));
    case 'ann_in_days':
      // The month and the day of 1988-02-14, in so many days from today in UTC.
      return new Date(now + Number(wanted) * DAY).toISOString().slice(5, 10) === held.slice(5, 10);
    default:
      return isOrdered(condition, order(held, wanted));
  }
}

/** Numbers as numbers, anything else, dates too, by its letters. */
function order(held: string, wanted: string): number {
  const [one, other] = [Number(held), Number(wanted)];
  if (held.trim() !== '' && wanted.trim() !== '' && !Number.isNaN(one) && !Number.isNaN(other)) return one - other;
  return fold(held) < fold(wanted) ? -1 : fold(held) > fold(wanted) ? 1 : 0;
}

function isOrdered(condition: string, difference: number): boolean {
  if (difference === 0) return condition === 'lte' || condition === 'gte';
  return condition.startsWith('l') ? difference < 0 : difference > 0;
}
