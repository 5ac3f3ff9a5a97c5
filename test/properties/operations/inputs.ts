import { DateTime } from 'luxon';
import type { AnyOperation, Field, Fields, JsonObject } from '../../../engine';
import type { Draw } from './draw';
import { goodFor, groupStart, isAskedFor } from './good';
import { hostile, strangeNames } from './hostile';

/** Values for a field table: most of what an input is made of is good, in one of the forms in which hosts deliver it, and some of it is not. */

type Input = Readonly<Record<string, unknown>>;

/** What a run is about. */
export interface Plot {
  readonly vendor: string;
  readonly operation: string;
  /** How many of a hundred values are hostile. */
  readonly hostility: number;
}

const words = ['user1', 'Zoë', 'a b', "O'Brien", 'u-17', '日本語', '50 %', 'x_y.z', '😀', 'user@example.com', 'A&B=C', 'null', '007', 'constructor'] as const;
const spaced = ['  two blanks  ', ' user1', 'user1 ', '\ufeffuser1', 'user1\r\n', '\u00a0user1\u200b', 'us\u00a0er'] as const;

const soon = Date.UTC(2099, 4, 10, 11);
const moments = (draw: Draw): unknown => {
  const ms = soon + draw.below(40) * 86_400_000 + draw.below(1440) * 60_000;
  const at = DateTime.fromMillis(ms, { zone: draw.of(['Europe/Paris', 'America/New_York', 'utc', 'Asia/Kathmandu']) });
  switch (draw.below(8)) {
    case 0:
      return at.toISO({ suppressMilliseconds: true });
    case 1:
      return at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
    case 2:
      return at.toISODate();
    case 3:
      return at.toJSDate();
    case 4:
      return at;
    case 5:
      return ms;
    case 6:
      return at.toFormat("yyyyMMdd'T'HHmmssZZZ");
    default:
      return ` ${at.toISO()} `;
  }
};

const numbersFor = ({ min = -3, max, whole }: { min?: number; max?: number; whole?: true }, draw: Draw): unknown => {
  const most = max ?? min + 1_000;
  const value = draw.of([min, most, min + draw.below(Math.floor(most - min) + 1), ...(whole ? [] : [min + (most - min) / 3])]);
  return draw.of([value, value, String(value), ` ${value} `]);
};

const jsonFor = (shape: 'object' | 'array' | undefined, draw: Draw): unknown => {
  const leaves = ['text', ' spaced ', 3, 4.25, true, false, null, new Date(soon), ['a', 1], { deeper: 'x', more: [{ y: 2 }] }, '', 'ü😀'];
  const size = draw.below(4);
  const value =
    shape === 'array'
      ? Array.from({ length: size }, () => draw.of(leaves))
      : Object.fromEntries(
          Array.from({ length: size }, (_, i) => [draw.of(['name', 'score', 'first name', '__proto__', 'toString', 'ключ']) + (i || ''), draw.of(leaves)]),
        );
  return draw.chance(15) ? JSON.stringify(value) : value;
};

const asText = (text: string, draw: Draw): unknown => {
  if (/^\d{1,15}$/.test(text) && !/^0\d/.test(text) && draw.chance(30)) return Number(text);
  return text;
};

