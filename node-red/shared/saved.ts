import { asFirst, isObject, optionsIn, presentValue, savedSlot, savedSlots, type Field, type FormField } from '../../engine';

/** A value as saved in a flow: how to read it, and what was entered. */
export interface Typed {
  readonly type: string;
  readonly value: unknown;
  /** The vendor's name for a picked value; only for display. */
  readonly label?: string;
}

export type Values = { readonly [name: string]: Typed };

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

const isTyped = (value: unknown): value is Typed => isObject(value) && typeof value.type === 'string' && 'value' in value;

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

type Raw = { readonly [key: string]: unknown };

/** Marks a saved node whose outputs have the names of the first release. */
const FIRST_NAMES = 'first';

/** Whether a node's outputs name the same thing alike. */
export const hasSameNames = ({ outputNames }: Raw): boolean => outputNames !== FIRST_NAMES;

/** A value written by hand, as if it had been typed into the form. */
const typed = (value: unknown): Typed => {
  if (isTyped(value)) return value;
  if (typeof value === 'number') return { type: 'num', value: String(value) };
  if (typeof value === 'boolean') return { type: 'bool', value: String(value) };
  return typeof value === 'string' ? { type: 'str', value } : { type: 'json', value: JSON.stringify(value) };
};

/**
 * Migrations from one version of the saved form to the next, in order; their number is the current version. A migration never changes, because flows of
 * its version may turn up at any time.
 */
export const migrations: readonly ((saved: Raw) => Raw)[] = [
  // Flows written by hand contain bare values, and may omit `values`.
  (saved) => ({
    ...saved,
    values: Object.fromEntries(Object.entries(isObject(saved.values) ? saved.values : {}).map(([name, value]) => [name, typed(value)])),
  }),
  // Outputs of earlier flows keep the names of their members, which functions behind these nodes read.
  (saved) => ({ ...saved, outputNames: FIRST_NAMES }),
];

export const VERSION = migrations.length;

/** A node of a flow comes from a later release than this one. */
export class TooNew extends Error {
  constructor(readonly version: number) {
    super(`This node was saved by a newer release of its package (form ${version}; this release supports ${VERSION}). Update the package.`);
    this.name = 'TooNew';
  }
}

/** Migrates a flow's saved node or account to the current form. */
export const migrate = (saved: Raw): Raw & { readonly values: Values } => {
  const version = typeof saved.version === 'number' ? saved.version : 0;
  if (version > VERSION) throw new TooNew(version);
  const present = migrations.slice(version).reduce((each, step) => step(each), saved);
  return { ...present, version: VERSION, values: isObject(present.values) ? (present.values as unknown as Values) : {} };
};
