import { optionsIn, type Field } from '../catalogue/fields';
import type { FormField } from './formField';
import { camelCase } from '../base/names';

/** A name and a place under which a form keeps a field's value, or kept it in an earlier release. */
export interface Slot {
  readonly name: string;
  readonly place: FormField['place'];
}

/** All names of a field, today's first. A column goes by its wire name in one host, and by its parameter name in the other. */
export const namesOf = (name: string, { was = [] }: Pick<Field, 'was'>): readonly string[] => [
  ...new Set([name, ...was.flatMap((each) => [camelCase(each), each])]),
];

/** Where a field's value may be found in what was saved: today's slot, then those of earlier releases. */
export const savedSlots = ({ name, field, place }: FormField): readonly [today: Slot, ...earlier: Slot[]] => {
  const places = [place, ...(field.wasIn === undefined || field.wasIn === place ? [] : [field.wasIn])];
  const [today, ...earlier] = namesOf(name, field).flatMap((each) => places.map((where): Slot => ({ name: each, place: where })));
  return [today!, ...earlier];
};

/** What a host can tell of a slot without evaluating what is in it. */
export interface SavedForm {
  has(slot: Slot): boolean;
  /** What it has is what it holds before anybody has touched it: n8n fills that in wherever a field is shown. */
  isUntouched(slot: Slot): boolean;
}

/**
 * The slot that counts. What an earlier release saved says more than what today's form holds by itself, but less than what somebody has set
 * there since.
 */
export const savedSlot = ([today, ...earlier]: readonly [Slot, ...Slot[]], form: SavedForm): Slot => {
  const before = earlier.find((each) => form.has(each));
  return before === undefined || (form.has(today) && !form.isUntouched(today)) ? today : before;
};

/** The values that choices had in earlier releases, of those whose values today are these. */
export const formerValues = (field: Field | undefined, values: readonly unknown[]): readonly string[] =>
  field === undefined ? [] : optionsIn(field).flatMap(({ value, was = [] }) => (values.includes(value) ? was : []));

/** A saved value of a choice, or of a list of such, by today's words; any other value as it is. */
export const presentValue = (field: Field, value: unknown): unknown => {
  if (Array.isArray(value)) return value.some((each) => presentValue(field, each) !== each) ? value.map((each) => presentValue(field, each)) : value;
  return typeof value === 'string' ? (optionsIn(field).find(({ was }) => was?.includes(value))?.value ?? value) : value;
};
