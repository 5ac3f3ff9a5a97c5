import { camelCase } from '../base/names';
import { conditionOf, isMet, type Condition } from '../catalogue/condition';
import type { Field, Fields } from '../catalogue/fields';
import { formerValues } from './saved';

/** When a form shows a field, by parameter name; saved forms may contain former values of choices. */
export const whenOf = (fields: Fields, { dependsOn, offeredFor }: Pick<Field, 'dependsOn' | 'offeredFor'>): Condition => {
  if (dependsOn === undefined && offeredFor === undefined) return {};
  const all = [dependsOn, offeredFor].flatMap((each) => (each ? Object.entries(conditionOf(fields, { dependsOn: each })) : []));
  return Object.fromEntries(all.map(([wire, is]) => [camelCase(wire), [...is, ...formerValues(fields[wire], is)]]));
};

/** Whether a form with these values shows a field. */
export const isShown = (when: Condition | undefined, values: { readonly [name: string]: unknown }): boolean => isMet(when, (name) => values[name]);

export const hasConditions = (when: Condition): boolean => Object.keys(when).length > 0;
