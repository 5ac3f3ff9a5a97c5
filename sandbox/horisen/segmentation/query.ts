import { isRecord } from '../../server/body';
import { CONTACT_FIELDS, OPTION_FIELDS } from '../contacts';

export const CONDITIONS = [
  ...['eq', 'neq', 'isnull', 'isnotnull', 'in', 'notin', 'startswith', 'endswith', 'contains', 'lt', 'lte', 'gt', 'gte', 'ann_in_days'],
] as const;
const GROUP_OPERATORS = ['OR', 'AND NOT', 'OR NOT'];
const RULE_OPERATORS = ['AND', 'OR'];
const FIELDS: readonly string[] = [...CONTACT_FIELDS, ...OPTION_FIELDS];
const LISTING = ['in', 'notin'];

/** HORISEN Campaign API, 4.9 "SegmentationRule". */
export interface Rule {
  readonly field: string;
  readonly condition: string;
  readonly value: string | readonly string[];
}

/** 4.8 "SegmentationGroup"; the operator is the same for all of its rules. */
export interface Group {
  readonly operator: string;
  readonly match: string;
  readonly rules: readonly Rule[];
}

/** What is wrong with a query, as the end of a sentence about it. */
export class QueryFault extends Error {}

/** Reads the serialized `SegmentationQuery` (4.7). Throws a {@link QueryFault}. */
export function readQuery(text: unknown): readonly Group[] {
  if (typeof text !== 'string' || text.trim() === '') throw new QueryFault('must be a string of serialised JSON');
  let query: unknown;
  try {
    query = JSON.parse(text);
  } catch {
    throw new QueryFault('is not JSON');
  }
  const groups = isRecord(query) ? query.segmentation : undefined;
  if (!Array.isArray(groups) || groups.length === 0) throw new QueryFault("must have 'segmentation', an array of groups that is not empty");
  return groups.map((group: unknown, i) => readGroup(group, `segmentation[${i}]`));
}

function readGroup(group: unknown, path: string): Group {
  if (!isRecord(group)) throw new QueryFault(`${path} must be an object`);
  const operator = choice(group.operator, GROUP_OPERATORS, `${path}.operator`);
  if (!Array.isArray(group.rules) || group.rules.length === 0) throw new QueryFault(`${path}.rules must be an array that is not empty`);
  const operators = group.rules.map((rule: unknown, k) => choice(isRecord(rule) ? rule.operator : undefined, RULE_OPERATORS, `${path}.rules[${k}].operator`));
  // "all should be always the same as the first one in this group"
  const [match] = operators as [string, ...string[]];
  const differing = operators.findIndex((each) => each !== match);
  if (differing > 0) throw new QueryFault(`${path}.rules[${differing}].operator must be ${match} as in the first rule`);
  return { operator, match, rules: group.rules.map((rule: unknown, k) => readRule(rule as Record<string, unknown>, `${path}.rules[${k}]`)) };
}

function readRule(rule: Record<string, unknown>, path: string): Rule {
  const field = choice(rule.field, FIELDS, `${path}.field`);
  const condition = choice(rule.condition, CONDITIONS, `${path}.condition`);
  const { value } = rule;
  const isList = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
  if (typeof value !== 'string' && !isList) throw new QueryFault(`${path}.value is required, a string or an array of strings`);
  if (LISTING.includes(condition) !== isList) throw new QueryFault(`${path}.value must be ${isList ? 'a string' : 'an array of strings'} with ${condition}`);
  if (condition === 'ann_in_days' && !/^\d{1,3}$/.test(value as string)) throw new QueryFault(`${path}.value must be a number of days`);
  return { field, condition, value: value as Rule['value'] };
}

function choice(value: unknown, words: readonly string[], path: string): string {
  if (!words.includes(value as string)) throw new QueryFault(`${path} must be one of ${words.join(', ')}`);
  return value as string;
}
