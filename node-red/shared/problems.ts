import { inputFrom, validate, validateCredential, type AnyOperation, type CheckContext, type FormField, type Json, type JsonObject } from '../../engine';
import { defaultOf, isFixed, savedIn, type Typed, type Values } from './saved';
import { nodeForm } from './types';

/** What is wrong with a field, by its parameter name: what, and what to do. */
export type Problems = ReadonlyMap<string, string>;

/** A fixed value as the runtime would read it; what cannot be read stays text, which the check then refuses. */
const literal = ({ type, value }: Typed): unknown => {
  if (type === 'rows')
    return Array.isArray(value) && value.length > 0
      ? value.map((row: Values) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, literal(cell)])))
      : undefined;
  if (value === '' || value === undefined || value === null) return undefined;
  if (type === 'json') {
    try {
      return JSON.parse(String(value)) as unknown;
    } catch {
      return value;
    }
  }
  if (type === 'num') return Number.isNaN(Number(value)) ? value : Number(value);
  return type === 'bool' ? value === 'true' || value === true : value;
};

/** Fixed through and through: no cell of a list waits for a message. */
const isKnown = (typed: Typed): boolean =>
  isFixed(typed) && (typed.type !== 'rows' || !Array.isArray(typed.value) || typed.value.every((row: Values) => Object.values(row).every(isFixed)));

const say = ({ message, todo }: { readonly message: string; readonly todo: string }): string => `${message} ${todo}`;

/** One field by itself, as it stands in the form. */
const alone = ({ name, wire, field }: FormField, value: unknown): string | undefined => {
  const [problem] = validateCredential({ [wire ?? name]: field }, { [wire ?? name]: value as Json });
  return problem && say(problem);
};

const isShown = ({ when }: FormField, values: { readonly [name: string]: unknown }, open: ReadonlySet<string>): boolean =>
  Object.entries(when ?? {}).every(([name, is]) => open.has(name) || is.includes(values[name] as string | boolean));

/** The fields of a form that are in sight with these values, and those among them whose value only a message tells. */
export const look = (
  form: readonly FormField[],
  saved: Values,
): { readonly shown: readonly FormField[]; readonly values: Record<string, unknown>; readonly open: ReadonlySet<string> } => {
  const values: Record<string, unknown> = {};
  const open = new Set<string>();
  const shown = form.filter((each) => {
    if (!isShown(each, values, open)) return false;
    const typed = savedIn(saved, each) ?? defaultOf(each);
    if (isKnown(typed)) values[each.name] = literal(typed);
    else open.add(each.name);
    return true;
  });
  return { shown, values, open };
};

/** A name of a file is all that can be seen of it before it is opened. */
const unopened = (name: string) => ({
  name,
  open: (): AsyncIterable<Uint8Array> => {
    throw new Error('A form opens no file');
  },
});

const problemsOfFields = (shown: readonly FormField[], values: Readonly<Record<string, unknown>>, open: ReadonlySet<string>): Map<string, string> => {
  const problems = new Map<string, string>();
  for (const each of shown) {
    if (open.has(each.name)) continue;
    const value = values[each.name];
    const problem = alone(each, each.field.type === 'file' && typeof value === 'string' ? unopened(value) : value);
    if (problem) problems.set(each.name, problem);
  }
  return problems;
};

/** The problems of an account's form. */
export const accountProblems = (form: readonly FormField[], saved: Values): Problems => {
  const { shown, values, open } = look(form, saved);
  return problemsOfFields(shown, values, open);
};

/**
 * What the engine would refuse before sending, as far as it shows without a message. A value that only a message tells is stood in for by
 * one that fits, so that all the others are checked.
 */
export const problemsOf = (o: AnyOperation, saved: Values, context: CheckContext): Problems => {
  const form = nodeForm(o);
  const { shown, values, open } = look(form, saved);
  const problems = problemsOfFields(shown, values, open);
  if (problems.size > 0) return problems;

  const [, sample] = o.sampleInputs;
  const given: Record<string, unknown> = { ...values };
  for (const { name, wire, field } of shown) {
    if (field.type === 'file') given[name] = unopened(typeof values[name] === 'string' ? values[name] : `any${field.limits?.extension ?? ''}`);
    else if (open.has(name)) given[name] = wire === undefined ? undefined : sample[wire];
  }
  const input = inputFrom(o, given, {});
  const { recipients } = o;
  if (recipients && values.recipientsFrom !== 'json') {
    const rows = form.find(({ wire }) => wire === recipients.rows);
    if (rows && values.recipientsFrom !== 'file') input[recipients.rows] = (sample as JsonObject)[recipients.rows];
    // Who is sent to is in the message, or in the file.
    if (rows) return withChecked(problems, o, input, new Set([...open, rows.name]), form, context);
  }
  return withChecked(problems, o, input, open, form, context);
};

const withChecked = (
  problems: Map<string, string>,
  o: AnyOperation,
  input: Record<string, unknown>,
  open: ReadonlySet<string>,
  form: readonly FormField[],
  context: CheckContext,
): Problems => {
  const checked = validate(o, input, context);
  for (const problem of 'problems' in checked ? checked.problems : []) {
    const [wire] = problem.field.split(/[.[]/);
    const name = form.find((each) => each.wire === wire)?.name;
    if (name !== undefined && !open.has(name) && !problems.has(name)) problems.set(name, say(problem));
  }
  return problems;
};
