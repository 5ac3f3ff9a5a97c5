import { RRule, type Options } from 'rrule';
import { RecurrenceProblem, type Recurrence } from '../engine/base/ports';
import { readRule } from '../engine/catalogue/rule';

const SECOND = 1_000;
/**
 * The library searches for the next occurrence up to the year 9999 and cannot be stopped, so dates are shifted to shortly after the year 9600: the
 * calendar, including weekdays, repeats every 400 years.
 */
const CALENDAR_MS = 146_097 * 86_400 * SECOND;
const LAST_YEAR = 9_999;
const HOURS_A_DAY = 24;

const listed = (value: number | number[] | null | undefined): readonly number[] => (typeof value === 'number' ? [value] : (value ?? []));

/** Whether an hourly interval ever meets the requested hours: every 24 hours from noon never meets 3 o'clock, and the library would search forever. */
const meetsItsHours = ({ interval = 1, byhour }: Partial<Options>, start: Date): boolean => {
  const asked = listed(byhour);
  return (
    asked.length === 0 || Array.from({ length: HOURS_A_DAY }, (_, i) => (start.getUTCHours() + i * interval) % HOURS_A_DAY).some((hour) => asked.includes(hour))
  );
};

/** Whether an hour has as many occurrences as BYSETPOS requires. */
const hasItsPositions = ({ bysetpos, byminute, bysecond }: Partial<Options>): boolean => {
  const moments = Math.max(1, listed(byminute).length) * Math.max(1, listed(bysecond).length);
  return bysetpos === undefined || listed(bysetpos).some((position) => Math.abs(position) <= moments);
};

const problem = (error: unknown): RecurrenceProblem => new RecurrenceProblem(error instanceof Error ? error.message : String(error));

/** The rule in the library's form; the library accepts anything, so the rule is validated beforehand. */
const read = (text: string): Partial<Options> => {
  const options = RRule.parseString(readRule(text));
  if (options.freq === undefined || options.freq > RRule.HOURLY)
    throw new RecurrenceProblem('FREQ is more frequent than hourly: use HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY');
  return options;
};

/** Recurrence rules, implemented with rrule. */
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
