import * as z from 'zod/v4-mini';
import { readDate } from '../base/dates';
import type { Field, Fields } from '../catalogue/fields';
import { isObject } from '../base/json';
import { utf8Length } from '../base/bytes';
import { hasFormat, type FormatName } from '../base/formats';
import { wrongInPath } from '../base/segment';
import { isClean } from '../base/unseen';
import { isLeftOut } from '../base/words';

/** Custom zod issue whose `params.limit` names the broken limit; `validate.ts` puts it into words. */
const broken = (limit: string, extra: Record<string, unknown> = {}) => ({ params: { limit, ...extra }, abort: true });

const notBlank = z.refine<string>((value) => value.trim() !== '', broken('empty'));

/** A text that must not be blank if the field is required, and must be usable in a path if needed. */
const filled = ({ type, required, inPath }: Field): z.ZodMiniString<string> => {
  const text = inPath ? z.string().check(z.trim()) : z.string();
  // A picker's options have names; spaces come from an expression that found nothing.
  const some = required || inPath || type === 'choice' ? text.check(notBlank) : text;
  return inPath ? some.check(z.refine((value) => wrongInPath(value) === undefined, broken('inPath'))) : some;
};

const formed = (text: z.ZodMiniString<string>, format: FormatName | undefined): z.ZodMiniString<string> =>
  format === undefined ? text : text.check(z.refine((value) => hasFormat(format, value), broken('format', { format })));

const bare = (field: Field, timeZone: string): z.ZodMiniType => {
  switch (field.type) {
    case 'text': {
      let text = formed(filled(field), field.limits?.format);
      if (field.limits?.max !== undefined) text = text.check(z.maxLength(field.limits.max));
      if (field.limits?.pattern) text = text.check(z.regex(field.limits.pattern));
      return text;
    }
    case 'number': {
      let number = field.limits?.whole ? z.number().check(z.int()) : z.number();
      if (field.limits?.min !== undefined) number = number.check(z.minimum(field.limits.min));
      if (field.limits?.max !== undefined) number = number.check(z.maximum(field.limits.max));
      return number;
    }
    case 'boolean':
      return z.boolean();
    case 'dateTime':
      return z.string().check(z.refine((value) => readDate(value, timeZone) !== undefined, broken('dateTime')));
    case 'json': {
      const { shape, maxBytes } = field.limits ?? {};
      let json: z.ZodMiniType = shape === 'array' ? z.array(z.unknown()) : shape === 'object' ? z.custom(isObject, broken('object')) : z.unknown();
      if (maxBytes !== undefined) json = json.check(z.refine((value) => utf8Length(JSON.stringify(value)) <= maxBytes, broken('maxBytes', { max: maxBytes })));
      return json;
    }
    case 'list': {
      const { min, max, maxEach, format } = field.limits ?? {};
      let text = formed(z.string().check(notBlank), format);
      if (maxEach !== undefined) text = text.check(z.maxLength(maxEach));
      let list = z.array(field.options ? z.enum(field.options.map(({ value }) => value) as [string, ...string[]]) : text);
      if (min !== undefined || field.required) list = list.check(z.minLength(min ?? 1));
      if (max !== undefined) list = list.check(z.maxLength(max));
      return list;
    }
    case 'file':
      return z.custom<unknown>((value) => isObject(value) && typeof value.open === 'function' && typeof value.name === 'string', broken('file'));
    case 'choice':
      // A picker delivers an empty text if nothing was chosen.
      return 'options' in field ? z.enum(field.options.map(({ value }) => value) as [string, ...string[]]) : filled(field);
    case 'rows': {
      let rows = z.array(z.strictObject(shapeOf(field.columns, timeZone)));
      if (field.limits?.min !== undefined || field.required) rows = rows.check(z.minLength(field.limits?.min ?? 1));
      if (field.limits?.max !== undefined) rows = rows.check(z.maxLength(field.limits.max));
      return rows;
    }
    case 'group':
      return z.strictObject(shapeOf(field.columns, timeZone));
  }
};

