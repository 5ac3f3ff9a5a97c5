import { readSwitch } from '../base/switches';
import type { Field, Fields } from './fields';

/** What must be so for a field to be there: each of the named fields has one of its values. */
export type Condition = { readonly [name: string]: readonly (string | boolean)[] };

/** A field's own condition and those of the fields that it depends on, by wire name. */
export const conditionOf = (fields: Fields, { dependsOn }: Pick<Field, 'dependsOn'>): Condition => {
  if (!dependsOn) return {};
  const parent = fields[dependsOn.field];
  return { ...(parent && conditionOf(fields, parent)), [dependsOn.field]: dependsOn.is };
};

/**
 * Whether a field is there. Expressions, and values that come with a message, give switches as text or as numbers.
 * @param valueOf the value of a field that the condition names
 */
export const isMet = (condition: Condition | undefined, valueOf: (name: string) => unknown): boolean =>
  Object.entries(condition ?? {}).every(([name, is]) => {
    const value = valueOf(name);
    return is.some((wanted) => (typeof wanted === 'boolean' ? readSwitch(value) === wanted : value === wanted));
  });

/** What a field decides by: its value or, where it is left alone, its default, which is the vendor's. */
export const decidingValue = (field: Field | undefined, value: unknown): unknown => value ?? (field && 'default' in field ? field.default : undefined);
