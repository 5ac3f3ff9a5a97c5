import type { Fields } from './fields';
import type { Asked, Found } from './found';
import { isObject, type JsonObject } from './json';
import type { Problem, Recipients } from './operation';
import { cleanName, visible } from './unseen';
import { isBlank, type HostWords } from './words';

/** Values of a form by parameter name. */
type Values = { readonly [name: string]: unknown };

/** What becomes of a variable that has no value. */
export const EMPTY_VALUES = ['sendEmpty', 'leaveOut', 'refuse'] as const;

/** The person whom a record stands for. */
export interface Person {
  readonly id: JsonObject[string];
  readonly variables: JsonObject;
  /** Fields of the operation that the record sets itself, by wire name. */
  readonly own: JsonObject;
  readonly found?: Found;
}

interface How {
  readonly recipients: Recipients;
  readonly fields: Fields;
  readonly values: Values;
  /** Fields of the operation that a record may set itself: `given` are those for which the form has a value already. */
  readonly settable: ReadonlyMap<string, { readonly given: boolean }>;
  /** Filled with what any item has of that which the form names. */
  readonly seen: Set<string>;
  readonly words: HostWords;
}

/** A record's members by their names without what cannot be seen around them. */
class Row {
  private readonly byName: ReadonlyMap<string, string> | undefined;
  readonly clashes: readonly string[];

  constructor(readonly record: JsonObject) {
    const keys = Object.keys(record);
    if (keys.every((key) => cleanName(key) === key)) {
      this.clashes = [];
      return;
    }
    const byName = new Map<string, string>();
    const clashes: string[] = [];
    for (const key of keys) {
      const name = cleanName(key);
      if (byName.has(name)) clashes.push(name);
      // A name that is written so is meant before one that only looks so.
      if (!byName.has(name) || key === name) byName.set(name, key);
    }
    this.byName = byName;
    this.clashes = clashes;
  }

  names(): readonly string[] {
    return this.byName ? [...this.byName.keys()] : Object.keys(this.record);
  }

  has(name: string): boolean {
    return this.byName ? this.byName.has(name) : Object.hasOwn(this.record, name);
  }

  get(name: string): JsonObject[string] {
    if (!this.has(name)) return undefined;
    return this.record[this.byName?.get(name) ?? name];
  }
}

const mappingOf = ({ variableColumns }: Values): readonly (readonly [variable: string, column: string])[] => {
  const rows = Array.isArray(variableColumns) ? variableColumns.filter(isObject) : [];
  const name = (value: unknown): string => cleanName(String(value ?? ''));
  return [...new Map(rows.map((row) => [name(row.variable), name(isBlank(row.column) ? row.variable : row.column)] as const))];
};

const VARIABLES = 'variableColumns';

/** What a record says, name by name, before it is decided what of it is sent. */
type Said = readonly (readonly [variable: string, value: JsonObject[string]])[];

/** Reads people out of records, as a form says it. */
export const personReader = ({ recipients, fields, values, settable, seen, words }: How): ((record: JsonObject) => Person) => {
  const idLabel = `${recipients.called?.id ?? 'User'} ${words.column}`;
  const variablesLabel = recipients.called ? words.columns : words.variables;
  const column = cleanName(String(values.userColumn ?? ''));
  const isChosen = values.variables === 'chosen';
  const mapping = isChosen ? mappingOf(values) : [];
  const id: Asked = { column, field: 'userColumn', label: idLabel, fills: 'the user' };
  const asked: readonly Asked[] = [
    ...(column === '' ? [] : [id]),
    ...mapping.map(([variable, from]): Asked => ({ column: from, field: VARIABLES, label: variablesLabel, fills: `'${variable}'` })),
  ];
  const saidBy = (row: Row): Said => {
    if (values.variables === 'none') return [];
    if (isChosen) return mapping.flatMap(([variable, from]) => (row.has(from) ? [[variable, row.get(from)] as const] : []));
    return row.names().flatMap((name) => (name === column ? [] : [[name, row.get(name)] as const]));
  };
  const empty = values.emptyValues;
  return (record) => {
    const row = new Row(record);
    const problems: Problem[] = [];
    const doubts: string[] = [];
    const own: [string, JsonObject[string]][] = [];
    const variables: [string, JsonObject[string]][] = [];
    for (const name of row.clashes)
      problems.push({
        field: 'userColumn',
        message: `Two ${words.columns.toLowerCase() === 'properties' ? 'properties' : 'fields'} are called '${name}', once with blanks or characters that cannot be seen around the name.`,
        todo: 'Rename one of them.',
      });
    for (const [variable, value] of saidBy(row)) {
      const settled = settable.get(variable);
      if (settled && !settled.given) {
        if (!isBlank(value)) own.push([variable, value]);
        continue;
      }
      if (settled)
        doubts.push(
          `'${variable}' of the ${words.items} was taken as one of the ${called(recipients)}, because '${fields[variable]!.label}' is given in the form.`,
        );
      if (empty === 'leaveOut' && isBlank(value)) continue;
      variables.push([variable, value]);
    }
    if (empty === 'refuse') {
      const filled = new Set(variables.filter(([, value]) => !isBlank(value)).map(([variable]) => variable));
      for (const variable of isChosen ? mapping.map(([name]) => name) : variables.map(([name]) => name))
        if (!filled.has(variable) && !settable.has(variable))
          problems.push({ field: VARIABLES, message: `'${visible(variable)}' is empty.`, todo: "Fill it in, or choose otherwise in 'Empty Values'." });
    }
    let missing: Asked[] | undefined;
    for (const each of asked) {
      if (row.has(each.column)) seen.add(each.column);
      else (missing ??= []).push(each);
    }
    const isSilent = problems.length + doubts.length === 0 && !missing;
    return {
      id: row.get(column),
      variables: Object.fromEntries(variables),
      own: Object.fromEntries(own),
      ...(!isSilent && { found: { problems, doubts, missing: missing ?? [], names: row.names(), seen, words } }),
    };
  };
};

const called = ({ called: names }: Recipients): string => (names?.variables ?? 'Template Variables').toLowerCase();
