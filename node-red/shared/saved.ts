import { isObject, optionsIn, presentValue, savedSlot, savedSlots, type Field, type FormField } from '../../engine';

/** A value as a flow keeps it: how it is to be read, and what was written. */
export interface Typed {
  readonly type: string;
  readonly value: unknown;
  /** What the vendor calls a value that was picked from its list; only for people to read. */
  readonly label?: string;
}

export type Values = { readonly [name: string]: Typed };

/** What a flow keeps of a node, beside what Node-RED itself keeps. */
export interface Saved {
  readonly version: number;
  readonly vendor: string;
  readonly operation: string;
  readonly values: Values;
}

/** Types that hold a fixed value; all others are known only when a message comes. */
const FIXED = ['str', 'num', 'bool', 'json', 'choice', 'choices', 'pick', 'rows', 'group'];
export const isFixed = ({ type }: Typed): boolean => FIXED.includes(type);

/** The type in which a fixed value of a field is written. */
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

/** What a field holds before anybody has touched it: nothing, but for what has a default or cannot be left out. */
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

/**
 * Whether what a field holds is worth saving. The main fields are saved as they stand; the others, and groups that nobody has filled, only where
 * they differ from what they hold by themselves.
 */
export const isKept = (each: FormField, typed: Typed): boolean =>
  (each.place === 'main' && typed.type !== 'group') || JSON.stringify(typed) !== JSON.stringify(defaultOf(each));

const isTyped = (value: unknown): value is Typed => isObject(value) && typeof value.type === 'string' && 'value' in value;

/** What a list that was written by hand has, as far as it can be read without a message. */
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

/** A value written by hand into a field that offers its options, as if it had been chosen there; one that is none of them stays as it is. */
const asChosen = (field: Field, typed: Typed): Typed => {
  const type = fixedType(field);
  const isOption = (entry: unknown): boolean => optionsIn(field).some(({ value, was }) => value === entry || was?.includes(entry as string));
  if (type === 'choice') return typed.type === 'str' && isOption(typed.value) ? { type, value: typed.value } : typed;
  if (type !== 'choices') return typed;
  const entries = entriesOf(typed);
  return entries?.every(isOption) ? { type, value: entries } : typed;
};

/** A fixed choice by today's words. */
const asToday = (field: Field, typed: Typed): Typed => {
  const value = ['choice', 'choices'].includes(typed.type) ? presentValue(field, typed.value) : typed.value;
  return value === typed.value ? typed : { ...typed, value };
};

/** A field's saved value, also under an earlier name. The editor saves today's names alone, so what stands under one of them counts. */
export const savedIn = (values: Values, each: FormField): Typed | undefined => {
  const at = (name: string): Typed | undefined => (isTyped(values[name]) ? values[name] : undefined);
  const { name } = savedSlot(savedSlots(each), { has: (slot) => at(slot.name) !== undefined, isUntouched: () => false });
  const typed = at(name);
  return typed && asToday(each.field, asChosen(each.field, typed));
};

type Raw = { readonly [key: string]: unknown };

/** A value written by hand, as it would have been typed into the form. */
const typed = (value: unknown): Typed => {
  if (isTyped(value)) return value;
  if (typeof value === 'number') return { type: 'num', value: String(value) };
  if (typeof value === 'boolean') return { type: 'bool', value: String(value) };
  return typeof value === 'string' ? { type: 'str', value } : { type: 'json', value: JSON.stringify(value) };
};

/**
 * Steps from one version of the saved form to the next, in order; the version that is written is their count. A step stays as it is for
 * ever: flows of its time may turn up at any time.
 */
export const migrations: readonly ((saved: Raw) => Raw)[] = [
  // Flows written by hand give bare values, and may leave `values` out.
  (saved) => ({
    ...saved,
    values: Object.fromEntries(Object.entries(isObject(saved.values) ? saved.values : {}).map(([name, value]) => [name, typed(value)])),
  }),
];

export const VERSION = migrations.length;

/** A node of a flow came from a later release than this one. */
export class TooNew extends Error {
  constructor(readonly version: number) {
    super(`This node was saved by a newer release of its package (form ${version}; this release supports ${VERSION}). Update the package.`);
    this.name = 'TooNew';
  }
}

/** Brings what a flow holds of a node or an account to the present form. */
export const migrate = (saved: Raw): Raw & { readonly values: Values } => {
  const version = typeof saved.version === 'number' ? saved.version : 0;
  if (version > VERSION) throw new TooNew(version);
  const present = migrations.slice(version).reduce((each, step) => step(each), saved);
  return { ...present, version: VERSION, values: isObject(present.values) ? (present.values as unknown as Values) : {} };
};
