import type { IExecuteFunctions, INode, INodeParameters } from 'n8n-workflow';
import {
  camelCase,
  entriesIn,
  formOf,
  inputMaker,
  isObject,
  isShown,
  namesOf,
  NoList,
  presentValue,
  savedSlot,
  savedSlots,
  type AnyOperation,
  type FormDefinition,
  type Field,
  type Fields,
  type FormField,
  type FormValues,
  type InputMaker,
  type JsonObject,
  type Slot,
} from '../../engine';
import { fileOf } from './files';
import { MORE, ROWS } from './parameter';
import { OPTIONS } from './properties';
import { isDefault, isSaid } from './saved';

/** An object by the vendor's names; one that an expression made may have them already. */
const rowOf = (row: unknown, columns: Fields): unknown => {
  if (!isObject(row)) return row;
  const { [MORE]: more, ...rest } = row;
  const flat = { ...rest, ...(isObject(more) && more) };
  const entries = Object.entries(flat).flatMap(([name, value]): [string, unknown][] => {
    const wire = Object.keys(columns).find((each) => each === name || namesOf(camelCase(each), columns[each]!).includes(name));
    // What is not of the form is left for the engine to refuse.
    if (wire === undefined) return [[name, value]];
    return name === nameIn(flat, wire, columns[wire]!) ? [[wire, valueOf(columns[wire]!, value)]] : [];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** The name by which a row has a column. */
const nameIn = (row: { readonly [name: string]: unknown }, wire: string, column: Field): string => {
  const [today, ...former] = namesOf(wire in row ? wire : camelCase(wire), column).map((name): Slot => ({ name, place: 'main' }));
  return savedSlot([today!, ...former], {
    has: ({ name }) => isSaid(row[name]),
    isUntouched: ({ name }) => isDefault(name, column, row[name], true),
  }).name;
};

/** Whether a parameter as it was saved is an expression. */
export const isExpression = (raw: unknown): boolean => typeof raw === 'string' && raw.startsWith('=');

/** An expression in one entry may give a whole list, or a text with commas; what was typed, or stands in a list already, may have commas of its own. */
const listOf = (entries: readonly unknown[], raw: unknown): unknown => {
  const all = entries.flatMap((entry, i) => (typeof entry === 'string' && Array.isArray(raw) && isExpression(raw[i]) ? entriesIn(entry) : entry));
  // A sole entry that says nothing, or is no text, is what there is instead of a list.
  if (all.length > 1 || typeof all[0] === 'string' || all[0] instanceof NoList) return all;
  return all[0] ?? undefined;
};

/**
 * A value out of the form in which n8n keeps it.
 * @param raw the parameter as it was saved, where it is at hand
 */
const valueOf = (field: Field, value: unknown, raw?: unknown): unknown => {
  switch (field.type) {
    case 'rows': {
      const rows = isObject(value) && ROWS in value ? value[ROWS] : isObject(value) && Object.keys(value).length === 0 ? undefined : value;
      return Array.isArray(rows) ? rows.map((row) => rowOf(row, field.columns)) : rows;
    }
    case 'group':
      return isObject(value) && Object.keys(value).length === 0 ? undefined : rowOf(value, field.columns);
    case 'list':
      return presentValue(field, Array.isArray(value) ? listOf(value, raw) : value);
    case 'choice':
      return presentValue(field, isObject(value) && '__rl' in value ? value.value : value);
    default:
      return value;
  }
};

/** Whether a parameter says the same for every item: no expression in it. */
const isFixed = (raw: unknown): boolean => {
  if (typeof raw === 'string') return !isExpression(raw);
  if (typeof raw === 'object' && raw !== null) return Object.values(raw).every(isFixed);
  return true;
};

/** Where parameters are read from; what has no items leaves their number out. */
export interface Parameters {
  getNode(): INode;
  getNodeParameter(name: string, item: number, fallback: unknown): unknown;
}

/** A parameter whose expression gives nothing that can be used, for one item. */
export class Unreadable extends Error {
  constructor(
    readonly label: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

const unreadable = (label: string, cause: unknown): Unreadable => new Unreadable(label, cause);

/** What the collections of the form are called. */
const titles: Readonly<Record<string, string>> = { [MORE]: 'Additional Fields', [OPTIONS]: 'Options' };

const evaluated = (label: string, read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    throw unreadable(label, error);
  }
};

/** A field of the form, and where the node has it. */
interface FoundField extends FormField {
  readonly slot: Slot;
}

const COLLECTIONS = { more: MORE, options: OPTIONS } as const;

/** What was saved in a slot, as it stands there. */
const rawIn = (raw: INodeParameters, { name, place }: Slot): unknown => {
  if (place === 'main') return raw[name];
  const all: unknown = raw[COLLECTIONS[place]];
  return isObject(all) ? all[name] : undefined;
};

/** Where a node has a field: maybe where an earlier release saved it. */
const slotIn = (raw: INodeParameters, each: FormField): Slot =>
  savedSlot(savedSlots(each), {
    has: (slot) => isSaid(rawIn(raw, slot)),
    isUntouched: (slot) => isDefault(slot.name, each.field, rawIn(raw, slot)),
  });

/** Reads the form's values of an item, by parameter name; what is hidden is left out. */
export type ValuesReader = (item: number) => FormValues;

/**
 * The reader of an operation's form. What says the same for every item is read once: n8n's own reading of a parameter costs more than all
 * else that is done for an item.
 */
export const valuesReader = (host: Parameters, o: FormDefinition): ValuesReader => {
  const raw = host.getNode().parameters;
  const found = formOf(o).map((each): FoundField => ({ ...each, slot: slotIn(raw, each) }));
  const labels = new Map(found.map(({ slot, field }) => [slot.name, field.label]));
  const known = new Map<string, unknown>();
  const read = (name: string, item: number, fallback: unknown): unknown => {
    if (!isFixed(raw[name])) return evaluated(labels.get(name) ?? titles[name] ?? name, () => host.getNodeParameter(name, item, fallback));
    if (!known.has(name)) known.set(name, host.getNodeParameter(name, item, fallback));
    return known.get(name);
  };
  const valuesOf = (item: number): FormValues => {
    const values: Record<string, unknown> = {};
    const inside = {
      more: read(MORE, item, {}) as Record<string, unknown>,
      options: read(OPTIONS, item, {}) as Record<string, unknown>,
    };
    for (const { name, field, when, wire, slot } of found) {
      if (!isShown(when, values)) continue;
      const value = slot.place === 'main' ? read(slot.name, item, null) : inside[slot.place][slot.name];
      const saved = rawIn(raw, slot);
      if (value !== null && value !== undefined) values[name] = valueOf(field, value, saved);
      // What is there and says nothing is not what was left alone: a switch that protects is on then.
      else if (wire === undefined && (saved !== undefined || (slot.place !== 'main' && slot.name in inside[slot.place]))) values[name] = '';
    }
    return values;
  };
  let all: FormValues | undefined;
  const allFixed = [...found.flatMap(({ slot }) => (slot.place === 'main' ? [slot.name] : [])), MORE, OPTIONS].every((name) => isFixed(raw[name]));
  return (item) => (allFixed ? (all ??= valuesOf(item)) : valuesOf(item));
};

/** Makes the operation's input of an item, by the vendor's names. */
export type InputReader = (values: FormValues, item: number) => Promise<Record<string, unknown>> | Record<string, unknown>;

export const inputReader = (host: IExecuteFunctions, o: AnyOperation): InputReader => {
  const records = host.getInputData();
  const files = Object.entries(o.fields).flatMap(([wire, { type }]) => (type === 'file' ? [wire] : []));
  let last: { readonly values: FormValues; readonly make: InputMaker } | undefined;
  const seen = new Set<string>();
  return (values, item) => {
    if (last?.values !== values) last = { values, make: inputMaker(o, values, { seen }) };
    const input = last.make(records[item]!.json as JsonObject);
    if (!files.some((wire) => input[wire] !== undefined)) return input;
    return (async () => {
      for (const wire of files) if (input[wire] !== undefined) input[wire] = await fileOf(host, item, input[wire]);
      return input;
    })();
  };
};
