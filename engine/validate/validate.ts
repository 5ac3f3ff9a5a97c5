import type { z } from 'zod/v4';
import { sayBytes } from '../base/bytes';
import type { Failure } from '../base/errors';
import { conditionOf, decidingValue, isMet, type Condition } from '../catalogue/condition';
import type { Field, Fields } from '../catalogue/fields';
import { FORMATS, type FormatName } from '../base/formats';
import { foundDoubts, foundProblems } from '../form/found';
import { isObject, type Json, type JsonObject } from '../base/json';
import { readMoment } from '../base/moments';
import type { FormDefinition } from '../catalogue/formDefinition';
import type { CheckContext, Problem } from '../catalogue/operation';
import { plainly, type Tell } from './plain';
import { read } from './reading';
import { fieldSchemas, isPlainlyValid } from './schema';
import { wrongInPath } from '../base/segment';
import { visible } from '../base/unseen';

type Issue = z.core.$ZodIssue;

/** The field at a zod path, and the path in wire terms: `messages[3].user_id`. */
const locate = (fields: Fields, path: readonly PropertyKey[]): { field?: Field; where: string } => {
  let columns: Fields | undefined = fields;
  let field: Field | undefined;
  let where = '';
  for (const step of path) {
    if (typeof step === 'number') where += `[${step}]`;
    else {
      where += where ? `.${String(step)}` : String(step);
      field = columns && Object.hasOwn(columns, step) ? columns[String(step)] : undefined;
      columns = field?.type === 'rows' || field?.type === 'group' ? field.columns : undefined;
    }
  }
  return { ...(field && { field }), where };
};

const kindOf = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return readMoment(value) === undefined ? 'an object' : 'a date';
  if (typeof value === 'number') return Number.isFinite(value) ? (Number.isInteger(value) ? 'a number' : 'a number with a fraction') : `${value}`;
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
};

/** What a field takes; of a list, what one entry of it is. */
const nounOf = (field: Field | undefined, isEntry = false): string => {
  if (isEntry) return field?.type === 'rows' ? 'an object' : 'text';
  switch (field?.type) {
    case 'number':
      return field.limits?.whole ? 'a whole number' : 'a number';
    case 'boolean':
      return 'true or false';
    case 'rows':
    case 'list':
      return 'a list';
    case 'group':
      return 'an object';
    case 'json':
      return field.limits?.shape === 'array' ? 'a JSON list' : field.limits?.shape === 'object' ? 'a JSON object' : 'JSON';
    case 'file':
      return 'a file';
    case 'dateTime':
      return 'a date and time';
    default:
      return 'text';
  }
};

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, step) => (isObject(inner) || Array.isArray(inner) ? (inner as Record<PropertyKey, unknown>)[step] : undefined), value);

const show = (value: unknown): string => {
  // What JSON cannot write (circles, bigints) is what is refused here.
  const text = visible(typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : (JSON.stringify(plainly(value)) ?? kindOf(value)));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** What kind of value it is, and the value. */
const whatIs = (value: unknown): string => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : `${kindOf(value)}: ${show(value)}`);

const near = (wanted: string, names: readonly string[]): string | undefined => {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return names.find((name) => plain(name) === plain(wanted));
};

