import {
  camelCase,
  carry,
  inputFrom,
  isBlank,
  validate,
  validateCredential,
  type CheckContext,
  type Fields,
  type FormDefinition,
  type FormField,
  type Json,
  type JsonObject,
  type Problem,
  type Recipients,
} from '../../engine';
import { columnsForm } from './columns';
import { formStateOf, isAt, standIn, type FormState } from './formState';
import type { Values } from './saved';
import { nodeForm } from './types';

/** What is wrong with a field, by its parameter name: what, and what to do. */
export type Problems = ReadonlyMap<string, string>;

const say = ({ message, todo }: { readonly message: string; readonly todo: string }): string => `${message} ${todo}`;

const tables = new WeakMap<FormField, Fields>();

/** One field as a table of its own, the same each time, as schemas are kept by table. What it depends on was checked before. */
const tableOf = (each: FormField): Fields => {
  const { dependsOn: _, ...field } = each.field;
  const table = tables.get(each) ?? { [each.wire ?? each.name]: field as FormField['field'] };
  tables.set(each, table);
  return table;
};

/** What is wrong with one field by itself, as it stands in the form. */
const alone = (each: FormField, value: unknown, unknown: readonly string[]): Problem | undefined =>
  validateCredential(tableOf(each), { [each.wire ?? each.name]: value as Json }).find((problem) => !isAt(problem.field, unknown));

/** A name of a file is all that can be state of it before it is opened. */
const unopened = (name: string) => ({
  name,
  open: (): AsyncIterable<Uint8Array> => {
    throw new Error('A form opens no file');
  },
});

const problemsOfFields = ({ shown, values, open, unknown }: FormState): Map<string, string> => {
  const problems = new Map<string, string>();
  for (const each of shown) {
    if (open.has(each.name)) continue;
    const value = values[each.name];
    const problem = alone(each, each.field.type === 'file' && typeof value === 'string' ? unopened(value) : value, unknown);
    if (problem) problems.set(each.name, say(problem));
  }
  return problems;
};

/** The problems of an account's form. */
export const accountProblems = (form: readonly FormField[], saved: Values): Problems => problemsOfFields(formStateOf(form, saved));

/** The columns of a group or of a row that are wrong by themselves. */
export const wrongColumns = (columns: Fields, saved: Values): ReadonlySet<string> => {
  const form = columnsForm(columns);
  const state = formStateOf(form, saved, () => undefined);
  return new Set(problemsOfFields(state).keys());
};

/** The people of an input whose people come from elsewhere; the wire paths that this fills. */
const fillPeople = (r: Recipients, input: Record<string, unknown>, given: Readonly<Record<string, unknown>>, o: FormDefinition): readonly string[] => {
  const sampleOf = (wire: string): unknown => o.sampleInputs.map((sample) => (sample as JsonObject)[wire]).find((each) => each !== undefined);
  const fill = (wire: string): string => {
    const field = o.fields[wire];
    input[wire] = sampleOf(wire) ?? (field && standIn(field));
    return wire;
  };
  if (r.rows !== undefined) return [fill(r.rows)];
  const target = typeof r.variables === 'string' ? r.variables : r.variables.of[String(given[camelCase(r.variables.by)])];
  return [fill(r.id), ...(target === undefined ? [] : [fill(target)])];
};

/** The state with the fields that the items may set themselves as ones that only a message tells. */
const withItsOwn = ({ recipients }: FormDefinition, form: readonly FormField[], state: FormState): FormState => {
  if (!recipients?.own || state.values.recipientsFrom !== 'items') return state;
  const left = form.filter(({ name, wire }) => wire !== undefined && recipients.own!.includes(wire) && isBlank(state.values[name])).map(({ name }) => name);
  return { ...state, open: new Set([...state.open, ...left]) };
};

/**
 * What the engine would refuse before sending, as far as it shows without a message. A value that only a message tells is stood in for by
 * one that fits, so that all the others are checked.
 */
export const problemsOf = (o: FormDefinition, saved: Values, context: CheckContext): Problems => {
  const form = nodeForm(o);
  const state = withItsOwn(o, form, formStateOf(form, saved));
  const problems = problemsOfFields(state);
  if (problems.size > 0) return problems;

  const { shown, values, open } = state;
  const [, sample] = o.sampleInputs;
  const given: Record<string, unknown> = { ...values };
  for (const { name, wire, field } of shown) {
    if (field.type === 'file') given[name] = unopened(typeof values[name] === 'string' ? values[name] : `any${field.limits?.extension ?? ''}`);
    else if (open.has(name)) given[name] = wire === undefined ? undefined : (sample[wire] ?? standIn(field));
  }
  // That an empty item lacks what the form names says nothing.
  const input = carry(inputFrom(o, given, {}), []);
  const unknown = [...state.unknown];
  const { recipients } = o;
  // Who is sent to is in the message, or in the file.
  const elsewhere = values.recipientsFrom === 'items' || open.has('recipientsFrom');
  if (recipients && elsewhere) unknown.push(...fillPeople(recipients, input, given, o));

  const checked = validate(o, input, context);
  for (const problem of 'problems' in checked ? checked.problems : []) {
    const [wire] = problem.field.split(/[.[]/);
    const name = form.find((each) => each.wire === wire)?.name;
    if (name !== undefined && !isAt(problem.field, unknown) && !problems.has(name)) problems.set(name, say(problem));
  }
  return problems;
};
