import { readTextList } from '../base/lists';
import { readSwitch } from '../base/switches';
import type { Field, Fields } from './fields';

/** When a field exists: each named field has one of these values. */
export type Condition = { readonly [name: string]: readonly (string | boolean)[] };

/** A field's own condition and those of the fields it depends on, by wire name. */
export const conditionOf = (fields: Fields, { dependsOn }: Pick<Field, 'dependsOn'>): Condition => {
  if (!dependsOn) return {};
  const parent = fields[dependsOn.field];
  return { ...(parent && conditionOf(fields, parent)), [dependsOn.field]: dependsOn.is };
};

/**
 * Whether a field exists. A list has each of its entries. Expressions, and values that come with a message, deliver booleans as text or numbers, and
 * lists as text.
 * @param valueOf the value of a field that the condition names
 */
export const isMet = (condition: Condition | undefined, valueOf: (name: string) => unknown): boolean =>
  Object.entries(condition ?? {}).every(([name, is]) => {
    const value = valueOf(name);
    if (is.some((wanted) => (typeof wanted === 'boolean' ? readSwitch(value) === wanted : value === wanted))) return true;
    const entries = readTextList(value);
    return Array.isArray(entries) && is.some((wanted) => typeof wanted === 'string' && entries.includes(wanted));
  });

/** The value of a field that an input or a saved form lacks. */
export const valueIfAbsent = (field: Field): unknown => {
  if (field.firstDefault !== undefined) return field.firstDefault ?? undefined;
  return 'default' in field ? field.default : undefined;
};

/** The value that decides about other fields: the field's value or, if it was left alone, the vendor's default. */
export const decidingValue = (field: Field | undefined, value: unknown): unknown => value ?? (field && valueIfAbsent(field));
