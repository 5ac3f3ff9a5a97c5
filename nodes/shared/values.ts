import type { IExecuteFunctions, INode } from 'n8n-workflow';
import {
  camelCase,
  entriesIn,
  formOf,
  inputMaker,
  isObject,
  isShown,
  NoList,
  type AnyOperation,
  type Field,
  type Fields,
  type FormValues,
  type InputMaker,
  type JsonObject,
} from '../../engine';
import { fileOf } from './files';
import { MORE, ROWS } from './parameter';
import { OPTIONS } from './properties';

/** An object by the vendor's names; one that an expression made may have them already. */
const rowOf = (row: unknown, columns: Fields): unknown => {
  if (!isObject(row)) return row;
  const { [MORE]: more, ...rest } = row;
  const flat = { ...rest, ...(isObject(more) && more) };
  const entries = Object.entries(flat).map(([name, value]): [string, unknown] => {
    const wire = Object.keys(columns).find((column) => column === name || camelCase(column) === name);
    // What is not of the form is left for the engine to refuse.
    return wire === undefined ? [name, value] : [wire, valueOf(columns[wire]!, value)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
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
      return Array.isArray(value) ? listOf(value, raw) : value;
    case 'choice':
      return isObject(value) && '__rl' in value ? value.value : value;
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

/** Reads the form's values of an item, by parameter name; what is hidden is left out. */
export type ValuesReader = (item: number) => FormValues;

/**
 * The reader of an operation's form. What says the same for every item is read once: n8n's own reading of a parameter costs more than all
 * else that is done for an item.
 */
export const valuesReader = (host: Parameters, o: AnyOperation): ValuesReader => {
  const raw = host.getNode().parameters;
  const labels = new Map(formOf(o).map(({ name, field }) => [name, field.label]));
  const kept = new Map<string, unknown>();
  const read = (name: string, item: number, fallback: unknown): unknown => {
    if (!isFixed(raw[name])) return evaluated(labels.get(name) ?? titles[name] ?? name, () => host.getNodeParameter(name, item, fallback));
    if (!kept.has(name)) kept.set(name, host.getNodeParameter(name, item, fallback));
    return kept.get(name);
  };
  const valuesOf = (item: number): FormValues => {
    const values: Record<string, unknown> = {};
    const inside = {
      more: read(MORE, item, {}) as Record<string, unknown>,
      options: read(OPTIONS, item, {}) as Record<string, unknown>,
    };
    for (const field of formOf(o)) {
      if (!isShown(field.when, values)) continue;
      const value = field.place === 'main' ? read(field.name, item, null) : inside[field.place][field.name];
      const saved =
        field.place === 'main' ? raw[field.name] : (raw[field.place === 'more' ? MORE : OPTIONS] as Record<string, unknown> | undefined)?.[field.name];
      if (value !== null && value !== undefined) values[field.name] = valueOf(field.field, value, saved);
      // What is there and says nothing is not what was left alone: a switch that protects is on then.
      else if (field.wire === undefined && (saved !== undefined || (field.place !== 'main' && field.name in inside[field.place]))) values[field.name] = '';
    }
    return values;
  };
  let all: FormValues | undefined;
  const allFixed = [
    ...formOf(o)
      .filter(({ place }) => place === 'main')
      .map(({ name }) => name),
    MORE,
    OPTIONS,
  ].every((name) => isFixed(raw[name]));
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
