export const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A weekday, 0 for Sunday; with `nth` only the first, the last (-1)... of its month or year. */
export interface ByDay {
  readonly day: number;
  readonly nth?: number;
}

/** A recurrence rule (RFC 5545, 3.3.10). Parts that are not set are absent. */
export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count: number;
  readonly until: number;
  readonly weekStart: number;
  readonly seconds?: readonly number[];
  readonly minutes?: readonly number[];
  readonly hours?: readonly number[];
  readonly days?: readonly ByDay[];
  readonly monthDays?: readonly number[];
  readonly yearDays?: readonly number[];
  readonly weeks?: readonly number[];
  readonly months?: readonly number[];
  readonly positions?: readonly number[];
}

/** What is wrong with a rule, as the end of a sentence about it. */
export class RuleFault extends Error {}

/** Lists of numbers: their minimum and maximum, and whether they may also count from the end. */
const LISTS = {
  BYSECOND: ['seconds', 0, 60, false],
  BYMINUTE: ['minutes', 0, 59, false],
  BYHOUR: ['hours', 0, 23, false],
  BYMONTHDAY: ['monthDays', 1, 31, true],
  BYYEARDAY: ['yearDays', 1, 366, true],
  BYWEEKNO: ['weeks', 1, 53, true],
  BYMONTH: ['months', 1, 12, false],
  BYSETPOS: ['positions', 1, 366, true],
} as const;
const KNOWN = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', ...Object.keys(LISTS)];

/** Reads a rule, with or without "RRULE:" before it. Throws a {@link RuleFault}. */
export function readRule(text: string): Rule {
  const parts = partsOf(text);
  const freq = FREQUENCIES.find((name) => name === parts.get('FREQ'));
  if (!freq) throw new RuleFault(`is no iCal RRule: FREQ must be one of ${FREQUENCIES.join(', ')}`);
  if (parts.has('COUNT') && parts.has('UNTIL')) throw new RuleFault('must not have both COUNT and UNTIL');
  const days = parts.get('BYDAY')?.split(',').map(readDay);
  if (days?.some(({ nth }) => nth !== undefined) && freq !== 'MONTHLY' && freq !== 'YEARLY')
    throw new RuleFault(`must not have a number before a day of BYDAY with FREQ=${freq}`);
  if (days?.some(({ nth }) => nth !== undefined) && parts.has('BYWEEKNO')) throw new RuleFault('must not have a number before a day of BYDAY beside BYWEEKNO');
  if (parts.has('BYYEARDAY') && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(freq)) throw new RuleFault(`must not have BYYEARDAY with FREQ=${freq}`);
  if (parts.has('BYWEEKNO') && freq !== 'YEARLY') throw new RuleFault('must not have BYWEEKNO without FREQ=YEARLY');
  if (parts.has('BYMONTHDAY') && freq === 'WEEKLY') throw new RuleFault('must not have BYMONTHDAY with FREQ=WEEKLY');
  if (parts.has('BYSETPOS') && ![...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS'))
    throw new RuleFault('must not have BYSETPOS without another BY');
  const lists = Object.entries(LISTS).flatMap(([name, [member, least, most, fromEnd]]) => {
    const value = parts.get(name);
    return value === undefined ? [] : [[member, numbersIn(name, value, least, most, fromEnd)] as const];
  });
  return {
    freq,
    interval: positive('INTERVAL', parts.get('INTERVAL') ?? '1'),
    count: parts.has('COUNT') ? positive('COUNT', parts.get('COUNT') as string) : Infinity,
    until: parts.has('UNTIL') ? readUntil(parts.get('UNTIL') as string) : Infinity,
    weekStart: readWeekStart(parts.get('WKST') ?? 'MO'),
    ...(days && { days }),
    ...Object.fromEntries(lists),
  };
}

function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (!KNOWN.includes(name) || value === '' || rest.length > 0) throw new RuleFault(`is no iCal RRule: it has '${part}'`);
    if (parts.has(name)) throw new RuleFault(`must not have ${name} twice`);
    parts.set(name, value);
  }
  return parts;
}

function positive(name: string, value: string): number {
  if (!/^\+?[1-9]\d{0,6}$/.test(value)) throw new RuleFault(`must have a number from 1 as ${name}`);
  return Number(value);
}

function numbersIn(name: string, value: string, least: number, most: number, fromEnd: boolean): readonly number[] {
  return value.split(',').map((text) => {
    const number = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : NaN;
    const counted = fromEnd ? Math.abs(number) : number;
    if (!(counted >= least && counted <= most)) throw new RuleFault(`must not have ${text} in ${name}`);
    return number;
  });
}

function readDay(text: string): ByDay {
  const [, nth, name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  const day = DAYS.indexOf(name);
  if (day < 0 || (nth !== undefined && (Number(nth) === 0 || Math.abs(Number(nth)) > 53))) throw new RuleFault(`must not have the day ${text}`);
  return { day, ...(nth !== undefined && { nth: Number(nth) }) };
}

function readWeekStart(text: string): number {
  const { day, nth } = readDay(text);
  if (nth !== undefined) throw new RuleFault(`must not have ${text} as WKST`);
  return day;
}

/** A date, or a time in UTC; a date alone is its midnight. */
function readUntil(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text);
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = parts ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const at = Date.parse(iso);
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new RuleFault(`must not have ${text} as UNTIL`);
  return at;
}
