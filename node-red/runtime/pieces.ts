import { carry, foundOf, inputMaker, isObject, listIn, mayPart, validate, type AnyOperation, type CheckContext, type JsonObject } from '../../engine';
import { itemsField, takesMany } from '../shared/types';
import { ENTRIES } from './words';
import { refuse } from './failure';

type Values = { readonly [name: string]: unknown };
export type Input = Readonly<Record<string, unknown>>;

/** One entry of a message: its record, and the input that it makes by itself. */
export interface Piece {
  readonly record?: unknown;
  readonly input: Input;
}

/** What one message asks for, entry by entry. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Where the records come from: a list, a single object, or nowhere, because the whole message is one request. */
  readonly from: 'list' | 'object' | 'none';
  /** Whether each is one of several, so that the payload is a list of results however many there are. */
  readonly many: boolean;
  /** Combines several inputs (or none) into one; absent: inputs stay separate, and the engine combines them. */
  readonly join?: (inputs: readonly Input[]) => Input;
}

const { label } = itemsField.field;

const recordsIn = (items: unknown): readonly JsonObject[] => {
  const list = Array.isArray(items) ? (items as readonly unknown[]) : [items];
  const odd = list.findIndex((item) => !isObject(item) || item instanceof Date);
  if (odd < 0) return list as readonly JsonObject[];
  const where = Array.isArray(items) ? `'${label}' has no object at position ${odd + 1}` : `'${label}' is not a list of objects`;
  const value = list[odd];
  throw refuse(
    `${where}: ${value === undefined ? 'it is empty' : (JSON.stringify(value) ?? String(value)).slice(0, 60)}.`,
    'Provide one object for each person, such as {"user_id": "john365", "firstname": "John"}; a CSV node can create them from text.',
    itemsField.name,
  );
};

const nobody = (): Error =>
  refuse(`'${label}' is an empty list: there is nobody in it.`, 'Provide at least one object, or use a Switch node to skip this node.', itemsField.name);

/** One input whose lists are the concatenated lists of several. */
const joiner =
  (names: readonly string[], whole: Input) =>
  (inputs: readonly Input[]): Input =>
    carry(
      {
        ...whole,
        ...Object.fromEntries(
          names.flatMap((name) =>
            whole[name] === undefined ? [] : [[name, inputs.flatMap((input) => (input[name] as readonly unknown[] | undefined) ?? [])]],
          ),
        ),
      },
      inputs.flatMap(foundOf),
    );

/** Recipients from a list in the message. */
const ofItems = (o: AnyOperation, values: Values): Pieces => {
  const make = inputMaker(o, values, { words: ENTRIES });
  const pieces = recordsIn(values.items).map((record): Piece => ({ record, input: make(record) }));
  const from = Array.isArray(values.items) ? 'list' : 'object';
  const rows = o.recipients?.rows;
  if (rows !== undefined && !takesMany(o)) return { pieces, from, many: false, join: joiner([rows], make({})) };
  if (pieces.length === 0) throw nobody();
  return { pieces, from, many: from === 'list' };
};

/** Splits an input by the entries of its lists, if the operation allows that and the whole is valid; otherwise the engine gets the whole. */
const ofLists = (o: AnyOperation, input: Input, context: CheckContext): Pieces => {
  const apart = o.batch?.splitBy ?? [];
  const rows = o.recipients?.rows;
  const names = rows === undefined || apart.includes(rows) ? apart : [...apart, rows];
  const given = names.filter((name) => input[name] !== undefined);
  const many = given.some((name) => apart.includes(name));
  if (given.length === 0) return { pieces: [{ input }], from: 'none', many };
  const read = validate(o, input, context);
  const lists: Input = 'input' in read ? read.input : Object.fromEntries(given.map((name) => [name, listIn(o, name, input[name])]));
  // A text that looks like a list but is invalid.
  if (!given.every((name) => Array.isArray(lists[name]))) return { pieces: [{ input }], from: 'none', many };
  const others = Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
  const pieces = given.flatMap((name) => (lists[name] as readonly unknown[]).map((record): Piece => ({ record, input: { ...others, [name]: [record] } })));
  const isApart = pieces.length > 0 && given.every((name) => apart.includes(name)) && ('input' in read || mayPart(o, input, context));
  return { pieces, from: 'list', many, ...(!isApart && { join: joiner(names, input) }) };
};

/**
 * What one message asks for. Recipients from a list form one input, unless the vendor accepts one person at a time or limits how many fit in a request:
 * then each is its own input. The same applies to lists whose entries may be sent separately.
 */
export const piecesOf = (o: AnyOperation, values: Values, context: CheckContext): Pieces =>
  o.recipients && values.recipientsFrom === 'items' ? ofItems(o, values) : ofLists(o, inputMaker(o, values)({}), context);
