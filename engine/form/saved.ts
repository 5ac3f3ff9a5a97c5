import { optionsIn, type Field } from '../catalogue/fields';
import type { FormField } from './formField';
import { camelCase } from '../base/names';

/** A name and a place under which a form stores a field's value, or did in an earlier release. */
export interface Slot {
  readonly name: string;
  readonly place: FormField['place'];
}

/** All names of a field, the current one first. A column is stored by wire name in one host and by parameter name in the other. */
export const namesOf = (name: string, { was }: Pick<Field, 'was'>): readonly string[] =>
  was === undefined ? [name] : [...new Set([name, ...was.flatMap((each) => [camelCase(each), each])])];

/** Where a field's value may be stored: the current slot, then those of earlier releases. */
export const savedSlots = ({ name, field, place }: FormField): readonly [today: Slot, ...earlier: Slot[]] => {
  if (field.was === undefined && (field.wasIn ?? place) === place) return [{ name, place }];
  const places = [place, ...(field.wasIn === undefined || field.wasIn === place ? [] : [field.wasIn])];
  const [today, ...earlier] = namesOf(name, field).flatMap((each) => places.map((where): Slot => ({ name: each, place: where })));
  return [today!, ...earlier];
};

/** What a host knows about a slot without evaluating its content. */
export interface SavedForm {
  has(slot: Slot): boolean;
  /** It holds its initial value: n8n fills that in wherever a field is shown. */
  isUntouched(slot: Slot): boolean;
}

/** The slot that counts. A value from an earlier release takes precedence over the current form's initial value, but not over a value set there since. */
export const savedSlot = ([today, ...earlier]: readonly [Slot, ...Slot[]], form: SavedForm): Slot => {
  const before = earlier.find((each) => form.has(each));
  return before === undefined || (form.has(today) && !form.isUntouched(today)) ? today : before;
};

/** The former values of those choices whose current values are these. */
export const formerValues = (field: Field | undefined, values: readonly unknown[]): readonly string[] =>
  field === undefined ? [] : optionsIn(field).flatMap(({ value, was = [] }) => (values.includes(value) ? was : []));

/** A saved choice, or list of choices, translated to current values; any other value unchanged. */
export const presentValue = (field: Field, value: unknown): unknown => {
  if (Array.isArray(value)) return value.some((each) => presentValue(field, each) !== each) ? value.map((each) => presentValue(field, each)) : value;
  return typeof value === 'string' ? (optionsIn(field).find(({ was }) => was?.includes(value))?.value ?? value) : value;
};
