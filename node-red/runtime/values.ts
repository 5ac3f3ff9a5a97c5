import { isObject, validateCredential, type Field, type Fields, type FormField, type Json } from '../../engine';
import { defaultOf, savedIn, type Typed, type Values } from '../shared/saved';
import { itemsField } from '../shared/types';
import { nodeFailure, refuse } from './failure';
import { fileOf } from './files';
import type { Message, Node, Red } from './red';

/** Where values are read from. */
export interface Place {
  readonly red: Red;
  /** The node whose contexts and environment count. */
  readonly node: Node | undefined;
  readonly msg: Message | undefined;
}

const evaluate = ({ red, node, msg }: Place, { type, value }: Typed): Promise<unknown> =>
  new Promise((resolve, reject) => {
    red.util.evaluateNodeProperty(value, type, node, msg, (error, result) => (error ? reject(error as Error) : resolve(result)));
  });

const cells = async (place: Place, row: unknown, columns: Fields): Promise<unknown> =>
  isObject(row)
    ? Object.fromEntries(
        await Promise.all(
          Object.entries(row).map(async ([name, cell]) => [name, columns[name] ? await valueOf(place, columns[name], cell as Typed) : cell] as const),
        ),
      )
    : row;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** What a typed value stands for, for this message. */
const valueOf = async (place: Place, field: Field, typed: Typed): Promise<unknown> => {
  const { type, value } = typed;
  if (type === 'choice') return value;
  if (type === 'rows') {
    if (field.type !== 'rows' || !Array.isArray(value)) return value;
    const rows = await Promise.all(value.map((row) => cells(place, row, field.columns)));
    return rows.length > 0 ? rows : undefined;
  }
  // An empty field has no value; Node-RED would read 0, false or broken JSON out of it.
  if ((type === 'num' || type === 'bool' || type === 'json') && isBlank(value)) return undefined;
  let found: unknown;
  try {
    found = await evaluate(place, typed);
  } catch (error) {
    // The way to a property of the message may end before the property.
    if (type === 'msg' && error instanceof TypeError) return undefined;
    throw refuse(`'${field.label}' could not be read: ${nodeFailure(error).what}`, 'Correct the value, or the expression, in the node.');
  }
  if (field.type === 'file') return isBlank(found) ? undefined : await fileOf(found, type, field, place);
  // Timestamps of Node-RED are milliseconds.
  if (field.type === 'dateTime' && typeof found === 'number') return new Date(found).toISOString();
  return isBlank(found) ? undefined : found;
};

const isShown = ({ when }: FormField, values: { readonly [name: string]: unknown }): boolean =>
  Object.entries(when ?? {}).every(([name, is]) => is.includes(values[name] as string | boolean));

/** Fields of the form itself never reach the engine's check of the request, so they are checked here. */
const checked = ({ name, field }: FormField, value: unknown): unknown => {
  const [problem] = validateCredential({ [name]: field }, { [name]: value as Json });
  if (problem) throw refuse(problem.message, problem.todo, name);
  if (field.type === 'number' && value !== undefined) return Number(value);
  if (field.type === 'boolean' && value !== undefined) return value === true || value === 'true';
  return value;
};

/**
 * The values of a form for one message, by parameter name; what is hidden is left out.
 * @throws NodeFailure `validation`
 */
export const valuesOf = async (place: Place, form: readonly FormField[], saved: Values): Promise<{ readonly [name: string]: unknown }> => {
  const values: Record<string, unknown> = {};
  for (const each of form) {
    if (!isShown(each, values)) continue;
    const value = await valueOf(place, each.field, savedIn(saved, each) ?? defaultOf(each));
    if (each.wire !== undefined || each.name === itemsField.name) values[each.name] = value;
    else values[each.name] = checked(each, value);
    if (values[each.name] === undefined) delete values[each.name];
  }
  return values;
};
