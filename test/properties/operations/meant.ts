import { DateTime } from 'luxon';
import type { Field, Fields } from '../../../engine';

/**
 * What values mean, read here a second time and by the words of docs/recipients.md: nothing of the engine's own reading is used. What cannot be read is
 * {@link LetThrough}: it must not have been sent.
 */

export type Members = { readonly [name: string]: unknown };

/** A value that was sent although it means nothing. */
export class LetThrough extends Error {}

/** Wall-clock times are those of the test host. */
export const ZONE = 'Europe/Paris';

const letThrough = (what: string, path: string): never => {
  throw new LetThrough(`${path} ${what}, and was let through`);
};

/** A moment, and the text that it came as. */
export class Moment {
  constructor(
    readonly ms: number,
    readonly text: string,
  ) {}

  /** In whole seconds, as the vendors' forms have no finer ones. */
  get seconds(): number {
    return Math.floor(this.ms / 1000);
  }

  static read(text: string, path: string, zone = ZONE): Moment {
    const date = DateTime.fromISO(text.trim(), { zone, setZone: true });
    return date.isValid ? new Moment(date.toMillis(), text.trim()) : letThrough(`is no date: ${text}`, path);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Switches that protect people: only what is plainly off is off. */
const PROTECTING = ['_update_existing_only', 'check_variables'];

/** Blanks, controls, and what has no width of its own (Unicode). */
const EDGE = String.raw`[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]`;
const EDGES = new RegExp(`^${EDGE}+|${EDGE}+$`, 'gu');

const isoOf = (value: unknown, path: string): string | undefined => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? letThrough('is an invalid date', path) : value.toISOString();
  if (DateTime.isDateTime(value)) return value.toISO() ?? letThrough('is an invalid date', path);
  return undefined;
};

const whole = (text: string, path: string): string => (text.isWellFormed() ? text : letThrough('holds half a character', path));

/** Texts that people read, by their fields, and those whose names are also those of other things by the tables that they stand in. Blanks belong to them. */
const READ_BY_PEOPLE = [
  ...['alert', 'bio', 'body', 'header', 'message', 'plaintext_body', 'preheader', 'string_value', 'subject', 'summary_text', 'text', 'title'],
  ...['toast_content', 'toast_text1', 'toast_text2', 'toast_text3', 'toast_title', 'changes.value'],
  ...['inapp_content_title', 'message_btn', 'message_content', 'message_title', 'push_message', 'push_subtitle', 'push_title', 'inapp_parameters.value'],
  ...['card_description', 'message_text', 'template', 'webpush_body', 'webpush_title', 'variables.value'],
  ...['content_card.description', 'uri_text', 'caption', 'header_text', 'footer', 'header_variable', 'list_button_text', 'flow_caption'],
  ...['section_title', 'row_title', 'row_description'],
  ...['subtitle', 'summary', 'additionalActions.name', 'additionalActions.value', 'content', 'description'],
  ...['preference_center_page_html', 'confirmation_page_html', 'preference_center_title', 'rsa_public_key_str'],
];
/** Whether a text is one that people read. */
export const isProse = (name: string, path: string): boolean =>
  READ_BY_PEOPLE.includes(name) || READ_BY_PEOPLE.some((each) => each.includes('.') && path.replace(/\[\d+\]/g, '').endsWith(each));

const asText = (value: unknown, path: string): string => {
  if (typeof value === 'string') return whole(value, path);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return String(value);
  return isoOf(value, path) ?? letThrough('is no text', path);
};

/** A text that names something: what cannot be meant around it is left out. */
export const unauthenticated = (text: string): string => text.replace(EDGES, '') || (text === '' ? '' : ' ');

const asName = (value: unknown, path: string): string => unauthenticated(asText(value, path));

const asNumber = (value: unknown, path: string): number => {
  const number =
    typeof value === 'number' ? value : typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return letThrough('is no number', path);
  const digits = typeof value === 'bigint' ? value : typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? BigInt(value) : undefined;
  return digits !== undefined && BigInt(number) !== digits ? letThrough('loses digits', path) : number;
};

const ON: readonly unknown[] = [true, 1, '1', 'true', 'yes', 'on'];
const OFF: readonly unknown[] = [false, 0, '0', 'false', 'no', 'off'];

const asSwitch = (value: unknown, name: string, path: string): boolean => {
  const said = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (OFF.includes(said)) return false;
  return ON.includes(said) || PROTECTING.includes(name) ? true : letThrough('is neither on nor off', path);
};

const asMoment = (value: unknown, path: string): Moment => {
  if (typeof value === 'number')
    return value >= 1e11 && value <= 8.64e15 ? new Moment(value, new Date(value).toISOString()) : letThrough('is no timestamp', path);
  return Moment.read(isoOf(value, path) ?? (typeof value === 'string' ? value : letThrough('is no date', path)), path);
};

/** The entries of a text that is written as a list of JSON; undefined where it is a text like others. */
const jsonList = (text: string, path: string): readonly unknown[] | undefined => {
  if (!/^\s*(\[[^]*\]|\{[^]*\})\s*$/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : letThrough('is JSON and no list', path);
  } catch (error) {
    if (error instanceof LetThrough) throw error;
    return /^\s*\[/.test(text) && /[",]/.test(text) ? letThrough('is a broken list', path) : undefined;
  }
};

const asTexts = (value: unknown, path: string): string[] => {
  const entries = Array.isArray(value)
    ? value.flatMap((each: unknown) => (typeof each === 'string' ? (jsonList(each, path) ?? [each]) : [each]))
    : typeof value === 'string'
      ? (jsonList(value, path) ??
        value
          .split(',')
          .map((each) => each.trim())
          .filter((each) => each !== ''))
      : [value];
  return entries.map((each) => {
    const text = asName(each, path);
    return text.trim() === '' ? letThrough('has an empty entry', path) : text;
  });
};

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return value;
  }
};

/** What JSON would make nothing of. */
const isThing = (value: object): boolean => [Map, Set, Error, RegExp, Promise].some((kind) => value instanceof kind) || ArrayBuffer.isView(value);

/** A value as JSON carries it. */
export const plainly = (value: unknown, path: string, over: readonly unknown[] = []): unknown => {
  switch (typeof value) {
    case 'string':
      return whole(value, path);
    case 'number':
      return Number.isFinite(value) ? value : letThrough('is no number', path);
    case 'bigint':
      return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : letThrough('loses digits', path);
    case 'function':
    case 'symbol':
      return letThrough('is a thing of JavaScript', path);
    case 'object':
      break;
    default:
      return value;
  }
  if (value === null) return null;
  const moment = isoOf(value, path);
  if (moment !== undefined) return moment;
  if (over.includes(value)) return letThrough('contains itself', path);
  if (isThing(value)) return letThrough('is a thing of JavaScript', path);
  if (Array.isArray(value)) return Array.from(value, (each, i) => plainly(each, `${path}[${i}]`, [...over, value]) ?? null);
  if ('toJSON' in value && typeof value.toJSON === 'function') return plainly((value.toJSON as () => unknown)(), path, [...over, value]);
  const members = Object.entries(value).map(([name, each]) => {
    const clean = whole(name, path).replace(EDGES, '') || name;
    return [clean, plainly(each, `${path}.${clean}`, [...over, value])] as const;
  });
  if (new Set(members.map(([name]) => name)).size < members.length) return letThrough('has two members of one name', path);
  return Object.fromEntries(members.filter(([, each]) => each !== undefined));
};

const isLeftOut = (value: unknown): boolean => value === undefined || value === null || value === '';

const readValue = (field: Field, name: string, value: unknown, path: string): unknown => {
  if (field.type === 'boolean' && PROTECTING.includes(name)) return value === undefined ? undefined : asSwitch(value, name, path);
  if (isLeftOut(value)) return undefined;
  switch (field.type) {
    case 'text':
      return isProse(name, path) ? asText(value, path).replace(/^\ufeff/, '') : asName(value, path);
    case 'choice':
      return asName(value, path);
    case 'number':
      return asNumber(value, path);
    case 'boolean':
      return asSwitch(value, name, path);
    case 'dateTime':
      return asMoment(value, path);
    case 'list':
      return asTexts(value, path);
    case 'file':
      return value;
    case 'json':
      return plainly(parsed(value), path);
    case 'rows': {
      const rows = parsed(value);
      return Array.isArray(rows) ? rows.map((row, i) => meantBy(field.columns, row, `${path}[${i}]`)) : letThrough('is no list', path);
    }
    case 'group':
      return meantBy(field.columns, parsed(value), path);
  }
};

/** What an input means, by field; what says nothing is left out. */
export const meantBy = (fields: Fields, input: unknown, path = ''): Members => {
  if (!isRecord(input) || input instanceof Date || DateTime.isDateTime(input) || isThing(input)) return letThrough('is no object', path);
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      const where = path === '' ? name : `${path}.${name}`;
      if (value === undefined) return [];
      if (!Object.hasOwn(fields, name)) return letThrough('is no field', where);
      const meant = readValue(fields[name]!, name, value, where);
      return meant === undefined ? [] : [[name, meant]];
    }),
  );
};