/** Spaces, from an expression that found nothing, are not checked against the format. */
const saysNothing = (field: Field, value: unknown): boolean =>
  isLeftOut(value) || (field.type === 'text' && field.limits?.format !== undefined && typeof value === 'string' && value.trim() === '');

const optional = (field: Field, timeZone: string): z.ZodMiniType => {
  const schema = bare(field, timeZone);
  // Present but blank has already been read as on.
  if (field.type === 'boolean' && field.protects) return z.optional(schema);
  if (field.required && !field.dependsOn) return schema;
  return z.pipe(
    z.transform((value: unknown) => (saysNothing(field, value) ? undefined : value)),
    z.optional(schema),
  );
};

const shapeOf = (fields: Fields, timeZone: string): Record<string, z.ZodMiniType> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, optional(field, timeZone)]));

/** Maximum bytes of a character in JSON: \\u and four digits. */
const BYTES_OF_A_CHARACTER = 6;
/** An upper bound for a number, true, false or null, including what surrounds a member. */
const BYTES_OF_A_MEMBER = 40;

/** Whether an object's member is sent unchanged. */
const isPlainMember = (member: unknown): boolean => {
  switch (typeof member) {
    case 'string':
      return member.isWellFormed();
    case 'number':
      return Number.isFinite(member) && (!Number.isInteger(member) || Number.isSafeInteger(member));
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return member === null;
  }
};

const plainNames = new Set<string>();
const MOST_NAMES = 10_000;

/** Whether a name is sent unchanged; cached because names repeat with every item. */
const isPlainName = (name: string): boolean => {
  if (plainNames.has(name)) return true;
  if (!isClean(name) || !name.isWellFormed()) return false;
  if (plainNames.size < MOST_NAMES) plainNames.add(name);
  return true;
};

/** Whether a value is a data object: not a date, map or the like, and without its own JSON form. */
const isData = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && !('toJSON' in value) && Object.prototype.toString.call(value) === '[object Object]';

/** Whether a flat object is plain data and certainly smaller than this, however its texts are escaped. */
const isSurelyWithin = (value: Record<string, unknown>, maxBytes = Infinity): boolean => {
  let most = 0;
  for (const name in value) {
    const member = value[name];
    if (!isPlainMember(member) || !isPlainName(name)) return false;
    most += BYTES_OF_A_MEMBER + BYTES_OF_A_CHARACTER * (name.length + (typeof member === 'string' ? member.length : 0));
  }
  return most <= maxBytes;
};

/** Whether a row is plain data with known columns only, in their order, with all that it needs, and in each a value that is valid as it is. */
const isPlainRow = (columns: Fields, row: unknown): boolean => {
  if (!isData(row) || Object.getPrototypeOf(row) !== Object.prototype) return false;
  const names = Object.keys(row);
  let next = 0;
  for (const name in columns) {
    const column = columns[name]!;
    if (names[next] === name) {
      if (!isPlainlyValid(column, row[name])) return false;
      next++;
    } else if (column.required && !column.dependsOn) return false;
  }
  return next === names.length;
};

/** A fast path for values that are valid as they are, as most are in thousands of items. True only if the schema would return the same value. */
export const isPlainlyValid = (field: Field, value: unknown): boolean => {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && !field.limits && !field.inPath && value !== '' && isClean(value) && value.isWellFormed();
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return 'options' in field && typeof value === 'string' && field.options.some((option) => option.value === value);
    case 'json':
      return field.limits?.shape === 'object' && !field.names && isData(value) && isSurelyWithin(value, field.limits.maxBytes);
    case 'group':
      return isPlainRow(field.columns, value);
    case 'rows': {
      const { min = 1, max = Infinity } = field.limits ?? {};
      return Array.isArray(value) && value.length >= min && value.length <= max && value.every((row) => isPlainRow(field.columns, row));
    }
    default:
      return false;
  }
};

/** The schema of each field of a table, by wire name. */
export const fieldSchemas = (fields: Fields, timeZone: string): ReadonlyMap<string, z.ZodMiniType> => new Map(Object.entries(shapeOf(fields, timeZone)));
