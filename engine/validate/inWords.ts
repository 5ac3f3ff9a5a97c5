import type { z } from 'zod/v4';
import { NoFile } from '../base/noFile';
import { sayBytes } from '../base/bytes';
import { FORMATS, type FormatName } from '../base/formats';
import { isObject } from '../base/json';
import { readMoment } from '../base/moments';
import { wrongInPath } from '../base/segment';
import { visible } from '../base/unseen';
import type { Field, Fields } from '../catalogue/fields';
import type { Problem } from '../catalogue/operation';
import { locate } from './locate';
import { plainly } from './plain';

export type Issue = z.core.$ZodIssue;

const kindOf = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return readMoment(value) === undefined ? 'an object' : 'a date';
  if (typeof value === 'number') return Number.isFinite(value) ? (Number.isInteger(value) ? 'a number' : 'a number with a fraction') : `${value}`;
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
};

/** What a field accepts; for a list, what one entry is. */
export const nounOf = (field: Field | undefined, isEntry = false): string => {
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
  // Values that JSON cannot represent (cycles, bigints) are among those rejected here.
  const text = visible(typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : (JSON.stringify(plainly(value)) ?? kindOf(value)));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** The kind of a value, and the value. */
const whatIs = (value: unknown): string => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : `${kindOf(value)}: ${show(value)}`);

const near = (wanted: string, names: readonly string[]): string | undefined => {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return names.find((name) => plain(name) === plain(wanted));
};

/** One zod issue in words: what is wrong, the limit, and what to do. */
export const inWords = (issue: Issue, fields: Fields, raw: unknown): Problem => {
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
  if (limit === 'file' && value instanceof NoFile) return { ...problem(value.words, ''), todo: value.todo };
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
