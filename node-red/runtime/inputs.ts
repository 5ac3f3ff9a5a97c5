import { inputFrom, isObject, type AnyOperation, type JsonObject } from '../../engine';
import { itemsField, takesMany } from '../shared/types';
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

/** The inputs of one message, and whether each is one of several, so that the payload is a list of results however many there are. */
export interface Inputs {
  readonly inputs: readonly Input[];
  readonly many: boolean;
}

const nobody = (): Error =>
  refuse(`'${label}' is an empty list: there is nobody in it.`, 'Give at least one object, or leave the node out by a Switch.', itemsField.name);

/** Whether the vendor's limits divide one input too. */
const isDivided = ({ batch }: AnyOperation, input: Input): boolean => (batch?.divide ?? []).some((name) => input[name] !== undefined);

/**
 * The operation's inputs for one message. Recipients that come from a list are one input, unless the vendor takes one person at a time, or
 * limits how many a request may have: then each is its own, and the engine puts them together.
 */
export const inputsOf = (o: AnyOperation, values: Values): Inputs => {
  if (!o.recipients || values.recipientsFrom !== 'items') {
    const input = inputFrom(o, values, {});
    return { inputs: [input], many: isDivided(o, input) };
  }
  const { rows } = o.recipients;
  const each = recordsIn(values.items).map((record) => inputFrom(o, values, record));
  if (rows === undefined || takesMany(o)) {
    if (each.length === 0) throw nobody();
    return { inputs: each, many: Array.isArray(values.items) };
  }
  return { inputs: [{ ...(each[0] ?? inputFrom(o, values, {})), [rows]: each.flatMap((input) => input[rows] as readonly unknown[]) }], many: false };
};
