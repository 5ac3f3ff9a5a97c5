import type { Field, Fields } from '../catalogue/fields';
import { isObject } from '../base/json';
import { NoList, readTextList } from '../base/lists';
import { INVALID_DATE, readMoment, readTimestamp } from '../base/moments';
import { HALF_A_CHARACTER, LOST_DIGITS, lostDigits, mayHaveLostDigits, NO_DATE, opaque, plain, PLAIN_DATA, type Tell } from './plain';
import { readProtection, readSwitch } from '../base/switches';
import { firstUnseen, hasUnseen, trimmed, unbroken, unmarked, visible } from '../base/unseen';
import { isLeftOut } from '../base/words';

type Path = readonly PropertyKey[];

const MOST_SHOWN = 60;

/** Text as users' data provides it: IDs may be numbers, times may be dates. */
const readText = (value: unknown, tell: Tell, path: Path): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) tell.problem(path, `is not a number: ${value}`, 'Use text.');
    else if (mayHaveLostDigits(value)) tell.problem(path, ...lostDigits(value));
    return String(value);
  }
  const moment = readMoment(value);
  if (moment !== INVALID_DATE) return moment ?? value;
  tell.problem(path, ...NO_DATE);
  return '';
};

/** An identifier: trimmed; invisible characters inside it are reported. */
const readName = (text: string, tell: Tell, path: Path): string => {
  const name = trimmed(text);
  // Present but blank is not the same as left alone.
  if (name === '') return text === '' ? '' : ' ';
  if (name !== text) tell.doubt(path, 'had spaces or invisible characters around it, which were removed');
  if (hasUnseen(name)) tell.doubt(path, `contains an invisible character: ${visible(name)}`);
  return name;
};

/** A key or token, which is never shown: invisible characters are not part of it. */
const readSecret = (text: string, tell: Tell, path: Path): string => {
  const name = trimmed(text);
  const unseen = firstUnseen(name);
  if (unseen !== undefined) tell.problem(path, `contains an invisible character (${unseen})`, 'Copy it again from its source.');
  return name;
};

const wellFormed = (text: string, tell: Tell, path: Path): string => {
  if (!text.isWellFormed()) tell.problem(path, ...HALF_A_CHARACTER);
  return text;
};

const isSecret = (field: Field): boolean => field.type === 'text' && field.secret === true;

const readString = (field: Field, value: unknown, tell: Tell, path: Path): unknown => {
  const text = readText(value, tell, path);
  if (typeof text !== 'string') return text;
  const well = wellFormed(text, tell, path);
  if (isSecret(field)) return field.prose ? unbroken(well) : readSecret(well, tell, path);
  return field.prose ? unmarked(well) : readName(well, tell, path);
};

const readList = (value: unknown, tell: Tell, path: Path): unknown => {
  const entries = readTextList(value);
  if (!Array.isArray(entries)) return entries;
  return (entries as readonly unknown[]).map((each, i) => {
    const own = [...path, i];
    if (each instanceof NoList) {
      tell.problem(
        path,
        `contains a text that looks like JSON but is not a list: ${each.text.slice(0, MOST_SHOWN)}`,
        'Provide a list, or comma-separated texts.',
      );
      return '';
    }
    const text = readText(each, tell, own);
    return typeof text === 'string' ? wellFormed(readName(text, tell, own), tell, own) : text;
  });
};

/** JSON may come as text from a form; text that does not parse stays text and is rejected by the schema. */
export const readJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(unmarked(value)) as unknown;
  } catch {
    return value;
  }
};

/** An object with its identifying members trimmed, including those of nested objects. */
const readNames = (value: unknown, names: readonly string[], tell: Tell, path: Path): unknown => {
  if (!isObject(value)) return value;
  const read = (name: string, each: unknown): unknown => {
    if (!names.includes(name)) return each;
    if (typeof each === 'number' && mayHaveLostDigits(each)) tell.problem([...path, name], ...lostDigits(each));
    return typeof each === 'string' ? readName(each, tell, [...path, name]) : readNames(each, names, tell, [...path, name]);
  };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(name, each)]));
};

const readJsonField = ({ asText, names }: Extract<Field, { type: 'json' }>, value: unknown, tell: Tell, path: Path): unknown => {
  const data = plain(readJson(value), tell, path, asText);
  if (!names) return data;
  return Array.isArray(data) ? data.map((each, i) => readNames(each, names, tell, [...path, i])) : readNames(data, names, tell, path);
};

const WHOLE = /^\s*[+-]?\d+\s*$/;

const readNumber = (value: unknown, tell: Tell, path: Path): unknown => {
  if (typeof value !== 'bigint' && (typeof value !== 'string' || value.trim() === '')) return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (mayHaveLostDigits(number) && (typeof value === 'bigint' || WHOLE.test(value)) && BigInt(value) !== BigInt(number))
    tell.problem(path, `${LOST_DIGITS}: ${String(value)}`, 'Enter a smaller number.');
  return number;
};

const readDateTime = (value: unknown, tell: Tell, path: Path): unknown => {
  if (typeof value === 'number') return readTimestamp(value) ?? value;
  const moment = readMoment(value);
  if (moment !== INVALID_DATE) return moment ?? value;
  tell.problem(path, ...NO_DATE);
  return '';
};

const readColumns = (columns: Fields, value: unknown, tell: Tell, path: Path): unknown => {
  // Dates, maps and the like are objects without these members.
  if (!isObject(value) || readMoment(value) !== undefined || opaque(value) !== undefined) return plain(value, tell, path);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const own = [...path, name];
      return [name, Object.hasOwn(columns, name) ? read(columns[name]!, each, tell, own) : plain(each, tell, own)];
    }),
  );
};

/**
 * Reads a host's value according to its field: JSON and lists from texts, texts and numbers from each other, all kinds of dates as ISO 8601,
 * identifiers trimmed. A value that does not fit is returned unchanged, for the schema to reject.
 * @param tell receives what would otherwise change silently
 */
export const read = (field: Field, value: unknown, tell: Tell, path: Path): unknown => {
  const thing = typeof value === 'object' && value !== null && !(field.type === 'file' && 'open' in value) ? opaque(value) : undefined;
  if (thing !== undefined) {
    tell.problem(path, thing, PLAIN_DATA);
    return undefined;
  }
  if (field.type === 'boolean') return field.protects ? (value === undefined ? undefined : readProtection(value)) : (readSwitch(value) ?? value);
  if (field.type === 'file' || isLeftOut(value)) return value;
  switch (field.type) {
    case 'text':
    case 'choice':
      return readString(field, value, tell, path);
    case 'number':
      return readNumber(value, tell, path);
    case 'dateTime':
      return readDateTime(value, tell, path);
    case 'list':
      return readList(value, tell, path);
    case 'json':
      return readJsonField(field, value, tell, path);
    case 'rows': {
      const rows = readJson(value);
      return Array.isArray(rows) ? rows.map((row, i) => readColumns(field.columns, row, tell, [...path, i])) : plain(rows, tell, path);
    }
    case 'group':
      return readColumns(field.columns, readJson(value), tell, path);
  }
};
