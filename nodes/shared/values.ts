import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import {
  camelCase,
  countsIfCleared,
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
import { evaluated, isExpression, isFixed, type Parameters } from './evaluate';
import { fileOf } from './files';
import { boxesIn, titleOf, type Boxes } from './collections';
import { mappingOf } from './mapper';
import { MORE, OPTIONS, ROWS } from './parameter';
import { isDefault, isSaid, plainOf } from './saved';

/** An object with the vendor's names; one created by an expression may already have them. */
const rowOf = (row: unknown, columns: Fields): unknown => {
  if (!isObject(row)) return row;
  const { [MORE]: more, ...rest } = row;
  const flat = { ...rest, ...(isObject(more) && more) };
  const entries = Object.entries(flat).flatMap(([name, value]): [string, unknown][] => {
    const wire = Object.keys(columns).find((each) => each === name || namesOf(camelCase(each), columns[each]!).includes(name));
    // Unknown members are left for the engine to reject.
    if (wire === undefined) return [[name, value]];
    return name === nameIn(flat, wire, columns[wire]!) ? [[wire, valueOf(columns[wire]!, value)]] : [];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** The name under which a row has a column. */
const nameIn = (row: { readonly [name: string]: unknown }, wire: string, column: Field): string => {
  const [today, ...former] = namesOf(wire in row ? wire : camelCase(wire), column).map((name): Slot => ({ name, place: 'main' }));
  return savedSlot([today!, ...former], {
    has: ({ name }) => isSaid(row[name]),
    isUntouched: ({ name }) => isDefault(name, column, row[name], true),
  }).name;
};

/** An expression in one entry may return a whole list or comma-separated text; typed text, and entries of a list, may contain commas of their own. */
const listOf = (entries: readonly unknown[], raw: unknown): unknown => {
  const all = entries.flatMap((entry, i) => (typeof entry === 'string' && Array.isArray(raw) && isExpression(raw[i]) ? entriesIn(entry) : entry));
  // A single entry that is blank or not text replaces the list.
  if (all.length > 1 || typeof all[0] === 'string' || all[0] instanceof NoList) return all;
  return all[0] ?? undefined;
};

/**
 * Converts a value from the form in which n8n stores it.
 * @param raw the parameter as saved, if available
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
      return presentValue(field, Array.isArray(value) && !(value.length === 0 && countsIfCleared(field)) ? listOf(value, raw) : value);
    case 'choice':
      return presentValue(field, plainOf(value));
    case 'text':
      return plainOf(value);
    default:
      return value;
  }
};

/** A field of the form and where the node stores it. */
interface FoundField extends FormField {
  readonly slot: Slot;
}

/** A node's parameters as saved, and the contents of its boxes. */
interface Saved extends Boxes {
  readonly main: INodeParameters;
}

/** The raw value saved in a slot. */
const rawIn = (saved: Saved, { name, place }: Slot): unknown => saved[place][name];

/** Where a node stores a field, possibly the slot of an earlier release. */
const slotIn = (saved: Saved, each: FormField): Slot =>
  savedSlot(savedSlots(each), {
    has: (slot) => isSaid(rawIn(saved, slot)),
    isUntouched: (slot) => isDefault(slot.name, each.field, rawIn(saved, slot)),
  });

/** Reads an item's form values by parameter name; hidden ones are left out. */
export type ValuesReader = (item: number) => FormValues;

/** The reader of an operation's form. Constant parameters are read once, because n8n's own reading costs more than everything else done for an item. */
export const valuesReader = (host: Parameters, o: FormDefinition): ValuesReader => {
  const node = host.getNode();
  const raw = node.parameters;
  const mapping = mappingOf(host, o);
  const form = formOf(o);
  const saved: Saved = { main: raw, ...boxesIn(node, (name) => raw[name]) };
  const found = form.map((each): FoundField => ({ ...each, slot: slotIn(saved, each) }));
  const labels = new Map(found.map(({ slot, field }) => [slot.name, field.label]));
  const known = new Map<string, unknown>();
  const read = (name: string, item: number, fallback: unknown): unknown => {
    if (!isFixed(raw[name])) return evaluated(labels.get(name) ?? titleOf(node, form, name) ?? name, () => host.getNodeParameter(name, item, fallback));
    if (!known.has(name)) known.set(name, host.getNodeParameter(name, item, fallback));
    return known.get(name);
  };
  const valuesOf = (item: number): FormValues => {
    const values: Record<string, unknown> = {};
    const inside = boxesIn(node, (name) => read(name, item, {}));
    for (const { name, field, when, wire, slot } of found) {
      if (!isShown(when, values)) continue;
      const value = slot.place === 'main' ? read(slot.name, item, null) : inside[slot.place][slot.name];
      const before = rawIn(saved, slot);
      if (value !== null && value !== undefined) values[name] = valueOf(field, value, before);
      // Present but blank is not the same as left alone: a protective switch is then on.
      else if (wire === undefined && (before !== undefined || (slot.place !== 'main' && slot.name in inside[slot.place]))) values[name] = '';
    }
    return mapping && 'variables' in values ? { ...values, variables: mapping.variables } : values;
  };
  let all: FormValues | undefined;
  const allFixed = [...found.flatMap(({ slot }) => (slot.place === 'main' ? [slot.name] : [])), MORE, OPTIONS].every((name) => isFixed(raw[name]));
  return (item) => (allFixed ? (all ??= valuesOf(item)) : valuesOf(item));
};

/** Builds the operation's input from an item, by the vendor's names. */
export type InputReader = (values: FormValues, item: number) => Promise<Record<string, unknown>> | Record<string, unknown>;

export const inputReader = (host: IExecuteFunctions, o: AnyOperation): InputReader => {
  const records = host.getInputData();
  const files = Object.entries(o.fields).flatMap(([wire, { type }]) => (type === 'file' ? [wire] : []));
  let last: { readonly values: FormValues; readonly make: InputMaker } | undefined;
  const mapping = mappingOf(host, o);
  const seen = new Set<string>();
  return (values, item) => {
    if (last?.values !== values) last = { values, make: inputMaker(o, values, { seen, ...(mapping && { wanted: mapping.wanted }) }) };
    const record = records[item]!.json as JsonObject;
    const input = last.make(record, mapping?.given(item, record));
    if (!files.some((wire) => input[wire] !== undefined)) return input;
    return (async () => {
      for (const wire of files) if (input[wire] !== undefined) input[wire] = await fileOf(host, item, input[wire]);
      return input;
    })();
  };
};
