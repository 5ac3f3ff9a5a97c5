import {
  camelCase,
  carry,
  inputMakerOf,
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

/** Problems of fields by parameter name: what is wrong, and what to do. */
export type Problems = ReadonlyMap<string, string>;

const say = ({ message, todo }: { readonly message: string; readonly todo: string }): string => `${message} ${todo}`;

const tables = new WeakMap<FormField, Fields>();

/** One field as a table of its own, cached because schemas are cached by table. Its dependencies were checked before. */
const tableOf = (each: FormField): Fields => {
  const { dependsOn: _, ...field } = each.field;
  const table = tables.get(each) ?? { [each.wire ?? each.name]: field as FormField['field'] };
  tables.set(each, table);
  return table;
};

/** Problems of one field by itself, as it is in the form. */
const alone = (each: FormField, value: unknown, unknown: readonly string[]): Problem | undefined =>
  validateCredential(tableOf(each), { [each.wire ?? each.name]: value as Json }).find((problem) => !isAt(problem.field, unknown));

/** Before a file is opened, only its name is known. */
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

/** The columns of a group or row that are invalid by themselves. */
export const wrongColumns = (columns: Fields, saved: Values): ReadonlySet<string> => {
  const form = columnsForm(columns);
  const state = formStateOf(form, saved, () => undefined);
  return new Set(problemsOfFields(state).keys());
};

/** What of an operation or a trigger its form is checked by. */
export type Checked = Pick<FormDefinition, 'fields' | 'rules' | 'check' | 'recipients' | 'sampleInputs'>;

/** Fills in placeholder people if they come from elsewhere; returns the wire paths filled. */
const fillPeople = (r: Recipients, input: Record<string, unknown>, given: Readonly<Record<string, unknown>>, o: Checked): readonly string[] => {
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

/** The state with the fields that items may set treated as depending on the message. */
const withItsOwn = ({ recipients }: Checked, form: readonly FormField[], state: FormState): FormState => {
  if (!recipients?.own || state.values.recipientsFrom !== 'items') return state;
  const left = form.filter(({ name, wire }) => wire !== undefined && recipients.own!.includes(wire) && isBlank(state.values[name])).map(({ name }) => name);
  return { ...state, open: new Set([...state.open, ...left]) };
};

/**
 * What the engine would reject before sending, as far as can be determined without a message. A value that depends on the message is replaced by a
 * valid placeholder, so that all others are checked.
 */
export const problemsIn = (form: readonly FormField[], o: Checked, saved: Values, context: CheckContext): Problems => {
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
  // An empty item naturally lacks the fields that the form refers to.
  const input = carry(inputMakerOf(form, o, given)({}), []);
  const unknown = [...state.unknown];
  const { recipients } = o;
  // The recipients are in the message or the file.
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

/** The same for an operation or a trigger of the catalogue. */
export const problemsOf = (o: FormDefinition, saved: Values, context: CheckContext): Problems => problemsIn(nodeForm(o), o, saved, context);