const listOf = (entries: readonly unknown[], draw: Draw): unknown => {
  switch (draw.below(6)) {
    case 1:
      return JSON.stringify(entries);
    case 2:
      return entries.every((each) => typeof each === 'string' && !/[,[\]{}"]/.test(each)) ? entries.join(', ') : entries;
    case 3:
      return entries.length === 1 ? entries[0] : entries;
    default:
      return entries;
  }
};

const some = <T>(draw: Draw, most: number, one: () => T): T[] => Array.from({ length: 1 + draw.below(most) }, one);

const good = (plot: Plot, name: string, field: Field, draw: Draw): unknown => {
  const known = goodFor(plot.vendor, plot.operation, name);
  switch (field.type) {
    case 'text':
      if (known && !draw.chance(10)) return draw.chance(20) ? ` ${String(known(draw))}\ufeff` : asText(String(known(draw)), draw);
      return draw.chance(20) ? draw.of(spaced) : draw.of(words);
    case 'choice':
      if ('options' in field) return draw.of(field.options).value;
      return known && !draw.chance(10) ? known(draw) : draw.of(words);
    case 'number':
      return known ? known(draw) : numbersFor(field.limits ?? {}, draw);
    case 'boolean':
      return draw.of([...SAID_ON, false, 'false', 'off', 0]);
    case 'dateTime':
      return known && !draw.chance(20) ? known(draw) : moments(draw);
    case 'list': {
      if (field.options) return listOf([...new Set(some(draw, 3, () => draw.of(field.options!).value))], draw);
      return listOf(
        some(draw, 4, () => (known ? known(draw) : draw.of(words))),
        draw,
      );
    }
    case 'json':
      return known && !draw.chance(15) ? known(draw) : jsonFor(field.limits?.shape, draw);
    case 'file':
      return known?.(draw);
    case 'rows': {
      const rows = some(draw, 3, () => objectFor(plot, field.columns, draw));
      return draw.chance(10) ? safely(rows) : rows;
    }
    case 'group':
      return objectFor(plot, field.columns, draw, draw.chance(10) ? {} : groupStart(plot.vendor, name));
  }
};

/** JSON of it, where it can be written so. */
const safely = (value: unknown): unknown => {
  try {
    return JSON.stringify(value) ?? value;
  } catch {
    return value;
  }
};

const SAID_ON: readonly unknown[] = [true, 'true', 'Yes', 1];

const isThere = ({ dependsOn }: Field, input: Input, fields: Fields): boolean => {
  if (!dependsOn) return true;
  const other = fields[dependsOn.field];
  if (!other || !isThere(other, input, fields)) return false;
  const absent = other.firstDefault ?? ('default' in other ? other.default : undefined);
  const value = input[dependsOn.field] ?? absent;
  return dependsOn.is.includes((other.type === 'boolean' ? SAID_ON.includes(value) : value) as string | boolean);
};

const objectFor = (plot: Plot, fields: Fields, draw: Draw, start: Input = {}): Input => {
  const all = Object.entries(fields);
  // Of a long table few fields at a time, so that they do not exclude each other for good.
  const often = all.length > 20 ? 8 : all.length > 8 ? 20 : 45;
  const input: [string, unknown][] = [];
  const given = (): Input => Object.fromEntries(input);
  for (const [name, field] of all) {
    const isGiven = Object.hasOwn(start, name);
    const isAsked = isThere(field, given(), fields);
    if (!isAsked && !(plot.hostility > 0 && draw.chance(1))) continue;
    if (!isGiven && !(field.required && !(plot.hostility > 0 && draw.chance(2))) && !draw.chance(isAskedFor(name) ? 60 : often)) continue;
    if (isGiven && !draw.chance(25)) {
      input.push([name, draw.chance(plot.hostility) ? hostile(draw) : start[name]]);
      continue;
    }
    const value = draw.chance(plot.hostility) ? hostile(draw) : good(plot, name, field, draw);
    input.push([name, plot.hostility > 0 && draw.chance(15) ? withOneBad(value, draw) : value]);
  }
  if (plot.hostility > 0 && draw.chance(3)) input.push([draw.of(strangeNames), 'x']);
  return given();
};

/** A list with one bad entry among the good ones, or plain data with a bad member; anything else as it is. */
const withOneBad = (value: unknown, draw: Draw): unknown => {
  if (Array.isArray(value)) return value.length > 0 ? value.with(draw.below(value.length), hostile(draw)) : value;
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !('open' in value);
  return isPlain ? { ...value, bad: hostile(draw) } : value;
};

/** An input of an operation, made from its table, or from one of its samples. */
export const inputFor = (vendor: string, name: string, o: AnyOperation, draw: Draw): Input => {
  // With every second value of a long table hostile nothing would ever be sent.
  const plot: Plot = { vendor, operation: name, hostility: draw.of([0, 0, 2, Object.keys(o.fields).length > 10 ? 4 : 15]) };
  const start = draw.of<JsonObject>([{}, ...o.sampleInputs]);
  return objectFor(plot, o.fields, draw, start);
};
