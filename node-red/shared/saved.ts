import { asFirst, optionsIn, presentValue, savedSlot, savedSlots, type Field, type FormField } from '../../engine';
import { isTyped, type Typed, type Values } from './migrations';

export { hasSameNames, migrate, migrations, TooNew, VERSION, type Typed, type Values } from './migrations';

/** What a flow stores for a node, besides what Node-RED itself stores. */
export interface Saved {
  readonly version: number;
  readonly vendor: string;
  readonly operation: string;
  readonly values: Values;
}

/** Types with a constant value; all others are known only when a message arrives. */
const FIXED = ['str', 'num', 'bool', 'json', 'choice', 'choices', 'pick', 'rows', 'group'];
export const isFixed = ({ type }: Typed): boolean => FIXED.includes(type);

/** The type for a field's constant value. */
export const fixedType = (field: Field): string => {
  switch (field.type) {
    case 'number':
      return 'num';
    case 'boolean':
      return 'bool';
    case 'json':
      return 'json';
    case 'rows':
    case 'group':
      return field.type;
    case 'choice':
      return 'options' in field ? 'choice' : 'pick';
    case 'list':
      return field.options ? 'choices' : 'str';
    default:
      return 'str';
  }
};

/** A field's initial value: empty, unless it has a default or is required. */
export const defaultOf = ({ name, wire, field }: FormField): Typed => {
  if ((name === 'items' && wire === undefined) || field.type === 'file') return { type: 'msg', value: 'payload' };
  const value = 'default' in field ? field.default : undefined;
  const type = fixedType(field);
  if (type === 'rows') return { type, value: [] };
  if (type === 'choices') return { type, value: Array.isArray(value) ? [...(value as readonly string[])] : [] };
  if (type === 'group') return { type, value: {} };
  if (type === 'bool' && field.required) return { type, value: String(value ?? false) };
  if (value === undefined) return { type, value: '' };
  return { type, value: type === 'json' ? JSON.stringify(value) : String(value) };
};

/** The value of a field that a saved form lacks. */
export const lackedBy = (each: FormField): Typed => defaultOf({ ...each, field: asFirst(each.field) });

/** Whether a field's value is worth saving. Main fields are always saved; the others, and empty groups, only if they differ from their initial value. */
export const isKept = (each: FormField, typed: Typed): boolean =>
  (each.place === 'main' && typed.type !== 'group') || JSON.stringify(typed) !== JSON.stringify(defaultOf(each));

/** The entries of a list written by hand, as far as they can be read without a message. */
const entriesOf = ({ type, value }: Typed): readonly unknown[] | undefined => {
  if (type === 'str')
    return String(value)
      .split(',')
      .map((each) => each.trim());
  if (type !== 'json') return undefined;
  try {
    const parsed = JSON.parse(String(value)) as unknown;
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch {
    return undefined;
  }
};

/** Converts a value written by hand into the matching option; one that matches none is unchanged. */
const asChosen = (field: Field, typed: Typed): Typed => {
  const type = fixedType(field);
  const isOption = (entry: unknown): boolean => optionsIn(field).some(({ value, was }) => value === entry || was?.includes(entry as string));
  if (type === 'choice') return typed.type === 'str' && isOption(typed.value) ? { type, value: typed.value } : typed;
  if (type !== 'choices') return typed;
  const entries = entriesOf(typed);
  return entries?.every(isOption) ? { type, value: entries } : typed;
};

/** A constant choice in current terms. */
const asToday = (field: Field, typed: Typed): Typed => {
  const value = ['choice', 'choices'].includes(typed.type) ? presentValue(field, typed.value) : typed.value;
  return value === typed.value ? typed : { ...typed, value };
};

/** A field's saved value, possibly under an earlier name. The editor only saves current names, so a value under one of these takes precedence. */
export const savedIn = (values: Values, each: FormField): Typed | undefined => {
  const at = (name: string): Typed | undefined => (isTyped(values[name]) ? values[name] : undefined);
  const { name } = savedSlot(savedSlots(each), { has: (slot) => at(slot.name) !== undefined, isUntouched: () => false });
  const typed = at(name);
  return typed && asToday(each.field, asChosen(each.field, typed));
};
