import type { Fields } from '../catalogue/fields';
import type { Asked, Found } from './found';
import { isObject, setMember, type JsonObject } from '../base/json';
import type { Problem, Recipients } from '../catalogue/operation';
import { pathOf, valueAt } from '../base/path';
import { cleanName, visible } from '../base/unseen';
import { isBlank, type HostWords } from '../base/words';

/** A form's values by parameter name. */
type Values = { readonly [name: string]: unknown };

/** The person that a record represents. */
export interface Person {
  readonly id: JsonObject[string];
  readonly variables: JsonObject;
  /** Fields of the operation set by the record, by wire name. */
  readonly own: JsonObject;
  readonly found?: Found;
}

interface How {
  readonly recipients: Recipients;
  readonly fields: Fields;
  readonly values: Values;
  /** Fields of the operation that a record may set; `given`: the form already has a value for it. */
  readonly settable: ReadonlyMap<string, { readonly given: boolean }>;
  /** Filled with the fields referred to by the form that any item has. */
  readonly seen: Set<string>;
  /** The names that the form lists for the campaign. */
  readonly wanted: readonly string[];
  readonly words: HostWords;
}

/** A record's names, cached because they are almost always the same as the previous record's. */
class Names {
  /** Original keys by trimmed name; absent if no name needs trimming. */
  private readonly byName: ReadonlyMap<string, string> | undefined;
  private readonly known: ReadonlySet<string>;
  readonly clashes: readonly string[];

  /** @param paths to fields inside others, by the name under which a form refers to them */
  constructor(
    readonly keys: readonly string[],
    private readonly paths: ReadonlyMap<string, readonly string[]>,
  ) {
    const byName = new Map<string, string>();
    const clashes: string[] = [];
    for (const key of keys) {
      const name = cleanName(key);
      if (byName.has(name)) clashes.push(name);
      // An exact name takes precedence over one that only looks the same.
      if (!byName.has(name) || key === name) byName.set(name, key);
    }
    this.byName = keys.every((key) => byName.get(key) === key) ? undefined : byName;
    this.known = new Set(byName.keys());
    this.clashes = clashes;
  }

  /** Whether a record has the same names. */
  areOf(keys: readonly string[]): boolean {
    if (keys.length !== this.keys.length) return false;
    for (let i = 0; i < keys.length; i++) if (keys[i] !== this.keys[i]) return false;
    return true;
  }

  all(): readonly string[] {
    return this.byName ? [...this.byName.keys()] : this.keys;
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  /** The value of such a record by one of the names, or else by a path. */
  in(record: JsonObject, name: string): JsonObject[string] {
    if (this.known.has(name)) return record[this.byName?.get(name) ?? name];
    const path = this.paths.get(name);
    return path && valueAt(record, path);
  }
}

/** The form's field that selects the columns. */
const VARIABLES = 'variableColumns';

const mappingOf = ({ variableColumns }: Values): readonly (readonly [variable: string, column: string])[] => {
  const rows = Array.isArray(variableColumns) ? variableColumns.filter(isObject) : [];
  const name = (value: unknown): string => cleanName(String(value ?? ''));
  return rows.map((row) => [name(row.variable), name(isBlank(row.column) ? row.variable : row.column)] as const);
};

/** Variables filled from two places, of which only one could be sent. */
const filledTwice = (mapping: readonly (readonly [variable: string, column: string])[], label: string): readonly Problem[] => {
  const names = mapping.map(([variable]) => variable);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) => ({
    field: VARIABLES,
    message: `'${label}' fills '${visible(name)}' twice.`,
    todo: 'Remove one of them.',
  }));
};

/** The field that has this text as its value: an expression, which is read with the first record, puts it in place of the field's name. */
const heldBy = (record: JsonObject, names: Names, text: string): string | undefined =>
  names.all().find((name) => {
    const value = names.in(record, name);
    return typeof value !== 'object' && String(value) === text;
  });

/** Reads a person from a record; `given` are the values of the variables, if the form itself has them. */
export type PersonReader = (record: JsonObject, given?: JsonObject) => Person;