/** One zod issue in words: what is wrong, the limit, and what to do. */
const inWords = (issue: Issue, fields: Fields, raw: unknown): Problem => {
  const { field, where } = locate(fields, issue.path);
  const label = field ? `'${field.label}' (${where})` : `'${where || 'input'}'`;
  const value = at(raw, issue.path);
  const problem = (what: string, todo: string): Problem => ({ field: where, message: `${label} ${what}.`, todo: field?.todo ?? todo });
  const limit = issue.code === 'custom' ? (issue.params?.limit as string | undefined) : undefined;
  const noun = nounOf(field, typeof issue.path.at(-1) === 'number');
  if (limit === 'empty' || kindOf(value) === 'nothing') return problem('is empty', `Enter ${noun}.`);
  if (limit === 'object') return problem(`must be ${nounOf(field)} but is ${whatIs(value)}`, `Enter ${nounOf(field)}.`);
  if (limit === 'inPath') return problem(wrongInPath(String(value)) ?? 'cannot be used in a URL', 'Enter only the identifier.');
  if (limit === 'format') {
    const { noun: form } = FORMATS[(issue.code === 'custom' ? issue.params?.format : undefined) as FormatName];
    return problem(`is '${show(value)}', which is not a valid ${form}`, `Enter a ${form}.`);
  }
  if (limit === 'dateTime') return problem(`is not a valid date and time: '${show(value)}'`, 'Use ISO 8601 format, such as 2026-05-10T13:00:00+01:00.');
  if (limit === 'file') return problem('does not contain a file', 'Enter the name of the input data field, or the path, that contains the file.');
  if (limit === 'maxBytes') return problem(`is larger than ${sayBytes(Number(issue.code === 'custom' ? issue.params?.max : 0))}`, 'Shorten it.');
  switch (issue.code) {
    case 'invalid_type':
      if (field?.type === 'number' && typeof value === 'number')
        return problem(`must be ${nounOf(field)} but is ${show(Number.isFinite(value) ? value : String(value))}`, `Enter ${nounOf(field)}.`);
      return problem(`must be ${noun} but is ${whatIs(value)}`, `Enter ${noun}.`);
    case 'too_big':
      return issue.origin === 'string'
        ? problem(`has ${(value as string).length} characters; at most ${issue.maximum} are allowed`, `Shorten it to ${issue.maximum} characters.`)
        : issue.origin === 'array'
          ? problem(
              `has ${Array.isArray(value) ? `${value.length} entries` : 'too many entries'}; at most ${issue.maximum} are allowed`,
              `Keep at most ${issue.maximum}.`,
            )
          : problem(`is ${show(value)}; the maximum is ${issue.maximum}`, `Enter ${nounOf(field)} of at most ${issue.maximum}.`);
    case 'too_small':
      return issue.origin === 'array'
        ? problem(Number(issue.minimum) === 1 ? 'is empty' : `has fewer than ${issue.minimum} entries`, `Add at least ${issue.minimum}.`)
        : problem(`is ${show(value)}; the minimum is ${issue.minimum}`, `Enter ${nounOf(field)} of at least ${issue.minimum}.`);
    case 'invalid_value':
      return problem(`is '${show(value)}'; it must be one of ${issue.values.map(String).join(', ')}`, 'Use one of these values.');
    case 'unrecognized_keys': {
      const inner = field?.type === 'rows' || field?.type === 'group' ? field.columns : fields;
      const [key = ''] = issue.keys;
      const meant = near(key, Object.keys(inner));
      return {
        field: where ? `${where}.${key}` : key,
        message: `${where ? `${label} has` : 'There is'} no field '${visible(key)}'.`,
        todo: meant ? `Write '${meant}'.` : `The fields are ${Object.keys(inner).join(', ')}.`,
      };
    }
    default:
      return problem(`is not valid: '${show(value)}'`, 'Correct the value.');
  }
};

/** Names of a table's fields that something more is asked of, found once: a table is looked at with every item. */
interface Special {
  /** There only while other fields have certain values. */
  readonly conditions: ReadonlyMap<string, Condition>;
  /** There only while another field has a value, and needed then. */
  readonly neededSometimes: readonly string[];
  /** Saved earlier under another name. */
  readonly renamed: readonly string[];
}

const specials = new WeakMap<Fields, Special>();
const specialIn = (fields: Fields): Special => {
  const known = specials.get(fields);
  if (known) return known;
  const all = Object.entries(fields);
  const special: Special = {
    conditions: new Map(all.flatMap(([name, field]) => (field.dependsOn ? [[name, conditionOf(fields, field)] as const] : []))),
    neededSometimes: all.flatMap(([name, { dependsOn, required }]) => (dependsOn && required ? [name] : [])),
    renamed: all.flatMap(([name, { was }]) => (was ? [name] : [])),
  };
  specials.set(fields, special);
  return special;
};

/** Whether a field is there with these values. */
const applies = (fields: Fields, name: string, input: JsonObject): boolean =>
  isMet(specialIn(fields).conditions.get(name), (other) => decidingValue(fields[other], input[other]));

/** Fields that another field's value asks for or rules out, those inside groups and rows too. */
const dependents = (fields: Fields, input: JsonObject, path = ''): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const name in input) {
    const value = input[name];
    if (value === undefined || !Object.hasOwn(fields, name)) continue;
    const field = fields[name]!;
    const where = `${path}${name}`;
    if (field.dependsOn && !applies(fields, name, input)) {
      problems.push({
        field: where,
        message: `'${field.label}' (${where}) is set, but '${field.dependsOn.field}' is not ${field.dependsOn.is.join(' or ')}.`,
        todo: 'Remove it.',
      });
    } else if (field.type === 'group' && isObject(value)) problems.push(...dependents(field.columns, value as JsonObject, `${where}.`));
    else if (field.type === 'rows' && Array.isArray(value)) {
      for (const [i, row] of (value as readonly JsonObject[]).entries()) problems.push(...dependents(field.columns, row, `${where}[${i}].`));
    }
  }
  for (const name of specialIn(fields).neededSometimes) {
    const field = fields[name]!;
    if (input[name] !== undefined || !applies(fields, name, input)) continue;
    const where = `${path}${name}`;
    problems.push({ field: where, message: `'${field.label}' (${where}) is empty.`, todo: field.todo ?? `Enter ${nounOf(field)}.` });
  }
  return problems;
};

