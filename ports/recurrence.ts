import { RRule, type Options } from 'rrule';
import { RecurrenceProblem, type Recurrence } from '../engine/ports';

const SECOND = 1_000;
/** The library looks for the next moment until the year 9999 and cannot be stopped, so it looks from the year 9600 and something: the calendar repeats itself, weekdays and all, every 400 years. */
const CALENDAR_MS = 146_097 * 86_400 * SECOND;
const LAST_YEAR = 9_999;
const HOURS_A_DAY = 24;

/** Least and most of what RFC 5545 lets stand in a part; the library takes anything. Where the least is 1, the same may be counted from the end. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  INTERVAL: [1, 10_000],
  COUNT: [1, 1_000_000],
  BYSECOND: [0, 59],
  BYMINUTE: [0, 59],
  BYHOUR: [0, 23],
  BYMONTHDAY: [1, 31],
  BYYEARDAY: [1, 366],
  BYWEEKNO: [1, 53],
  BYMONTH: [1, 12],
};
const FROM_THE_END = ['BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO'];

const checkRanges = (rule: string): void => {
  for (const part of rule.split(';')) {
    const [name = '', values = ''] = part.toUpperCase().split('=');
    const range = RANGES[name];
    if (!range) continue;
    for (const value of values.split(',')) {
      const number = FROM_THE_END.includes(name) ? Math.abs(Number(value)) : Number(value);
      if (!Number.isInteger(number) || number < range[0] || number > range[1])
        throw new RecurrenceProblem(`${name} is '${value}'; it may be ${range[0]} to ${range[1]}`);
    }
  }
};

const listed = (value: number | number[] | null | undefined): readonly number[] => (typeof value === 'number' ? [value] : (value ?? []));

/** Whether steps of hours ever meet the hours that are asked for: every 24 hours from noon never meets 3 o'clock. The library would look for ever. */
const meetsItsHours = ({ interval = 1, byhour }: Partial<Options>, start: Date): boolean => {
  const asked = listed(byhour);
  return (
    asked.length === 0 || Array.from({ length: HOURS_A_DAY }, (_, i) => (start.getUTCHours() + i * interval) % HOURS_A_DAY).some((hour) => asked.includes(hour))
  );
};

/** Whether an hour has as many moments as BYSETPOS counts. */
const hasItsPositions = ({ bysetpos, byminute, bysecond }: Partial<Options>): boolean => {
  const moments = Math.max(1, listed(byminute).length) * Math.max(1, listed(bysecond).length);
  return bysetpos === undefined || listed(bysetpos).some((position) => Math.abs(position) <= moments);
};

const problem = (error: unknown): RecurrenceProblem => new RecurrenceProblem(error instanceof Error ? error.message : String(error));

const read = (rule: string): Partial<Options> => {
  const text = rule.trim().replace(/^RRULE:/i, '');
  if (text === '' || /\n/.test(text)) throw new RecurrenceProblem('it must be one rule, such as FREQ=WEEKLY;BYDAY=MO');
  checkRanges(text);
  const options = RRule.parseString(text);
  if (options.freq === undefined) throw new RecurrenceProblem('it has no FREQ');
  if (options.freq > RRule.HOURLY) throw new RecurrenceProblem('FREQ is more often than hourly; it may be HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY');
  return options;
};

/** Recurrence rules by rrule. */
export const recurrence: Recurrence = {
  next(rule, after, count) {
    try {
      const options = read(rule);
      const start = new Date(Math.floor(after / SECOND) * SECOND);
      if (options.freq === RRule.HOURLY && !(meetsItsHours(options, start) && hasItsPositions(options))) return [];
      const shift = Math.floor((LAST_YEAR - start.getUTCFullYear()) / 400) * CALENDAR_MS;
      const shifted = (date: Date): Date => new Date(date.getTime() + shift);
      const moments: number[] = [];
      new RRule({ ...options, dtstart: shifted(start), until: options.until ? shifted(options.until) : null }).all((due) => {
        if (due.getTime() - shift > after) moments.push(due.getTime() - shift);
        return moments.length < count;
      });
      return moments;
    } catch (error) {
      throw error instanceof RecurrenceProblem ? error : problem(error);
    }
  },
};
