import { isObject, type JsonObject } from '../base/json';
import { conditionOf, decidingValue, isMet, type Condition } from '../catalogue/condition';
import type { Fields } from '../catalogue/fields';
import type { Problem } from '../catalogue/operation';
import { nounOf } from './inWords';

/** Fields of a table with extra rules, cached because a table is used for every item. */
interface Special {
  /** Exist only while other fields have certain values. */
  readonly conditions: ReadonlyMap<string, Condition>;
  /** Exist only while another field has a value, and are required then. */
  readonly neededSometimes: readonly string[];
  /** Saved earlier under another name. */
  readonly renamed: readonly string[];
}

const specials = new WeakMap<Fields, Special>();
export const specialIn = (fields: Fields): Special => {
  const known = specials.get(fields);
  if (known) return known;
  const all = Object.entries(fields);
  const special: Special = {
    conditions: new Map(all.flatMap(([name, field]) => (field.dependsOn ? [[name, conditionOf(fields, field)] as const] : []))),
    neededSometimes: all.flatMap(([name, { dependsOn, required }]) => (dependsOn && required ? [name] : [])),
    renamed: all.flatMap(([name, { was }]) => (was ? [name] : [])),
  };
  specials.set(fields, special);
  return special;
};

/** Whether a field exists with these values. */
export const applies = (fields: Fields, name: string, input: JsonObject): boolean =>
  isMet(specialIn(fields).conditions.get(name), (other) => decidingValue(fields[other], input[other]));

/** Problems of fields that another field's value requires or excludes, including those inside groups and rows. */
export const dependents = (fields: Fields, input: JsonObject, path = ''): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const name in input) {
    const value = input[name];
    if (value === undefined || !Object.hasOwn(fields, name)) continue;
    const field = fields[name]!;
    const where = `${path}${name}`;
    if (field.dependsOn && !applies(fields, name, input)) {
      problems.push({
        field: where,
        message: `'${field.label}' (${where}) is set, but '${field.dependsOn.field}' is not ${field.dependsOn.is.join(' or ')}.`,
        todo: 'Remove it.',
      });
    } else if (field.type === 'group' && isObject(value)) problems.push(...dependents(field.columns, value as JsonObject, `${where}.`));
    else if (field.type === 'rows' && Array.isArray(value)) {
      for (const [i, row] of (value as readonly JsonObject[]).entries()) problems.push(...dependents(field.columns, row, `${where}[${i}].`));
    }
  }
  for (const name of specialIn(fields).neededSometimes) {
    const field = fields[name]!;
    if (input[name] !== undefined || !applies(fields, name, input)) continue;
    const where = `${path}${name}`;
    problems.push({ field: where, message: `'${field.label}' (${where}) is empty.`, todo: field.todo ?? `Enter ${nounOf(field)}.` });
  }
  return problems;
};
