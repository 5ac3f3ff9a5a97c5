import { isBlank, isObject, sayIn, type Input, type Json, type JsonObject, type Problem } from '../../engine';
import { KEEP } from './fields';
import { readJson } from './message';
import { audienceFields, EMPTY, groupColumns, LISTING, ruleColumns } from './segmentationFields';

/** The audience, as far as it is set. */
export type Audience = Omit<Partial<Input<typeof audienceFields>>, 'query_type'> & { readonly query_type?: string };

type Group = Input<typeof groupColumns>;
type Rule = Input<typeof ruleColumns>;

const say = sayIn(audienceFields);
const { label } = audienceFields.query;

const isOneOf = (values: readonly string[], value: unknown): boolean => values.some((each) => each === value);
const valuesOf = (field: { readonly options: readonly { readonly value: string }[] }): readonly string[] => field.options.map(({ value }) => value);

const wireRule = ({ field, condition, value, values }: Rule, operator: string): JsonObject => ({
  field,
  condition,
  value: isOneOf(LISTING, condition) ? (values ?? []) : isOneOf(EMPTY, condition) ? '' : (value ?? ''),
  operator,
});

/** The `SegmentationQuery` of a form (4.7). */
const fromRows = (groups: readonly Group[]): JsonObject => ({
  segmentation: groups.map(({ operator = 'OR', match = 'AND', rules }) => ({ operator, rules: rules.map((rule) => wireRule(rule, match)) })),
});

/** A problem with a member of the query, at the place where the user entered it. */
type Say = (member: string, what: string, todo: string) => Problem;

const ruleProblems = (rule: Json, at: string, tell: Say, first: unknown): readonly Problem[] => {
  if (!isObject(rule)) return [tell(at, 'must be an object', 'Provide field, condition, value and operator.')];
  const { field, condition, value, operator } = rule;
  const problems: Problem[] = [];
  const choose = (name: string, given: unknown, values: readonly string[]) => {
    if (!isOneOf(values, given))
      problems.push(tell(`${at}.${name}`, `is '${String(given ?? '')}'; it must be one of ${values.join(', ')}`, 'Use one of these values.'));
  };
  choose('field', field, valuesOf(ruleColumns.field));
  choose('condition', condition, valuesOf(ruleColumns.condition));
  choose('operator', operator, valuesOf(groupColumns.match));
  if (problems.length > 0) return problems;
  if (operator !== first)
    return [
      tell(`${at}.operator`, `is ${String(operator)}, but the first rule of its group has ${String(first)}`, 'Use the same operator for all rules in a group.'),
    ];
  if (isOneOf(LISTING, condition)) {
    const isList = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && !isBlank(each));
    return isList ? [] : [tell(`${at}.value`, `must be a list of texts for the condition ${String(condition)}`, ruleColumns.values.todo)];
  }
  if (isOneOf(EMPTY, condition)) return [];
  if (typeof value !== 'string' || isBlank(value)) return [tell(`${at}.value`, isBlank(value) ? 'is empty' : 'must be a text', ruleColumns.value.todo)];
  if (condition === 'ann_in_days' && !/^\d+$/.test(value.trim()))
    return [tell(`${at}.value`, `is '${value}', which is not a valid number of days`, 'Enter a whole number of days, 0 or more.')];
  return [];
};

const groupProblems = (group: Json, i: number, at: string, tell: Say): readonly Problem[] => {
  if (!isObject(group)) return [tell(at, 'must be an object', "Provide an object with 'operator' and 'rules'.")];
  const operators = valuesOf(groupColumns.operator);
  if (!isOneOf(operators, group.operator))
    return [tell(`${at}.operator`, `is '${String(group.operator ?? '')}'; it must be one of ${operators.join(', ')}`, 'Use one of these values.')];
  if (i === 0 && group.operator !== 'OR')
    return [tell(`${at}.operator`, `is ${String(group.operator)}, but there is no group before the first one`, 'Use the operator OR for the first group.')];
  if (!Array.isArray(group.rules) || group.rules.length === 0) return [tell(`${at}.rules`, 'is empty', groupColumns.rules.todo)];
  const [first] = group.rules as readonly Json[];
  return (group.rules as readonly Json[]).flatMap((rule, k) => ruleProblems(rule, `${at}.rules[${k}]`, tell, isObject(first) ? first.operator : undefined));
};

const queryProblems = (query: Json | undefined, root: string, tell: Say): readonly Problem[] => {
  const groups = isObject(query) ? (query.segmentation as Json | undefined) : undefined;
  if (!Array.isArray(groups) || groups.length === 0) return [tell(root, 'contains no groups of rules', audienceFields.query.todo)];
  return groups.flatMap((group: Json, i) => groupProblems(group, i, `${root}[${i}]`, tell));
};

/** Problems of an audience. HORISEN Campaign API, 4.7 to 4.9. */
export const audienceProblems = ({ query_type, segmentation = [], query }: Audience): readonly Problem[] => {
  if (query_type !== 'segmentation') return [];
  if (segmentation.length > 0 && query !== undefined)
    return [say('query', `and '${audienceFields.segmentation.label}' (segmentation) cannot be used together`, 'Use only one of them.')];
  if (query !== undefined)
    return queryProblems(query, 'query.segmentation', (field, what, todo) => ({ field, message: `'${label}' (${field}) ${what}.`, todo }));
  if (segmentation.length === 0)
    return [say('segmentation', 'is empty, but contacts are limited to a segment', 'Add at least one group of rules, or choose all contacts.')];
  const own: Say = (field, what, todo) => ({ field, message: `'${audienceFields.segmentation.label}' (${field}) ${what}.`, todo });
  // The form separates lists of values from single ones, the vendor does not.
  return queryProblems(fromRows(segmentation), 'segmentation', own);
};

/** The wire members of an audience; the query is a text. */
export const audienceOf = ({ query_type, segmentation = [], query }: Audience): JsonObject => {
  if (query_type === undefined || query_type === KEEP) return {};
  if (query_type !== 'segmentation') return { query_type };
  return { query_type, query: JSON.stringify(query ?? fromRows(segmentation)) };
};

/** Converts a campaign's audience back to fields; without a query, all contacts of the lists are meant. */
export const audienceIn = ({ query_type, query }: JsonObject): JsonObject =>
  query_type === 'segmentation' ? { query_type, query: readJson(query) } : { query_type: 'all' };
