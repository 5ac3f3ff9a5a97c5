import { isBlank, isObject, type Input, type Json, type JsonObject, type Problem } from '../../../engine';
import { FILTERS_BY_TYPE, goalColumns, goalFields, MOST_GOALS, type Operand } from './goalFields';

export type Goals = Input<typeof goalFields>;
type Goal = Input<typeof goalColumns>;

const OPERANDS: Readonly<Record<Operand, readonly [fits: (value: Json | undefined) => boolean, what: string]>> = {
  text: [(value) => typeof value === 'string' && !isBlank(value), 'text'],
  texts: [(value) => Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && !isBlank(each)), 'a list of texts'],
  number: [(value) => typeof value === 'number', 'a number'],
  pair: [(value) => typeof value === 'string' && /^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(value), "two numbers in one text, such as '899,999'"],
  none: [(value) => value === undefined || value === null || value === '', 'missing'],
};

/** The goals in wire form, with the path of each in the user's input. */
const goalsOf = ({ conversionGoals = [], conversion_goals_json }: Goals): readonly { readonly at: string; readonly goal: Json }[] => [
  ...conversionGoals.map((goal, i) => ({ at: `conversionGoals[${i}]`, goal: wireOf(goal) })),
  ...(Array.isArray(conversion_goals_json) ? (conversion_goals_json as readonly Json[]) : []).map((goal, i) => ({ at: `conversion_goals_json[${i}]`, goal })),
];

const operandOf = (filters: Readonly<Record<string, Operand>>, filter = ''): Operand | undefined => filters[filter];

/** A number without an exponent. */
const decimal = (value = 0): string => value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });

const valueOf = ({ type, filter, number_filter, value, values, number, from, to }: Goal): Json | undefined => {
  if (type === 'string') return operandOf(FILTERS_BY_TYPE.string, filter) === 'texts' ? values : value;
  return operandOf(FILTERS_BY_TYPE.numeric, number_filter) === 'pair' ? `${decimal(from)},${decimal(to)}` : number;
};

const wireOf = (goal: Goal): JsonObject => {
  const { name, eventName, type, attribute } = goal;
  if (type === 'none') return { name, eventName };
  const value = valueOf(goal);
  const filter = type === 'string' ? goal.filter : goal.number_filter;
  return { name, eventName, attrs: { name: attribute, filter, ...(value !== undefined && { value }), type: type === 'double' ? 'numeric' : type } };
};

const tell = (where: string, what: string, todo: string): Problem => {
  const { label } = where.startsWith('conversionGoals') ? goalFields.conversionGoals : goalFields.conversion_goals_json;
  return { field: where, message: `'${label}' (${where}) ${what}.`, todo };
};

const choose = (where: string, value: Json | undefined, choices: readonly string[]): readonly Problem[] =>
  choices.some((choice) => choice === value)
    ? []
    : [tell(where, `is '${String(value ?? '')}'; it must be one of ${choices.join(', ')}`, 'Use one of these values.')];

const namesIn = (object: JsonObject, names: readonly string[], at: string): readonly Problem[] =>
  names.flatMap((name) => (typeof object[name] === 'string' && !isBlank(object[name]) ? [] : [tell(`${at}.${name}`, 'is empty', 'Enter text.')]));

const filterProblems = (attrs: Json | undefined, at: string): readonly Problem[] => {
  if (attrs === undefined || attrs === null) return [];
  if (!isObject(attrs)) return [tell(at, 'must be an object', 'Provide name, filter, value and type.')];
  const { type, filter, value } = attrs as JsonObject;
  const unnamed = [...namesIn(attrs as JsonObject, ['name'], at), ...choose(`${at}.type`, type, Object.keys(FILTERS_BY_TYPE))];
  if (unnamed.length > 0) return unnamed;
  const filters: Readonly<Record<string, Operand>> = FILTERS_BY_TYPE[type as keyof typeof FILTERS_BY_TYPE];
  const unknown = choose(`${at}.filter`, filter, Object.keys(filters));
  if (unknown.length > 0) return unknown;
  const [fits, what] = OPERANDS[filters[filter as string]!];
  return fits(value) ? [] : [tell(`${at}.value`, `must be ${what} with the filter '${String(filter)}'`, `Enter ${what}.`)];
};

const turned = (goal: Goal, i: number): readonly Problem[] =>
  goal.from !== undefined && goal.to !== undefined && goal.from > goal.to
    ? [tell(`conversionGoals[${i}].from`, `is ${goal.from}, which is greater than 'To' (${goal.to})`, 'Enter the lower bound first.')]
    : [];

/** Problems of the goals, entered as rows or JSON. */
export const goalProblems = (goals: Goals): readonly Problem[] => {
  const all = goalsOf(goals);
  const isTwice = (goals.conversionGoals ?? []).length > 0 && Array.isArray(goals.conversion_goals_json) && goals.conversion_goals_json.length > 0;
  if (isTwice) return [tell('conversion_goals_json', `is set together with '${goalFields.conversionGoals.label}'`, 'Use only one of the two.')];
  if (all.length > MOST_GOALS)
    return [tell('conversion_goals_json', `has ${all.length} goals; at most ${MOST_GOALS} are allowed`, `Keep at most ${MOST_GOALS}.`)];
  return [
    ...(goals.conversionGoals ?? []).flatMap(turned),
    ...all.flatMap(({ at, goal }) =>
      isObject(goal)
        ? [...namesIn(goal as JsonObject, ['name', 'eventName'], at), ...filterProblems((goal as JsonObject).attrs, `${at}.attrs`)]
        : [tell(at, 'must be an object', goalFields.conversion_goals_json.todo)],
    ),
  ];
};

/** `conversionGoals`, if there are any. */
export const wireGoals = (goals: Goals): JsonObject => {
  const all = goalsOf(goals);
  return all.length > 0 ? { conversionGoals: all.map(({ goal }) => goal) } : {};
};
