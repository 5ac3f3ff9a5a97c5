import { RRule } from 'rrule';
import { RecurrenceProblem, type Recurrence } from '../engine/ports';

const SECOND = 1_000;
/** How far ahead it is looked: a rule that falls due on the 31st of February never does. */
const HORIZON_MS = 100 * 366 * 24 * 3_600 * SECOND;

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

const problem = (error: unknown): RecurrenceProblem => new RecurrenceProblem(error instanceof Error ? error.message : String(error));

/** Recurrence rules by rrule. */
export const recurrence: Recurrence = {
  next(rule, after, count) {
    const text = rule.trim().replace(/^RRULE:/i, '');
    if (text === '' || /\n/.test(text)) throw new RecurrenceProblem('it must be one rule, such as FREQ=WEEKLY;BYDAY=MO');
    checkRanges(text);
    try {
      const options = RRule.parseString(text);
      if (options.freq === undefined) throw new RecurrenceProblem('it has no FREQ');
      const dtstart = new Date(Math.floor(after / SECOND) * SECOND);
      const end = new Date(after + HORIZON_MS);
      const until = options.until && options.until < end ? options.until : end;
      const moments: number[] = [];
      new RRule({ ...options, dtstart, until }).all((due) => {
        if (due.getTime() > after) moments.push(due.getTime());
        return moments.length < count;
      });
      return moments;
    } catch (error) {
      throw error instanceof RecurrenceProblem ? error : problem(error);
    }
  },
};
