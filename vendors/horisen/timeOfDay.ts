import { readDate, RecurrenceProblem, sayIn, sayMoment, sayTime, type CheckContext, type Problem } from '../../engine';
import { givenRule, type Timing } from './recurrence';
import { timingFields } from './scheduleFields';

/** A time of day in a time zone, as people say it; HORISEN knows UTC only. */

type Clock = Pick<CheckContext, 'now' | 'timeZone' | 'recurrence'>;

const say = sayIn(timingFields);
const DAY = 86_400_000;
const DAYS = timingFields.by_day.options.map(({ value }) => value as string);

const isTimed = ({ at, recurrence }: Timing): boolean => at !== undefined && recurrence !== 'rule';

/** The zone in which times are said. */
export const zoneOf = ({ time_zone }: Timing, timeZone: string): string => time_zone?.trim() ?? timeZone;

const isEmpty = (values: readonly string[] | undefined): boolean => values === undefined || values.length === 0;

/** Problems of the time of day, before it is converted. */
export const timeProblems = (timing: Timing, { now, timeZone }: Clock): readonly Problem[] => {
  const { at, by_hour, by_minute, by_month_day, by_month, frequency } = timing;
  const zone = zoneOf(timing, timeZone);
  if (timing.recurrence !== 'rule' && readDate('2026-01-01T00:00', zone) === undefined)
    return [say('time_zone', `is '${zone}', which is not a time zone`, timingFields.time_zone.todo)];
  if (!isTimed(timing)) return [];
  if (!isEmpty(by_hour) || !isEmpty(by_minute))
    return [say('at', `is ${at}, and there are hours or minutes in UTC too`, `Use '${timingFields.at.label}' alone, or leave it empty.`)];
  if (frequency === 'HOURLY') return [say('at', `is ${at}, but the campaign runs every hour`, 'Leave it empty, or choose another frequency.')];
  const { shift } = onDay(timing, now, timeZone);
  const counts = !isEmpty(by_month_day) || !isEmpty(by_month) || frequency === 'MONTHLY' || frequency === 'YEARLY';
  return shift !== 0 && counts
    ? [
        say(
          'at',
          `is ${at} in ${zone}, which is on another day in UTC, and HORISEN counts days and months in UTC`,
          'Choose a time that is on the same day in UTC, or repeat the campaign by days of the week.',
        ),
      ]
    : [];
};

/** The time of day in UTC on the day of a moment, and by how many days UTC is off. */
const onDay = (timing: Timing, moment: number, timeZone: string): { readonly hour: number; readonly minute: number; readonly shift: -1 | 0 | 1 } => {
  const zone = zoneOf(timing, timeZone);
  const date = sayTime(moment, zone).slice(0, 10);
  const utc = readDate(`${date}T${timing.at!.padStart(5, '0')}`, zone)!.toUTC();
  const there = utc.toISODate()!;
  return { hour: utc.hour, minute: utc.minute, shift: there < date ? -1 : there > date ? 1 : 0 };
};

const converted = (timing: Timing, moment: number, timeZone: string): Timing => {
  const { hour, minute, shift } = onDay(timing, moment, timeZone);
  const { by_day = [] } = timing;
  return {
    ...timing,
    by_hour: [String(hour)],
    by_minute: [String(minute)],
    by_day: by_day.map((day) => DAYS[(DAYS.indexOf(day) + shift + DAYS.length) % DAYS.length]!),
  };
};

const firstRun = (timing: Timing, { now, timeZone, recurrence }: Clock): number | undefined => {
  try {
    return recurrence.next(givenRule(timing, timeZone), now, 1)[0];
  } catch (error) {
    if (!(error instanceof RecurrenceProblem)) throw error;
    return undefined;
  }
};

/** The timing in UTC, as it is on the day of the first run. */
export const inUtcOf = <T extends Timing>(timing: T, context: Clock): T => {
  if (!isTimed(timing)) return timing;
  const soon = converted(timing, context.now, context.timeZone);
  const first = firstRun(soon, context);
  return { ...timing, ...(first === undefined ? soon : converted(timing, first, context.timeZone)) };
};

/** What daylight saving does to the time of day within a year of the first run. */
export const daylightDoubts = (timing: Timing, context: Clock): readonly string[] => {
  if (!isTimed(timing)) return [];
  const first = firstRun(inUtcOf(timing, context), context);
  if (first === undefined) return [];
  const zone = zoneOf(timing, context.timeZone);
  const timeAt = (ms: number): string => sayTime(ms, zone).slice(11);
  const days = Array.from({ length: 366 }, (_, i) => first + i * DAY);
  const moved = days.find((ms) => timeAt(ms) !== timeAt(first));
  return moved === undefined
    ? []
    : [
        `'${timingFields.at.label}' is ${timeAt(first)} in ${zone}, which is ${sayTime(first, 'UTC').slice(11)} in UTC. HORISEN keeps the time in UTC, so from ${sayMoment(moved, zone, context.now).slice(0, -6)} on the campaign runs at ${timeAt(moved)}. Update it then.`,
      ];
};