/** Reads people from records as the form specifies. */
export const personReader = ({ recipients, fields, values, settable, seen, wanted, words }: How): PersonReader => {
  const idLabel = `${recipients.called?.id ?? 'User'} ${words.column}`;
  const variablesLabel = recipients.called ? words.columns : words.variables;
  const column = cleanName(String(values.userColumn ?? ''));
  const isChosen = values.variables === 'chosen';
  const mapping = isChosen ? mappingOf(values) : [];
  let asked: readonly Asked[] = [
    ...(column === '' ? [] : [{ column, field: 'userColumn', label: idLabel, fills: recipients.each ? `the ID of the ${recipients.each.one}` : 'the user' }]),
    ...mapping.map(([variable, from]): Asked => ({ column: from, field: VARIABLES, label: variablesLabel, fills: `'${variable}'` })),
  ];
  const paths = new Map(
    asked.flatMap(({ column: name }) => {
      const path = pathOf(name);
      return path ? [[name, path] as const] : [];
    }),
  );
  /** The variables of a record with these names, each with its name in the record. */
  const pairsOf = (names: Names): readonly (readonly [variable: string, name: string])[] => {
    if (values.variables === 'none') return [];
    if (isChosen) return mapping.filter(([, from]) => names.has(from) || paths.has(from));
    return names.all().flatMap((name) => (name === column ? [] : [[name, name] as const]));
  };
  const double = filledTwice(mapping, variablesLabel);
  const empty = values.emptyValues;
  const isEach = empty === 'refuse' ? refuseEmpty : undefined;
  const lacks = lackReader(recipients, wanted, words);
  let names = new Names([], paths);
  let pairs = pairsOf(names);
  let isFirst = true;
  return (record, given) => {
    const keys = Object.keys(record);
    if (!names.areOf(keys)) {
      names = new Names(keys, paths);
      pairs = pairsOf(names);
    }
    const problems: Problem[] = [...double, ...names.clashes.map((name) => twice(name, words))];
    const doubts: string[] = [];
    const own: Record<string, JsonObject[string]> = {};
    const variables: Record<string, JsonObject[string]> = {};
    const take = (variable: string, value: JsonObject[string]): void => {
      const settled = settable.get(variable);
      if (settled && !settled.given) {
        if (!isBlank(value)) own[variable] = value;
        return;
      }
      if (settled)
        doubts.push(
          `'${variable}' of the ${words.items} was used as one of the ${called(recipients)}, because '${fields[variable]!.label}' is set in the form.`,
        );
      if (empty !== 'leaveOut' || !isBlank(value)) setMember(variables, variable, value);
    };
    if (given) for (const variable in given) if (given[variable] !== undefined) take(variable, given[variable]);
    if (!given) {
      for (const [variable, name] of pairs) {
        const value = names.in(record, name);
        if (value !== undefined || names.has(name)) take(variable, value);
      }
    }
    if (isEach) problems.push(...isEach(namesFor(given, isChosen ? mapping : undefined) ?? Object.keys(variables), variables, settable));
    lacks?.(names.in(record, column), variables, problems, doubts);
    let missing: Asked[] | undefined;
    if (isFirst) asked = asked.map((each) => (names.has(each.column) ? each : { ...each, enteredFor: heldBy(record, names, each.column) }));
    isFirst = false;
    for (const each of asked) {
      if (names.has(each.column) || names.in(record, each.column) !== undefined) seen.add(each.column);
      else (missing ??= []).push(each);
    }
    const isSilent = problems.length + doubts.length === 0 && !missing;
    return {
      id: names.in(record, column),
      variables,
      own,
      ...(!isSilent && { found: { problems, doubts, missing: missing ?? [], names: names.all(), seen, words } }),
    };
  };
};

const twice = (name: string, { field }: HostWords): Problem => ({
  field: 'userColumn',
  message: `Two ${field === 'property' ? 'properties' : 'fields'} are named '${name}', one of them with spaces or invisible characters around the name.`,
  todo: 'Rename one of them.',
});

/** Rejects variables without a value, if the form says so. */
const refuseEmpty = (wanted: readonly string[], variables: JsonObject, settable: How['settable']): readonly Problem[] =>
  wanted
    .filter((variable) => !settable.has(variable) && isBlank(Object.hasOwn(variables, variable) ? variables[variable] : undefined))
    .map((variable) => ({
      field: VARIABLES,
      message: `'${visible(variable)}' is empty.`,
      todo: "Fill it in, or change 'Empty Values'.",
    }));

/** The variables that the form names itself; undefined if they are the fields of the record. */
const namesFor = (
  given: JsonObject | undefined,
  mapping: readonly (readonly [variable: string, column: string])[] | undefined,
): readonly string[] | undefined => (given ? Object.keys(given) : mapping?.map(([variable]) => variable));

type LackReader = (id: JsonObject[string], variables: JsonObject, problems: Problem[], doubts: string[]) => void;

/**
 * Says which of the names that a form lists have no value. If the vendor tells the names and needs each, the operation checks it against the campaign as
 * it is when it is sent, so a list that was read earlier says nothing.
 */
const lackReader = ({ needsEach, known, ...r }: Recipients, wanted: readonly string[], words: HostWords): LackReader | undefined => {
  if (wanted.length === 0 || r.each || (needsEach === undefined) === (known === undefined)) return undefined;
  const doubt = new Map(
    wanted.map((name) => [
      name,
      `Some ${words.items} have no '${visible(name)}', which is one of the ${called(r)}: the message shows its own default there, if it has one.`,
    ]),
  );
  return (id, variables, problems, doubts) => {
    for (const name of wanted) {
      if (Object.hasOwn(variables, name)) continue;
      if (needsEach) {
        problems.push({
          field: VARIABLES,
          message: `User '${visible(String(id ?? ''))}' has no '${visible(name)}', which is one of the ${called(r)} that the campaign needs.`,
          todo: `Give the ${words.item} the ${words.field} '${visible(name)}', or map another one to it.`,
        });
      } else doubts.push(doubt.get(name)!);
    }
  };
};

const called = ({ called: names }: Pick<Recipients, 'called'>): string => (names?.variables ?? 'Template Variables').toLowerCase();
