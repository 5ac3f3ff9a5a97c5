import { isObject, type CheckContext, type Fields, type Input, type JsonObject, type Problem } from '../../engine';
import { filterColumns, filterOf, neededForLastUse, type FilterRow } from './audienceFilter';
import { audienceProblemsOf } from './audienceJson';
import { isToday, notInAppboy } from './identifiers';

/** A Connected Audience as form fields or JSON ("Connected Audience Object"). */
export const audienceFields = {
  audience_filters: {
    type: 'rows',
    label: 'Audience Filters',
    description: 'Selects users by custom attributes, subscription status and last use of the app',
    columns: filterColumns,
  },
  audience_operator: {
    type: 'choice',
    label: 'Audience Operator',
    description: 'Whether a user must match all filters or any of them; filters in the same group are joined by the other operator',
    default: 'AND',
    options: [
      { value: 'AND', label: 'All Filters (AND)' },
      { value: 'OR', label: 'Any Filter (OR)' },
    ],
  },
  audience: {
    type: 'json',
    label: 'Audience JSON',
    description: 'The complete Connected Audience object, with filters nested as deeply as needed; replaces the filters above',
    limits: { shape: 'object' },
    placeholder: '{"AND": []}',
  },
} as const satisfies Fields;

export type Audience = Input<typeof audienceFields>;

const joined = (operator: 'AND' | 'OR', filters: readonly JsonObject[]): JsonObject => (filters.length === 1 ? filters[0]! : { [operator]: filters });

/** Converts the rows to one object: groups are joined by the other operator and nested, each at the position of its first filter. */
const fromRows = (rows: readonly FilterRow[], operator: 'AND' | 'OR', timeZone: string): JsonObject => {
  const blocks = new Map<string, JsonObject[]>();
  for (const [i, row] of rows.entries()) {
    const key = row.group === undefined ? `${i}` : `group ${row.group}`;
    blocks.set(key, [...(blocks.get(key) ?? []), filterOf(row, timeZone)]);
  }
  const other = operator === 'AND' ? 'OR' : 'AND';
  return joined(
    operator,
    [...blocks.values()].map((filters) => joined(other, filters)),
  );
};

/** Whether an audience is set; a form may deliver an untouched list of filters. */
export const hasAudience = ({ audience, audience_filters }: Audience): boolean => audience !== undefined || (audience_filters?.length ?? 0) > 0;

/** The `audience` object of the wire; undefined if there is none. */
export const audienceOf = (input: Audience, timeZone: string): JsonObject | undefined => {
  if (isObject(input.audience)) return input.audience as JsonObject;
  const rows = input.audience_filters ?? [];
  return rows.length === 0 ? undefined : fromRows(rows, input.audience_operator ?? 'AND', timeZone);
};

/** Problems of a filter for the last use of the app, which the Appboy document does not have. */
const lastUseProblems = (row: FilterRow, i: number, today: boolean): readonly Problem[] => {
  const at = `audience_filters[${i}]`;
  if (row.kind !== 'last_used_app') return [];
  if (!today) return [notInAppboy(`${at}.kind`, filterColumns.kind.label, 'Last Used App', 'Choose another filter')];
  return neededForLastUse
    .filter((name) => row[name] === undefined)
    .map((name) => ({
      field: `${at}.${name}`,
      message: `'${filterColumns[name].label}' (${at}.${name}) is empty.`,
      todo: 'Choose whether the last use must be after or before a time, and enter the time.',
    }));
};

/** Problems of an audience beyond its field table. */
export const audienceProblems = (input: Audience, context: Pick<CheckContext, 'timeZone' | 'credential'>): readonly Problem[] => {
  const { audience, audience_filters: rows = [] } = input;
  if (audience === undefined) return rows.flatMap((row, i) => lastUseProblems(row, i, isToday(context)));
  if (rows.length > 0) {
    return [
      {
        field: 'audience_filters',
        message: `'${audienceFields.audience_filters.label}' (audience_filters) and '${audienceFields.audience.label}' (audience) cannot be used together.`,
        todo: 'Use only one of them.',
      },
    ];
  }
  return audienceProblemsOf(audience, audienceFields.audience.label, context.timeZone, isToday(context));
};
