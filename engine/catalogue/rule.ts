import { DateTime } from 'luxon';
import { RecurrenceProblem } from '../base/ports';

/** Frequencies of a rule, rarest first. */
const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
type Frequency = (typeof FREQUENCIES)[number];

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const EXAMPLE = 'FREQ=WEEKLY;BYDAY=MO';

/** The values a part accepts: numbers in a range, `signed` if they may also count from the end, or values with their own format. */
interface Part {
  /** A single value, or several separated by commas. */
  readonly list?: true;
  readonly numbers?: { readonly least: number; readonly most: number; readonly signed?: true };
  /** What is wrong with a value; undefined if it is valid. */
  wrong?(value: string): string | undefined;
  /** The only frequencies it may be combined with; absent: all. */
  readonly only?: readonly Frequency[];
}

const isWeekday = (value: string): boolean => WEEKDAYS.includes(value);

const UNTIL = /^\d{8}(T\d{6}Z?)?$/;
const isMoment = (value: string): boolean =>
  UNTIL.test(value) && DateTime.fromFormat(value.replace('Z', ''), value.includes('T') ? "yyyyMMdd'T'HHmmss" : 'yyyyMMdd').isValid;

/** A weekday, optionally with its position in the month or year: 2TU, -1FR. */
const DAY = /^([+-]?\d{1,2})?([A-Z]{2})$/;
const MOST_WEEKS = 53;
const wrongDay = (value: string): string | undefined => {
  const [, order, day = ''] = DAY.exec(value) ?? [];
  const which = Math.abs(Number(order ?? 1));
  return isWeekday(day) && which >= 1 && which <= MOST_WEEKS
    ? undefined
    : `it can be ${WEEKDAYS.join(', ')}, preceded by a number from 1 to ${MOST_WEEKS} or -${MOST_WEEKS} to -1 in monthly and yearly rules`;
};

/** The parts of a rule. RFC 5545, 3.3.10 "Recurrence Rule". */
const PARTS: Readonly<Record<string, Part>> = {
  FREQ: { wrong: (value) => ((FREQUENCIES as readonly string[]).includes(value) ? undefined : `it can be ${FREQUENCIES.join(', ')}`) },
  UNTIL: { wrong: (value) => (isMoment(value) ? undefined : 'it can be a date, such as 20991231, or a time, such as 20991231T235959Z') },
  COUNT: { numbers: { least: 1, most: 1_000_000 } },
  INTERVAL: { numbers: { least: 1, most: 10_000 } },
  BYSECOND: { list: true, numbers: { least: 0, most: 60 } },
  BYMINUTE: { list: true, numbers: { least: 0, most: 59 } },
  BYHOUR: { list: true, numbers: { least: 0, most: 23 } },
  BYDAY: { list: true, wrong: wrongDay },
  BYMONTHDAY: { list: true, numbers: { least: 1, most: 31, signed: true }, only: FREQUENCIES.filter((each) => each !== 'WEEKLY') },
  BYYEARDAY: { list: true, numbers: { least: 1, most: 366, signed: true }, only: ['YEARLY', 'HOURLY', 'MINUTELY', 'SECONDLY'] },
  BYWEEKNO: { list: true, numbers: { least: 1, most: MOST_WEEKS, signed: true }, only: ['YEARLY'] },
  BYMONTH: { list: true, numbers: { least: 1, most: 12 } },
  BYSETPOS: { list: true, numbers: { least: 1, most: 366, signed: true } },
  WKST: { wrong: (value) => (isWeekday(value) ? undefined : `it can be ${WEEKDAYS.join(', ')}`) },
};

/** Calendar properties that people put into a rule by mistake. */
const NOT_HERE: Readonly<Record<string, string>> = {
  TZID: 'rules have no time zone: use hours in UTC and remove it',
  DTSTART: 'rules have no start: remove it',
  EXDATE: 'rules have no exceptions: remove it',
  RDATE: 'rules have no additional dates: remove it',
};

const refuse = (what: string): never => {
  throw new RecurrenceProblem(what);
};

const wrongNumber = (value: string, { least, most, signed }: NonNullable<Part['numbers']>): string | undefined => {
  const digits = signed ? value.replace(/^[+-]/, '') : value;
  if (/^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most) return undefined;
  return `it can be ${least} to ${most}${signed ? `, or -${most} to -${least} to count from the end` : ''}`;
};

const readPart = (text: string): readonly [name: string, value: string] => {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (text === '') refuse("it contains two consecutive semicolons, or one at the start or end: use one between two parts, such as in 'FREQ=DAILY;COUNT=3'");
  if (rest.length === 0) refuse(`'${text}' is not a part of a rule: use a name, an equals sign and a value, such as ${EXAMPLE}`);
  const part = Object.hasOwn(PARTS, name) ? PARTS[name]! : undefined;
  if (!part) return refuse(NOT_HERE[name] === undefined ? `${name} is not part of a rule (RFC 5545): remove it` : `it contains ${name}, but ${NOT_HERE[name]}`);
  for (const each of part.list ? value.split(',') : [value]) {
    if (each === '') refuse(`${name} is empty: enter a value, or remove ${name}`);
    const wrong = part.numbers ? wrongNumber(each, part.numbers) : part.wrong?.(each);
    if (wrong !== undefined) refuse(`${name} is '${each}'; ${wrong}`);
  }
  return [name, value];
};

/** Rejects parts that cannot be combined. */
const refusePairs = (parts: ReadonlyMap<string, string>): void => {
  const frequency = parts.get('FREQ') ?? refuse(`FREQ is missing: specify how often it runs, such as ${EXAMPLE}`);
  for (const name of parts.keys()) {
    const { only } = PARTS[name]!;
    if (only && !only.includes(frequency as Frequency))
      refuse(`${name} cannot be combined with FREQ=${frequency}, only with ${only.join(', ')}: remove one of the two`);
  }
  if (parts.has('COUNT') && parts.has('UNTIL')) refuse('it contains both COUNT and UNTIL: use only one of them');
  const numbered = parts
    .get('BYDAY')
    ?.split(',')
    .find((day) => /\d/.test(day));
  if (numbered !== undefined && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    refuse(`BYDAY is '${numbered}', but days can only have numbers with FREQ=MONTHLY or FREQ=YEARLY: use '${numbered.slice(-2)}'`);
  if (numbered !== undefined && parts.has('BYWEEKNO'))
    refuse(`BYDAY is '${numbered}', but days cannot have numbers together with BYWEEKNO: use '${numbered.slice(-2)}'`);
  if (parts.has('BYSETPOS') && ![...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS'))
    refuse('BYSETPOS selects from the days or times of another BY part, but there is none: add one, such as BYDAY=MO,TU,WE,TH,FR');
};

/**
 * Normalizes a recurrence rule: upper-case, since case does not matter, and FREQ first, as older parsers require. RFC 5545, 3.3.10 "Recurrence Rule".
 * @throws RecurrenceProblem for an invalid rule: the part, what is wrong with it, and what to do
 */
export const readRule = (text: string): string => {
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  if (rule === '' || /[\r\n]/.test(rule)) refuse(`it must be a single rule on one line, such as ${EXAMPLE}`);
  if (/\s/.test(rule)) refuse(`it contains a space: remove it, such as in ${EXAMPLE}`);
  const parts = new Map<string, string>();
  for (const [name, value] of rule.split(';').map(readPart)) {
    if (parts.has(name)) refuse(`it contains ${name} twice: use it only once`);
    parts.set(name, value);
  }
  refusePairs(parts);
  const { FREQ, ...others } = Object.fromEntries(parts);
  return Object.entries({ FREQ, ...others })
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
};