const ruleProblems = (o: FormDefinition, input: JsonObject): Problem[] =>
  (o.rules ?? []).flatMap(({ need, of }) => {
    const given = of.filter((name) => input[name] !== undefined);
    const names = of.map((name) => `'${o.fields[name]?.label ?? name}' (${name})`);
    if (need === 'exactlyOneOf' && given.length > 1)
      return [{ field: given[1]!, message: `${names.join(' and ')} cannot be used together.`, todo: 'Set exactly one of them.' }];
    if (need !== 'together' && given.length === 0)
      return [
        {
          field: of[0]!,
          message: `None of ${names.join(', ')} is set.`,
          todo: need === 'oneOf' ? 'Set at least one of them.' : 'Set exactly one of them.',
        },
      ];
    if (need === 'together' && given.length > 0 && given.length < of.length)
      return [{ field: of.find((name) => !given.includes(name))!, message: `${names.join(' and ')} must be used together.`, todo: 'Set both or neither.' }];
    return [];
  });

/** Renames fields that were saved under an earlier name. */
const renamed = (fields: Fields, raw: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } => {
  const { renamed: names } = specialIn(fields);
  if (names.length === 0) return raw;
  const input: Record<string, unknown> = { ...raw };
  for (const name of names) {
    for (const old of fields[name]!.was ?? []) {
      if (Object.hasOwn(input, old) && input[name] === undefined) input[name] = input[old];
      if (!Object.hasOwn(fields, old)) delete input[old];
    }
  }
  return input;
};

/** Others that a message names after the first. */
const MOST_NAMED = 5;

/** What a problem is about: the label that its message begins with, or else its field. */
const aboutOf = ({ field, message }: Problem): string => /'[^']+'/.exec(message)?.[0] ?? `'${field}'`;

/** `(and 2 more: 'Title', 'Sound')` */
const others = (problems: readonly Problem[]): string => {
  if (problems.length === 0) return '';
  const names = [...new Set(problems.map(aboutOf))];
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return ` (and ${problems.length} more: ${shown}${names.length > MOST_NAMED ? ', and others' : ''})`;
};

/** Several problems of one input as one failure: the first in the message with the names of the others, all in the details. */
export const failureOf = (problems: readonly Problem[]): Failure => {
  const [first, ...rest] = problems;
  const more = rest.length;
  return {
    code: 'validation',
    reached: 'no',
    message: `${first!.message}${others(rest)}`,
    todo: first!.todo,
    field: first!.field,
    ...(more > 0 && { details: { problems: problems.map(({ field, message, todo }) => ({ field, message, todo })) } }),
  };
};

/** Schemas are dear to build and the catalogue is fixed: one a field and zone. */
const schemas = new WeakMap<Fields, Map<string, ReadonlyMap<string, z.ZodType>>>();
const schemasOf = (fields: Fields, timeZone: string): ReadonlyMap<string, z.ZodType> => {
  const zones = schemas.get(fields) ?? new Map<string, ReadonlyMap<string, z.ZodType>>();
  schemas.set(fields, zones);
  const all = zones.get(timeZone) ?? fieldSchemas(fields, timeZone);
  zones.set(timeZone, all);
  return all;
};

/** What a field table makes of values, what is wrong with them, and what is doubtful. */
interface Read {
  readonly data: JsonObject;
  readonly problems: readonly Problem[];
  readonly doubts: readonly string[];
}

/** The way to a value inside a field, as people read it: `'score' in 'Attributes' (custom_attributes.score)`. */
const placeOf = (fields: Fields, path: readonly PropertyKey[]): { readonly where: string; readonly label: string } => {
  const { field, where } = locate(fields, path);
  if (field) return { where, label: `'${field.label}' (${where})` };
  let inner = path.length;
  while (inner > 1 && !locate(fields, path.slice(0, inner)).field) inner--;
  const outer = locate(fields, path.slice(0, inner)).field;
  const name = path
    .slice(inner)
    .map((step) => (typeof step === 'number' ? `entry ${step + 1}` : visible(String(step))))
    .join('.');
  return { where, label: `'${name}' in '${outer?.label ?? String(path[0])}' (${where})` };
};

