import { DateTime } from 'luxon';
import { RecurrenceProblem } from '../base/ports';

/** Frequencies of a rule, from the rarest. */
const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
type Frequency = (typeof FREQUENCIES)[number];

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const EXAMPLE = 'FREQ=WEEKLY;BYDAY=MO';

/** What may stand for a value of a part: numbers of a range, `signed` where a number may be counted from the end too, or something that has a form of its own. */
interface Part {
  /** One value alone, or several with commas between them. */
  readonly list?: true;
  readonly numbers?: { readonly least: number; readonly most: number; readonly signed?: true };
  /** What is wrong with a value; undefined where it is right. */
  wrong?(value: string): string | undefined;
  /** The only frequencies that go with it; absent: all. */
  readonly only?: readonly Frequency[];
}

const isWeekday = (value: string): boolean => WEEKDAYS.includes(value);

const UNTIL = /^\d{8}(T\d{6}Z?)?$/;
const isMoment = (value: string): boolean =>
  UNTIL.test(value) && DateTime.fromFormat(value.replace('Z', ''), value.includes('T') ? "yyyyMMdd'T'HHmmss" : 'yyyyMMdd').isValid;

/** A day of the week, and which one of the month or year it is: 2TU, -1FR. */
const DAY = /^([+-]?\d{1,2})?([A-Z]{2})$/;
const MOST_WEEKS = 53;
const wrongDay = (value: string): string | undefined => {
  const [, order, day = ''] = DAY.exec(value) ?? [];
  const which = Math.abs(Number(order ?? 1));
  return isWeekday(day) && which >= 1 && which <= MOST_WEEKS
    ? undefined
    : `it may be ${WEEKDAYS.join(', ')}, with a number from 1 to ${MOST_WEEKS} or -${MOST_WEEKS} to -1 before it in a monthly or yearly rule`;
};

/** The parts of a rule. RFC 5545, 3.3.10 "Recurrence Rule". */
const PARTS: Readonly<Record<string, Part>> = {
  FREQ: { wrong: (value) => ((FREQUENCIES as readonly string[]).includes(value) ? undefined : `it may be ${FREQUENCIES.join(', ')}`) },
  UNTIL: { wrong: (value) => (isMoment(value) ? undefined : 'it may be a day, as 20991231, or a moment, as 20991231T235959Z') },
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
  WKST: { wrong: (value) => (isWeekday(value) ? undefined : `it may be ${WEEKDAYS.join(', ')}`) },
};

/** Properties of a calendar that people write into a rule. */
const NOT_HERE: Readonly<Record<string, string>> = {
  TZID: 'a rule has no time zone: give the hours in UTC and leave it out',
  DTSTART: 'a rule has no beginning: leave it out',
  EXDATE: 'a rule has no exceptions: leave it out',
  RDATE: 'a rule has no further dates: leave it out',
};

const refuse = (what: string): never => {
  throw new RecurrenceProblem(what);
};

const wrongNumber = (value: string, { least, most, signed }: NonNullable<Part['numbers']>): string | undefined => {
  const digits = signed ? value.replace(/^[+-]/, '') : value;
  if (/^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most) return undefined;
  return `it may be ${least} to ${most}${signed ? `, or -${most} to -${least} to count from the end` : ''}`;
};

const readPart = (text: string): readonly [name: string, value: string] => {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (text === '') refuse("it has two semicolons together, or one at an end: write one between two parts, such as in 'FREQ=DAILY;COUNT=3'");
  if (rest.length === 0) refuse(`'${text}' is no part of a rule: write a name, an equals sign and a value, such as ${EXAMPLE}`);
  const part = Object.hasOwn(PARTS, name) ? PARTS[name]! : undefined;
  if (!part) return refuse(NOT_HERE[name] === undefined ? `${name} is no part of a rule (RFC 5545): leave it out` : `${name} is in it, but ${NOT_HERE[name]}`);
  for (const each of part.list ? value.split(',') : [value]) {
    if (each === '') refuse(`${name} has an empty value: give one, or leave ${name} out`);
    const wrong = part.numbers ? wrongNumber(each, part.numbers) : part.wrong?.(each);
    if (wrong !== undefined) refuse(`${name} is '${each}'; ${wrong}`);
  }
  return [name, value];
};

/** What parts may not stand beside each other. */
const refusePairs = (parts: ReadonlyMap<string, string>): void => {
  const frequency = parts.get('FREQ') ?? refuse(`it has no FREQ: say how often it runs, such as ${EXAMPLE}`);
  for (const name of parts.keys()) {
    const { only } = PARTS[name]!;
    if (only && !only.includes(frequency as Frequency))
      refuse(`${name} does not go with FREQ=${frequency}; it goes with ${only.join(', ')}: leave one of the two out`);
  }
  if (parts.has('COUNT') && parts.has('UNTIL')) refuse('COUNT and UNTIL are both in it: say only one of the two');
  const numbered = parts
    .get('BYDAY')
    ?.split(',')
    .find((day) => /\d/.test(day));
  if (numbered !== undefined && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    refuse(`BYDAY is '${numbered}', but days have numbers only with FREQ=MONTHLY or FREQ=YEARLY: write '${numbered.slice(-2)}'`);
  if (numbered !== undefined && parts.has('BYWEEKNO'))
    refuse(`BYDAY is '${numbered}', but beside BYWEEKNO days have no numbers: write '${numbered.slice(-2)}'`);
  if (parts.has('BYSETPOS') && ![...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS'))
    refuse('BYSETPOS chooses among the days or times of another BY part, and there is none: add one, such as BYDAY=MO,TU,WE,TH,FR');
};

/**
 * A recurrence rule as it is written out: in capitals, since case does not matter, and FREQ first, as older readers want it.
 * RFC 5545, 3.3.10 "Recurrence Rule".
 * @throws RecurrenceProblem for what is no rule: the part, what is wrong with it, and what to do
 */
export const readRule = (text: string): string => {
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  if (rule === '' || /[\r\n]/.test(rule)) refuse(`it must be one rule in one line, such as ${EXAMPLE}`);
  if (/\s/.test(rule)) refuse(`it has a space in it: write it without, such as ${EXAMPLE}`);
  const parts = new Map<string, string>();
  for (const [name, value] of rule.split(';').map(readPart)) {
    if (parts.has(name)) refuse(`${name} is in it twice: say it once`);
    parts.set(name, value);
  }
  refusePairs(parts);
  const { FREQ, ...others } = Object.fromEntries(parts);
  return Object.entries({ FREQ, ...others })
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
};
