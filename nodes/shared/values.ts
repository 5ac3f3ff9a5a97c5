import type { IExecuteFunctions } from 'n8n-workflow';
import { camelCase, formOf, inputFrom, isObject, type AnyOperation, type Field, type Fields, type FormField, type FormValues } from '../../engine';
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

/** A value out of the form in which n8n keeps it. */
const valueOf = (field: Field, value: unknown): unknown => {
  switch (field.type) {
    case 'rows': {
      const rows = isObject(value) && ROWS in value ? value[ROWS] : isObject(value) && Object.keys(value).length === 0 ? undefined : value;
      return Array.isArray(rows) ? rows.map((row) => rowOf(row, field.columns)) : rows;
    }
    case 'group':
      return isObject(value) && Object.keys(value).length === 0 ? undefined : rowOf(value, field.columns);
    case 'list': {
      // An expression in one entry may give a whole list, or a text with commas.
      const entries = Array.isArray(value) ? value.flat() : value;
      if (!Array.isArray(entries)) return entries;
      return entries.length === 0 ? undefined : entries.length === 1 ? entries[0] : entries;
    }
    case 'choice':
      return isObject(value) && '__rl' in value ? value.value : value;
    default:
      return value;
  }
};

const shown = ({ when }: FormField, values: FormValues): boolean =>
  Object.entries(when ?? {}).every(([name, is]) => is.includes(values[name] as string | boolean));

/** The form's values of one item, by parameter name; what is hidden is left out. */
export const valuesOf = (host: IExecuteFunctions, o: AnyOperation, item: number): FormValues => {
  const values: Record<string, unknown> = {};
  const inside = {
    more: host.getNodeParameter(MORE, item, {}) as Record<string, unknown>,
    options: host.getNodeParameter(OPTIONS, item, {}) as Record<string, unknown>,
  };
  for (const field of formOf(o)) {
    if (!shown(field, values)) continue;
    const value = field.place === 'main' ? host.getNodeParameter(field.name, item, null) : inside[field.place][field.name];
    if (value !== null && value !== undefined) values[field.name] = valueOf(field.field, value);
  }
  return values;
};

/** The operation's input of one item, by the vendor's names. */
export const inputOf = async (host: IExecuteFunctions, o: AnyOperation, values: FormValues, item: number): Promise<Record<string, unknown>> => {
  const record = host.getInputData()[item]?.json ?? {};
  const input = inputFrom(o, values, record as never);
  for (const [wire, field] of Object.entries(o.fields)) {
    if (field.type === 'file' && input[wire] !== undefined) input[wire] = await fileOf(host, item, input[wire]);
  }
  return input;
};
