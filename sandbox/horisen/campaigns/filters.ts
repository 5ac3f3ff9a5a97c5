import { refuse } from '../refusals';

type Row = Readonly<Record<string, unknown>>;
export type Test = (row: Row) => boolean;
type Values = readonly [string, ...string[]];

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value).toLowerCase());
const isNull = (value: unknown): boolean => value === null || value === undefined;
const isEmpty = (value: unknown): boolean => text(value) === '';
const isTrue = ([value]: Values): boolean => value !== 'false' && value !== '0';

/** Dates are compared by time, numbers by value, anything else as text. */
function order(value: unknown, wanted: string): number {
  const [one, other] = [value, wanted].map((each) => (/^\d{4}-\d\d-\d\d/.test(text(each)) ? Date.parse(String(each)) : Number(each)));
  if (!isEmpty(value) && !Number.isNaN(one) && !Number.isNaN(other)) return (one as number) - (other as number);
  return text(value) < text(wanted) ? -1 : text(value) > text(wanted) ? 1 : 0;
}

const among = (value: unknown, values: Values): boolean => values.some((each) => order(value, each) === 0);
const between = (value: unknown, values: Values): boolean => order(value, values[0]) >= 0 && order(value, values[1] ?? values[0]) <= 0;

/** HORISEN's URL Filtering Guidelines. `isnull(...)=false` negates the operator. */
const OPERATORS: Readonly<Record<string, (value: unknown, wanted: string, values: Values) => boolean>> = {
  isnull: (value, _, values) => isNull(value) === isTrue(values),
  isnotnull: (value, _, values) => isNull(value) !== isTrue(values),
  isempty: (value, _, values) => isEmpty(value) === isTrue(values),
  isnotempty: (value, _, values) => isEmpty(value) !== isTrue(values),
  eq: (value, wanted) => order(value, wanted) === 0,
  neq: (value, wanted) => order(value, wanted) !== 0,
  startswith: (value, wanted) => text(value).startsWith(text(wanted)),
  contains: (value, wanted) => text(value).includes(text(wanted)),
  endswith: (value, wanted) => text(value).endsWith(text(wanted)),
  doesnotcontain: (value, wanted) => !text(value).includes(text(wanted)),
  lt: (value, wanted) => !isNull(value) && order(value, wanted) < 0,
  lte: (value, wanted) => !isNull(value) && order(value, wanted) <= 0,
  gte: (value, wanted) => !isNull(value) && order(value, wanted) >= 0,
  gt: (value, wanted) => !isNull(value) && order(value, wanted) > 0,
  in: (value, _, values) => among(value, values),
  notin: (value, _, values) => !among(value, values),
  between: (value, _, values) => !isNull(value) && between(value, values),
  notbetween: (value, _, values) => !isNull(value) && !between(value, values),
};
const PAIRS = ['between', 'notbetween'];

/** Reads `operator(field)=value`, or `field=value` for "eq". Lists are comma-separated. */
export function readFilter(key: string, value: string, fields: readonly string[]): Test {
  const [, operator = 'eq', field = key] = /^(\w+)\((\w+)\)$/.exec(key) ?? [];
  const compare = OPERATORS[operator];
  if (!compare) throw refuse.one(key, `There is no operator ${operator}`);
  if (!fields.includes(field)) throw refuse.one(key, 'This parameter is not expected');
  const values = value.split(',').map((each) => each.trim()) as [string, ...string[]];
  if (PAIRS.includes(operator) && values.length !== 2) throw refuse.one(key, 'This value must be two values with a comma between them');
  return (row) => compare(row[field], value, values);
}
