import { OPTION_FIELDS, type Contact } from '../contacts';
import type { Group, Rule } from './query';

const DAY = 86_400_000;

/**
 * Whether a contact is in a segment. Groups are combined from left to right, each with the result so far; the first group's operator only matters for
 * its NOT.
 */
export function isInSegment(groups: readonly Group[], contact: Contact, now: number): boolean {
  return groups.reduce((before, { operator, match, rules }, i) => {
    const matches = match === 'AND' ? rules.every((rule) => fitsRule(rule, contact, now)) : rules.some((rule) => fitsRule(rule, contact, now));
    const isIncluded = operator.endsWith('NOT') ? !matches : matches;
    if (i === 0) return isIncluded;
    return operator.startsWith('AND') ? before && isIncluded : before || isIncluded;
  }, false);
}

function fitsRule({ field, condition, value }: Rule, contact: Contact, now: number): boolean {
  const options = OPTION_FIELDS.find((name) => name === field);
  const values = options ? contact[options] : [contact.values[field] ?? ''].filter((each) => each !== '');
  if (condition === 'isnull') return values.length === 0;
  if (condition === 'isnotnull') return values.length > 0;
  // A negated condition also matches a contact without a value.
  if (condition === 'neq') return !values.some((each) => isEqual(each, value as string));
  if (condition === 'notin') return !values.some((each) => (value as readonly string[]).some((one) => isEqual(each, one)));
  if (condition === 'in') return values.some((each) => (value as readonly string[]).some((one) => isEqual(each, one)));
  return values.some((each) => compares(condition, each, value as string, now));
}

const normalized = (text: string): string => text.trim().toLowerCase();
const isEqual = (one: string, other: string): boolean => normalized(one) === normalized(other);

function compares(condition: string, actual: string, wanted: string, now: number): boolean {
  switch (condition) {
    case 'eq':
      return isEqual(actual, wanted);
    case 'startswith':
      return normalized(actual).startsWith(normalized(wanted));
    case 'endswith':
      return normalized(actual).endsWith(normalized(wanted));
    case 'contains':
      return normalized(actual).includes(normalized(wanted));
    case 'ann_in_days':
      // Month and day of a date such as 1988-02-14, this many days from today in UTC.
      return new Date(now + Number(wanted) * DAY).toISOString().slice(5, 10) === actual.slice(5, 10);
    default:
      return isOrdered(condition, order(actual, wanted));
  }
}

/** Numbers are compared by value, anything else, including dates, as text. */
function order(actual: string, wanted: string): number {
  const [one, other] = [Number(actual), Number(wanted)];
  if (actual.trim() !== '' && wanted.trim() !== '' && !Number.isNaN(one) && !Number.isNaN(other)) return one - other;
  return normalized(actual) < normalized(wanted) ? -1 : normalized(actual) > normalized(wanted) ? 1 : 0;
}

function isOrdered(condition: string, difference: number): boolean {
  if (difference === 0) return condition === 'lte' || condition === 'gte';
  return condition.startsWith('l') ? difference < 0 : difference > 0;
}
