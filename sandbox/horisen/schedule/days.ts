import type { ByDay, Rule } from './rule';

export const DAY = 86_400_000;

/** A day in UTC, with the properties that rules test. */
export interface Day {
  readonly at: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  readonly yearDay: number;
}

export function dayOf(ms: number): Day {
  const at = Math.floor(ms / DAY) * DAY;
  const date = new Date(at);
  const year = date.getUTCFullYear();
  return {
    at,
    year,
    month: date.getUTCMonth() + 1,
    date: date.getUTCDate(),
    weekday: date.getUTCDay(),
    yearDay: Math.round((at - Date.UTC(year, 0, 1)) / DAY) + 1,
  };
}

/** The first day of a day's week. */
export const weekOf = ({ at, weekday }: Day, weekStart: number): number => at - ((weekday - weekStart + 7) % 7) * DAY;

const daysInMonth = ({ year, month }: Day): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const daysInYear = ({ year }: Day): number => (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY;

/** Whether a list contains a position, counted from the start or (negative) from the end. */
const has = (list: readonly number[], fromStart: number, length: number): boolean => list.includes(fromStart) || list.includes(fromStart - length - 1);

/** Days that a rule leaves open are taken from its start day. */
export function withDefaults(rule: Rule, start: Day): Rule {
  const { freq, days, monthDays, yearDays, weeks, months } = rule;
  if (days || monthDays || yearDays) return rule;
  if (freq === 'WEEKLY' || (freq === 'YEARLY' && weeks)) return { ...rule, days: [{ day: start.weekday }] };
  if (freq === 'MONTHLY') return { ...rule, monthDays: [start.date] };
  if (freq === 'YEARLY') return { ...rule, monthDays: [start.date], months: months ?? [start.month] };
  return rule;
}

/** Whether a rule can have an occurrence on a day at all. */
export function isMeant(rule: Rule, day: Day): boolean {
  const { months, monthDays, yearDays, weeks, days } = rule;
  if (months && !months.includes(day.month)) return false;
  if (monthDays && !has(monthDays, day.date, daysInMonth(day))) return false;
  if (yearDays && !has(yearDays, day.yearDay, daysInYear(day))) return false;
  if (weeks && !isInWeek(weeks, day, rule.weekStart)) return false;
  return !days || days.some((each) => isNth(each, day, rule));
}

function isNth({ day: weekday, nth }: ByDay, day: Day, { freq, months }: Rule): boolean {
  if (weekday !== day.weekday) return false;
  if (nth === undefined) return true;
  const ofMonth = freq === 'MONTHLY' || months !== undefined;
  const [position, length] = ofMonth ? [day.date, daysInMonth(day)] : [day.yearDay, daysInYear(day)];
  return nth > 0 ? Math.ceil(position / 7) === nth : Math.ceil((length - position + 1) / 7) === -nth;
}

/** The first week is the first one with four days in the year. */
function isInWeek(weeks: readonly number[], day: Day, weekStart: number): boolean {
  const first = weekOf(day, weekStart);
  const year = new Date(first + 3 * DAY).getUTCFullYear();
  const begin = (of: number): number => weekOf(dayOf(Date.UTC(of, 0, 4)), weekStart);
  const number = Math.round((first - begin(year)) / (7 * DAY)) + 1;
  return has(weeks, number, Math.round((begin(year + 1) - begin(year)) / (7 * DAY)));
}
