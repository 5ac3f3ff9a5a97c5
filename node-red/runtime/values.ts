import { countsIfCleared, decidingValue, isObject, namesOf, presentValue, readOwnFields, type Field, type Fields, type FormField } from '../../engine';
import { columnsForm, inOrder, isAsked } from '../shared/columns';
import { isFixed, lackedBy, savedIn, type Typed, type Values } from '../shared/saved';
import { itemsField } from '../shared/types';
import { nodeFailure, refuse } from './failure';
import { fileOf } from './files';
import type { Place } from './place';

const evaluate = ({ red, node, msg }: Place, { type, value }: Typed): Promise<unknown> =>
  new Promise((resolve, reject) => {
    red.util.evaluateNodeProperty(value, type, node, msg, (error, result) => (error ? reject(error as Error) : resolve(result)));
  });

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** The value of a typed value for this message, in current terms. */
const valueOf = async (place: Place, field: Field, typed: Typed): Promise<unknown> => presentValue(field, await evaluatedOf(place, field, typed));

const evaluatedOf = async (place: Place, field: Field, typed: Typed): Promise<unknown> => {
  const { type, value } = typed;
  if (type === 'choice' || type === 'pick') return isBlank(value) ? undefined : value;
  if (type === 'choices') return Array.isArray(value) && value.length === 0 && !countsIfCleared(field) ? undefined : value;
  if (type === 'rows') {
    if (field.type !== 'rows' || !Array.isArray(value)) return value;
    const rows = await Promise.all(value.map((row: unknown) => (isObject(row) ? columnsOf(place, field.columns, row as Values) : row)));
    return rows.length > 0 ? rows : undefined;
  }
  if (type === 'group') {
    if (field.type !== 'group' || !isObject(value)) return value;
    const columns = await columnsOf(place, field.columns, value as Values);
    return Object.keys(columns).length > 0 ? columns : undefined;
  }
  // An empty field has no value; Node-RED would read it as 0, false or broken JSON.
  if ((type === 'num' || type === 'bool' || type === 'json') && isBlank(value)) return undefined;
  let found: unknown;
  try {
    found = await evaluate(place, typed);
  } catch (error) {
    // A path in the message may end before the property.
    if (type === 'msg' && error instanceof TypeError) return undefined;
    throw refuse(`'${field.label}' could not be read: ${nodeFailure(error).what}`, 'Correct the value or the expression in the node.');
  }
  if (field.type === 'file') return isBlank(found) ? undefined : await fileOf(found, type, field, place);
  return isBlank(found) ? undefined : found;
};

interface Evaluated {
  readonly [name: string]: unknown;
}

/** The values of the fields that are asked for; others are not even read. */
const evaluated = async (form: readonly FormField[], read: (each: FormField) => Promise<unknown>): Promise<Evaluated> => {
  const values: Record<string, unknown> = {};
  const decisions: Record<string, unknown> = {};
  for (const each of inOrder(form)) {
    if (!isAsked(each, decisions)) continue;
    const value = await read(each);
    if (value !== undefined) values[each.name] = value;
    decisions[each.name] = decidingValue(each.field, value);
  }
  return values;
};

/** The columns of a group or row; unknown columns are passed on and rejected by name. */
const columnsOf = async (place: Place, columns: Fields, saved: Values): Promise<Evaluated> => {
  const known = await evaluated(columnsForm(columns), async (each) => {
    const typed = savedIn(saved, each);
    return typed && (await valueOf(place, each.field, typed));
  });
  const names = new Set(Object.entries(columns).flatMap(([name, column]) => namesOf(name, column)));
  return { ...Object.fromEntries(Object.entries(saved).filter(([name]) => !names.has(name))), ...known };
};

/** Reads a field of the form itself: such fields never reach the engine's check of the request. */
const ownValue = ({ when: _, ...each }: FormField, value: unknown): unknown => {
  const { name, field } = each;
  const read = readOwnFields([each], value === undefined ? {} : { [name]: value });
  if ('problems' in read) {
    const [problem] = read.problems;
    throw refuse(problem!.message, problem!.todo, name);
  }
  const own = read.values[name];
  if (own === undefined && field.required) throw refuse(`'${field.label}' is empty.`, field.todo ?? 'Fill it in in the node.', name);
  return own;
};

/** A value missing from the message, context or environment: present but blank for a protective field, absent for others. */
const missing = (field: Field, typed: Typed): unknown => (field.protects && !isFixed(typed) ? '' : undefined);

/**
 * The form's values for one message, by parameter name; hidden ones are left out.
 * @throws NodeFailure `validation`
 */
export const valuesOf = (place: Place, form: readonly FormField[], saved: Values): Promise<Evaluated> =>
  evaluated(form, async (each) => {
    const typed = savedIn(saved, each) ?? lackedBy(each);
    const value = (await valueOf(place, each.field, typed)) ?? missing(each.field, typed);
    return each.wire !== undefined || each.name === itemsField.name ? value : ownValue(each, value);
  });
