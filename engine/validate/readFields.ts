import type * as z from 'zod/v4-mini';
import type { Json, JsonObject } from '../base/json';
import type { Field, Fields } from '../catalogue/fields';
import type { Problem } from '../catalogue/operation';
import { inWords, type Issue } from './inWords';
import { placeOf } from './locate';
import type { Tell } from './plain';
import { read } from './reading';
import { fieldSchemas, isPlainlyValid } from './schema';

/** A field's schema, and the last text that it took as it is: most fields have the same in all items, such as a campaign's ID. */
interface Known {
  readonly schema: z.ZodMiniType;
  sound?: string;
}

/** Schemas are expensive to build and the catalogue is constant: one per field and time zone. */
const schemas = new WeakMap<Fields, Map<string, ReadonlyMap<string, Known>>>();
const schemasOf = (fields: Fields, timeZone: string): ReadonlyMap<string, Known> => {
  const zones = schemas.get(fields) ?? new Map<string, ReadonlyMap<string, Known>>();
  schemas.set(fields, zones);
  const all = zones.get(timeZone) ?? new Map([...fieldSchemas(fields, timeZone)].map(([name, schema]): [string, Known] => [name, { schema }]));
  zones.set(timeZone, all);
  return all;
};

/** Values as read by a field table, with problems and warnings. */
interface Read {
  readonly data: JsonObject;
  readonly problems: readonly Problem[];
  readonly doubts: readonly string[];
}

/** Collects findings while a value is read. */
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

/** Whether reading an input made nothing of it but a copy, member by member and in the same order. */
const isCopy = (given: { readonly [name: string]: unknown }, data: JsonObject): given is JsonObject => {
  const prototype: unknown = Object.getPrototypeOf(given);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const read = Object.keys(data);
  return Object.keys(given).every((name, i) => name === read[i] && given[name] === data[name]);
};

/**
 * Only fields that are set or required are read, since most fields of most items are left alone. An input that is read as it is given is not copied: of
 * a million items, the copies would take more memory than all else that is known of them.
 */
export const readFields = (fields: Fields, timeZone: string, given: { readonly [name: string]: unknown }): Read => {
  const data: Record<string, Json> = {};
  const findings = new Findings(fields);
  const { problems, doubts } = findings;
  /** What differs from what was given, once it was read. */
  const changed: Record<string, unknown> = {};
  const say = (issue: Issue) => problems.push(inWords(issue, fields, { ...given, ...changed }));
  for (const [name, known] of schemasOf(fields, timeZone)) {
    const { schema } = known;
    const field = fields[name]!;
    if (given[name] === undefined && !(field.required && !field.dependsOn)) continue;
    if ((known.sound !== undefined && given[name] === known.sound) || isPlainlyValid(field, given[name])) {
      data[name] = given[name] as Json;
      continue;
    }
    const before = problems.length;
    const doubtsBefore = doubts.length;
    const value = read(field, given[name], findings, [name]);
    changed[name] = value;
    // What could not be read is not checked against limits as well.
    if (problems.length > before) continue;
    const parsed = schema.safeParse(value);
    if (!parsed.success) parsed.error.issues.forEach((issue) => say({ ...issue, path: [name, ...issue.path] }));
    else if (parsed.data !== undefined) data[name] = parsed.data as Json;
    if (typeof value === 'string' && parsed.data === value && doubts.length === doubtsBefore) known.sound = value;
  }
  const keys = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  if (keys.length > 0) say({ code: 'unrecognized_keys', keys, path: [], message: '', input: given });
  return { data: isCopy(given, data) ? given : data, problems, doubts };
};

/** A cached table with a single field, because its schema is expensive to build. */
const alone = new WeakMap<Field, Fields>();

/** Reads one field that is not sent to a vendor; messages use only its label. */
export const readOwn = (name: string, field: Field, value: unknown): { readonly value: unknown } | { readonly problem: Problem } => {
  const table = alone.get(field) ?? { [name]: field };
  alone.set(field, table);
  const { data, problems } = readFields(table, 'UTC', { [name]: value });
  const [problem] = problems;
  if (!problem) return { value: data[name] };
  const label = `'${field.label}'`;
  return { problem: { ...problem, message: problem.message.replace(`${label} (${name})`, label) } };
};
