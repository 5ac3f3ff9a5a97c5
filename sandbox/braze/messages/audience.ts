import { isRecord } from '../../server/body';
import { isFilled } from '../checks';
import { refuse } from '../refusals';
import { readTime } from '../times';
import { lastUsedApp, subscriptionOf, type Person } from '../users/user';

/** Whether a person is in the audience at a given time. */
export type Audience = (person: Person, now: number) => boolean;

type Operand = 'text' | 'scalar' | 'number' | 'days' | 'time' | 'none';
interface Comparison {
  readonly operand: Operand;
  /** `value` is the operand, converted to a number, days or a time if applicable. */
  test(attribute: unknown, value: unknown, now: number): boolean;
}

const DAY = 86_400_000;
const numbers = (test: (attribute: number, value: number) => boolean): Comparison => ({
  operand: 'number',
  test: (attribute, value) => typeof attribute === 'number' && test(attribute, value as number),
});
/** Compares an attribute's time. */
const times = (operand: 'days' | 'time', test: (time: number, value: number, now: number) => boolean): Comparison => ({
  operand,
  test: (attribute, value, now) => {
    const time = readTime(attribute)?.ms;
    return time !== undefined && test(time, value as number, now);
  },
});
const not = ({ operand, test }: Comparison): Comparison => ({ operand, test: (...all) => !test(...all) });

const equals: Comparison = { operand: 'scalar', test: (attribute, value) => attribute === value };
const matches: Comparison = { operand: 'text', test: (attribute, value) => typeof attribute === 'string' && (value as RegExp).test(attribute) };
const includes: Comparison = { operand: 'scalar', test: (attribute, value) => Array.isArray(attribute) && attribute.includes(value) };
const exists: Comparison = { operand: 'none', test: (attribute) => attribute !== undefined };

/**
 * "The custom attribute's type determines the comparisons that are valid for a given filter". The request does not contain the type, so every
 * comparison is accepted for every attribute; one that does not match the type of a person's value is simply false.
 */
const COMPARISONS: ReadonlyMap<unknown, Comparison> = new Map<string, Comparison>([
  ['equals', equals],
  ['not_equal', not(equals)],
  ['does_not_equal', not(equals)],
  ['matches_regex', matches],
  ['does_not_match_regex', not(matches)],
  ['includes_value', includes],
  ['does_not_include_value', not(includes)],
  ['greater_than', numbers((attribute, value) => attribute > value)],
  ['greater_than_or_equal_to', numbers((attribute, value) => attribute >= value)],
  ['less_than', numbers((attribute, value) => attribute < value)],
  ['less_than_or_equal_to', numbers((attribute, value) => attribute <= value)],
  ['less_than_x_days_ago', times('days', (time, days, now) => time <= now && time > now - days * DAY)],
  ['greater_than_x_days_ago', times('days', (time, days, now) => time < now - days * DAY)],
  ['less_than_x_days_in_the_future', times('days', (time, days, now) => time >= now && time < now + days * DAY)],
  ['greater_than_x_days_in_the_future', times('days', (time, days, now) => time > now + days * DAY)],
  ['after', times('time', (time, value) => time > value)],
  ['before', times('time', (time, value) => time < value)],
  ['exists', exists],
  ['does_not_exist', not(exists)],
]);

/** Reads a Connected Audience Object: a filter, or AND or OR over several. */
export function readAudience(value: unknown, appboy: boolean, where = 'audience'): Audience {
  const entries = isRecord(value) ? Object.entries(value) : [];
  const [name, operand] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined) throw refuse.badRequest(`${where} must be one filter, or AND or OR with several`);
  if (name === 'AND' || name === 'OR') {
    if (!Array.isArray(operand) || operand.length === 0) throw refuse.badRequest(`${where}.${name} must be an array of filters that is not empty`);
    const parts = operand.map((part: unknown, index) => readAudience(part, appboy, `${where}.${name}[${index}]`));
    return name === 'AND' ? (...all) => parts.every((part) => part(...all)) : (...all) => parts.some((part) => part(...all));
  }
  if (!isRecord(operand)) throw refuse.badRequest(`${where}.${name} must be an object`);
  if (name === 'custom_attribute') return attributeFilter(operand, `${where}.${name}`);
  if (name === 'push_subscription_status') return subscriptionFilter(operand, 'push', `${where}.${name}`);
  if (name === 'email_subscription_status') return subscriptionFilter(operand, 'email', `${where}.${name}`);
  if (name === 'last_used_app' && !appboy) return lastUsedFilter(operand, `${where}.${name}`);
  throw refuse.badRequest(`${where} has no filter ${name}`);
}

/** "Custom Attribute Filter". */
function attributeFilter({ custom_attribute_name: name, comparison, value }: Readonly<Record<string, unknown>>, where: string): Audience {
  if (!isFilled(name)) throw refuse.badRequest(`${where}: 'custom_attribute_name' is required`);
  const found = COMPARISONS.get(comparison);
  if (!found) throw refuse.badRequest(`${where}: 'comparison' must be one of ${[...COMPARISONS.keys()].join(', ')}`);
  const operand = operandOf(found.operand, comparison, value, where);
  return ({ custom_attributes }, now) => found.test(Object.hasOwn(custom_attributes, name) ? custom_attributes[name] : undefined, operand, now);
}

function operandOf(kind: Operand, comparison: unknown, value: unknown, where: string): unknown {
  const wrong = (what: string) => refuse.badRequest(`${where}: 'value' must be ${what}`);
  if (kind === 'none') return undefined;
  if (kind === 'scalar' && !['string', 'number', 'boolean'].includes(typeof value)) throw wrong('a string, a number or a boolean');
  if ((kind === 'number' || kind === 'days') && typeof value !== 'number') throw wrong('a number');
  if (kind === 'time') {
    const time = readTime(value);
    if (!time) throw wrong('an ISO 8601 DateTime string');
    return time.ms;
  }
  if (kind !== 'text') return value;
  if (typeof value !== 'string') throw wrong('a string');
  try {
    return new RegExp(value);
  } catch {
    throw wrong(`a regular expression for ${String(comparison)}`);
  }
}

/** Today's "Last used app filter". Who never used the app matches neither comparison. */
function lastUsedFilter({ comparison, value }: Readonly<Record<string, unknown>>, where: string): Audience {
  if (comparison !== 'after' && comparison !== 'before') throw refuse.badRequest(`${where}: 'comparison' must be after or before`);
  const time = operandOf('time', comparison, value, where) as number;
  return (person) => {
    const last = lastUsedApp(person);
    return last !== undefined && (comparison === 'after' ? last > time : last < time);
  };
}

/** "Push Subscription Filter" and "Email Subscription Filter". */
function subscriptionFilter({ comparison, value }: Readonly<Record<string, unknown>>, channel: 'push' | 'email', where: string): Audience {
  if (comparison !== 'is' && comparison !== 'is_not') throw refuse.badRequest(`${where}: 'comparison' must be is or is_not`);
  if (!['opted_in', 'subscribed', 'unsubscribed'].includes(value as string)) {
    throw refuse.badRequest(`${where}: 'value' must be one of opted_in, subscribed, unsubscribed`);
  }
  return (person) => (subscriptionOf(person, channel) === value) === (comparison === 'is');
}
