import { countsIfCleared, decidingValue, isObject, type Field, type FormField } from '../../engine';
import { columnsForm, inOrder, isAsked } from './columns';
import { isFixed, lackedBy, savedIn, type Typed, type Values } from './saved';

/** What a form shows without a message. */
export interface FormState {
  /** The visible fields, in the form's order. */
  readonly shown: readonly FormField[];
  /** Their values, with placeholders inside groups and lists for what depends on the message. */
  readonly values: Record<string, unknown>;
  /** The names of those whose whole value depends on the message. */
  readonly open: ReadonlySet<string>;
  /** The wire paths that depend on the message, inside groups and lists too. */
  readonly unknown: readonly string[];
}

interface Read {
  readonly value: unknown;
  readonly unknown: readonly string[];
}

/** A valid placeholder for a value that depends on the message. */
export const standIn = (field: Field): unknown => {
  switch (field.type) {
    case 'text':
      return 'x';
    case 'number':
      return field.limits?.min ?? 1;
    case 'boolean':
      return true;
    case 'dateTime':
      return '2099-01-01T00:00:00Z';
    case 'json':
      return field.limits?.shape === 'array' ? [] : {};
    case 'list':
      return [field.options?.[0]?.value ?? 'x'];
    case 'choice':
      return 'options' in field ? field.options[0]?.value : 'x';
    case 'rows':
      return [standInsOf(field)];
    case 'group':
      return standInsOf(field);
    case 'file':
      return undefined;
  }
};

const standInsOf = ({ columns }: Extract<Field, { type: 'rows' | 'group' }>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([, column]) => column.required && !column.dependsOn)
      .map(([name, column]) => [name, standIn(column)]),
  );

/** A constant value as the runtime would read it; unreadable values stay text, which the check then rejects. */
const literal = (field: Field, { type, value }: Typed): unknown => {
  if (value === '' || value === undefined || value === null) return undefined;
  if (type === 'json') {
    try {
      return JSON.parse(String(value)) as unknown;
    } catch {
      return value;
    }
  }
  if (type === 'choices') return Array.isArray(value) && value.length === 0 && !countsIfCleared(field) ? undefined : value;
  if (type === 'num') return Number.isNaN(Number(value)) ? value : Number(value);
  return type === 'bool' ? value === 'true' || value === true : value;
};

const readColumns = (field: Extract<Field, { type: 'rows' | 'group' }>, saved: Values, path: string): Read => {
  const { values, unknown } = formStateOf(columnsForm(field.columns), saved, () => undefined, `${path}.`);
  return { value: values, unknown };
};

const read = (field: Field, typed: Typed, path: string): Read => {
  const { type, value } = typed;
  if (!isFixed(typed)) return { value: standIn(field), unknown: [path] };
  if (type === 'rows' && field.type === 'rows') {
    const rows = Array.isArray(value) ? value.map((row: unknown, i) => readColumns(field, isObject(row) ? (row as Values) : {}, `${path}[${i}]`)) : [];
    return { value: rows.length > 0 ? rows.map((row) => row.value) : undefined, unknown: rows.flatMap((row) => row.unknown) };
  }
  if (type === 'group' && field.type === 'group') {
    const { value: columns, unknown } = readColumns(field, isObject(value) ? (value as Values) : {}, path);
    return { value: Object.keys(columns as object).length > 0 ? columns : undefined, unknown };
  }
  return { value: literal(field, typed), unknown: [] };
};

/**
 * Reads a form without a message.
 * @param untouched what a field without a saved value holds
 */
export const formStateOf = (form: readonly FormField[], saved: Values, untouched: (field: FormField) => Typed | undefined = lackedBy, path = ''): FormState => {
  const values: Record<string, unknown> = {};
  const decisions: Record<string, unknown> = {};
  const open = new Set<string>();
  const asked = new Set<FormField>();
  const unknown: string[] = [];
  for (const each of inOrder(form)) {
    if (!isAsked(each, decisions, open)) continue;
    asked.add(each);
    const typed = savedIn(saved, each) ?? untouched(each);
    const found: Read = typed ? read(each.field, typed, `${path}${each.wire ?? each.name}`) : { value: undefined, unknown: [] };
    unknown.push(...found.unknown);
    if (typed && !isFixed(typed)) open.add(each.name);
    if (path !== '' || !open.has(each.name)) {
      if (found.value !== undefined) values[each.name] = found.value;
      decisions[each.name] = decidingValue(each.field, found.value);
    }
  }
  return { shown: form.filter((each) => asked.has(each)), values, open, unknown };
};

/** Whether a problem concerns something that depends on the message. */
export const isAt = (where: string, paths: readonly string[]): boolean =>
  paths.some((path) => where === path || (where.startsWith(path) && /^[.[]/.test(where.slice(path.length))));