/** Collects what is found while a value is read. */
class Findings implements Tell {
  readonly problems: Problem[] = [];
  readonly doubts: string[] = [];

  constructor(private readonly fields: Fields) {}

  problem(path: readonly PropertyKey[], what: string, todo: string): void {
    const { where, label } = placeOf(this.fields, path);
    this.problems.push({ field: where, message: `${label} ${what}.`, todo });
  }

  doubt(path: readonly PropertyKey[], what: string): void {
    const { where, label } = placeOf(this.fields, path);
    this.doubts.push(`${label.replace(` (${where})`, '')} ${what}.`);
  }
}

/** Only what is given, or has to be, is looked at, since most fields of most items are left alone. */
const parse = (fields: Fields, timeZone: string, given: { readonly [name: string]: unknown }): Read => {
  const data: Record<string, Json> = {};
  const findings = new Findings(fields);
  const { problems, doubts } = findings;
  const values: Record<string, unknown> = { ...given };
  const say = (issue: Issue) => problems.push(inWords(issue, fields, values));
  for (const [name, schema] of schemasOf(fields, timeZone)) {
    const field = fields[name]!;
    if (given[name] === undefined && !(field.required && !field.dependsOn)) continue;
    if (isPlainlyValid(field, given[name])) {
      data[name] = given[name] as Json;
      continue;
    }
    const before = problems.length;
    values[name] = read(field, given[name], findings, [name]);
    // What could not be read is not held against the limits, too.
    if (problems.length > before) continue;
    const parsed = schema.safeParse(values[name]);
    if (!parsed.success) parsed.error.issues.forEach((issue) => say({ ...issue, path: [name, ...issue.path] }));
    else if (parsed.data !== undefined) data[name] = parsed.data as Json;
  }
  const keys = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  if (keys.length > 0) say({ code: 'unrecognized_keys', keys, path: [], message: '', input: given });
  return { data, problems, doubts };
};

/** A table of one field, the same each time: its schema is dear to build. */
const alone = new WeakMap<Field, Fields>();

/** Reads one field that is not sent to a vendor; it is known by its label alone. */
export const readOwn = (name: string, field: Field, value: unknown): { readonly value: unknown } | { readonly problem: Problem } => {
  const table = alone.get(field) ?? { [name]: field };
  alone.set(field, table);
  const { data, problems } = parse(table, 'UTC', { [name]: value });
  const [problem] = problems;
  if (!problem) return { value: data[name] };
  const label = `'${field.label}'`;
  return { problem: { ...problem, message: problem.message.replace(`${label} (${name})`, label) } };
};

/** `doubts`: sentences for the user to read, where the input is sent all the same. */
export type Validated = { readonly input: JsonObject; readonly doubts?: readonly string[] } | { readonly problems: readonly Problem[] };

/** Checks one input of an operation or a trigger by its field table, its rules and its own check. Contents of files are checked in `inspect.ts`. */
export const validate = (o: FormDefinition, raw: { readonly [name: string]: unknown }, context: CheckContext): Validated => {
  const fields = o.fields;
  const found = foundProblems(raw);
  if (found.length > 0) return { problems: found };
  const given = renamed(fields, raw);
  const { data: input, problems: broken, doubts } = parse(fields, context.timeZone, given);
  if (broken.length > 0) return { problems: broken };
  const problems = [...dependents(fields, input), ...ruleProblems(o, input)];
  if (problems.length > 0) return { problems };
  const own = o.check?.(input, context) ?? [];
  if (own.length > 0) return { problems: own };
  const all = [...foundDoubts(raw), ...doubts];
  return { input, ...(all.length > 0 && { doubts: all }) };
};

/** Checks and converts the fields of a credential. */
export const readCredential = (fields: Fields, raw: { readonly [name: string]: unknown }): Validated => {
  const own = Object.fromEntries(Object.entries(renamed(fields, raw)).filter(([name]) => Object.hasOwn(fields, name)));
  const { data: given, problems: broken, doubts } = parse(fields, 'UTC', own);
  if (broken.length > 0) return { problems: broken };
  // A form keeps what was written in a field that is hidden now.
  const shown = Object.fromEntries(Object.entries(given).filter(([name]) => applies(fields, name, given)));
  const problems = dependents(fields, shown);
  return problems.length > 0 ? { problems } : { input: given, ...(doubts.length > 0 && { doubts }) };
};

/** What is wrong with the fields of a credential. */
export const validateCredential = (fields: Fields, raw: { readonly [name: string]: unknown }): readonly Problem[] => {
  const read = readCredential(fields, raw);
  return 'problems' in read ? read.problems : [];
};
