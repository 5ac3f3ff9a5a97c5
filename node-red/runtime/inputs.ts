import { inputFrom, isObject, type AnyOperation, type JsonObject } from '../../engine';
import { itemsField } from '../shared/types';
import { refuse } from './failure';

type Values = { readonly [name: string]: unknown };
type Input = Record<string, unknown>;

const { label } = itemsField.field;

const recordsIn = (items: unknown): readonly JsonObject[] => {
  const list = Array.isArray(items) ? (items as readonly unknown[]) : [items];
  const odd = list.findIndex((item) => !isObject(item));
  if (odd < 0) return list as readonly JsonObject[];
  const where = Array.isArray(items) ? `'${label}' has no object at position ${odd}` : `'${label}' is no list of objects`;
  const value = list[odd];
  throw refuse(
    `${where}: ${value === undefined ? 'it is empty' : (JSON.stringify(value) ?? String(value)).slice(0, 60)}.`,
    'Give one object for each person, such as {"User": "john365", "firstname": "John"}; a CSV node makes them of a text.',
    itemsField.name,
  );
};

/**
 * The operation's inputs for one message. Recipients that come from a list are one input, unless the vendor limits how many a request
 * may have: then each is its own, and the engine divides them.
 */
export const inputsOf = (o: AnyOperation, values: Values): readonly Input[] => {
  if (!o.recipients || values.recipientsFrom !== 'items') return [inputFrom(o, values, {})];
  const { rows } = o.recipients;
  const each = recordsIn(values.items).map((record) => inputFrom(o, values, record));
  if (each.length > 0 && o.batch?.max !== undefined) return each;
  return [{ ...(each[0] ?? inputFrom(o, values, {})), [rows]: each.flatMap((input) => input[rows] as readonly unknown[]) }];
};
