import { isoUtc, readDate, RecurrenceProblem, sayIn, sayMoment, type CheckContext, type JsonObject, type Problem } from '../../engine';
import { KEEP } from './fields';
import { bareRule, builderProblems, givenRule, lastMoment, ruleOf, type Timing } from './recurrence';
import { timingFields } from './scheduleFields';
import { daylightDoubts, inUtcOf, timeProblems, zoneOf } from './timeOfDay';

/** A schedule, as far as it is set. */
export type Schedule = Timing & { readonly schedule_type?: string };

/** Number of runs in a preview. */
const RUNS_SHOWN = 5;

const say = sayIn(timingFields);

const NEVER = 'never occurs';

/** The next occurrences of a rule; a message if it has none. */
const fallsDue = (rule: string, { now, recurrence }: Pick<CheckContext, 'now' | 'recurrence'>, count: number): readonly number[] | string => {
  try {
    const moments = recurrence.next(rule, now, count);
    return moments.length > 0 ? moments : NEVER;
  } catch (error) {
    if (!(error instanceof RecurrenceProblem)) throw error;
    return `cannot be read: ${error.message}`;
  }
};

/** Whether a rule leaves the time of day to HORISEN: it sets none, and runs no more often than once a day. */
const leavesTimeOpen = (rule: string): boolean => !/BYHOUR=/i.test(rule) && !/FREQ=(HOURLY|MINUTELY|SECONDLY)/i.test(rule);

/** The problem of such a rule. The first release saved forms in which it was allowed; there it is a doubt. */
const openTime = (schedule: Schedule, rule: string): Problem =>
  schedule.recurrence === 'rule'
    ? say('rule', `is '${rule}', which does not specify an hour`, 'Add the time of day in UTC, such as BYHOUR=9;BYMINUTE=0;BYSECOND=0.')
    : say('at', 'is empty, so HORISEN would choose the time of day', timingFields.at.todo);

const recurrenceProblems = (schedule: Schedule, context: CheckContext, rests: boolean): readonly Problem[] => {
  const isRule = schedule.recurrence === 'rule';
  const broken = isRule ? [] : [...builderProblems(schedule), ...timeProblems(schedule, context)];
  if (broken.length > 0) return broken;
  if (schedule.ends === 'until' && schedule.until !== undefined && lastMoment(schedule.until, context.timeZone).toMillis() <= context.now)
    return [say('until', `is ${schedule.until}, which is in the past`, 'Choose a time in the future.')];
  const rule = givenRule(inUtcOf(schedule, context), context.timeZone);
  const due = fallsDue(rule, context, 1);
  if (typeof due !== 'string') return leavesTimeOpen(rule) && !rests && !context.isFirst ? [openTime(schedule, rule)] : [];
  if (rests && isRule && due === NEVER) return [];
  return [
    isRule
      ? say('rule', `is '${rule}', which ${due}`, timingFields.rule.todo)
      : say('frequency', `and the fields below it result in the rule '${rule}', which ${due}`, 'Change the days, months or end of the recurrence.'),
  ];
};

/**
 * Problems of a schedule.
 * @param rests whether the campaign will not run by it for now, so that it may be in the past
 */
export const scheduleProblems = (schedule: Schedule, context: CheckContext, rests = false): readonly Problem[] => {
  if (schedule.schedule_type === 'scheduled') {
    return recurrenceProblems(schedule, context, rests);
  }
  const { schedule_at } = schedule;
  if (schedule.schedule_type !== 'once' || schedule_at === undefined || rests) return [];
  return readDate(schedule_at, context.timeZone)!.toMillis() <= context.now
    ? [say('schedule_at', `is ${schedule_at}, which is in the past`, 'Choose a time in the future.')]
    : [];
};

/** The wire members of a schedule: a time in UTC without a zone designator, or a rule. */
export const scheduleOf = (schedule: Schedule, context: Pick<CheckContext, 'now' | 'timeZone' | 'recurrence'>): JsonObject => {
  const { timeZone } = context;
  const { schedule_type, schedule_at } = schedule;
  if (schedule_type === undefined || schedule_type === KEEP) return {};
  if (schedule_type === 'once' && schedule_at !== undefined)
    return { schedule_type, schedule_rrule: readDate(schedule_at, timeZone)!.toUTC().toFormat('yyyy-MM-dd HH:mm:ss') };
  if (schedule_type === 'scheduled') return { schedule_type, schedule_rrule: ruleOf(inUtcOf(schedule, context), timeZone) };
  return { schedule_type };
};

/** Converts `2024-05-01 17:05:00` from the wire to ISO 8601. */
const isoOfWire = (text: string): string => `${text.trim().replace(' ', 'T').replace(/Z$/i, '')}Z`;

/** Converts a campaign's schedule back to fields. */
export const scheduleIn = ({ schedule_type, schedule_rrule }: JsonObject): JsonObject => {
  const text = typeof schedule_rrule === 'string' ? schedule_rrule : undefined;
  if (schedule_type === 'once') return { schedule_type, ...(text !== undefined && { schedule_at: isoOfWire(text) }) };
  if (schedule_type === 'scheduled') return { schedule_type, recurrence: 'rule', ...(text !== undefined && { rule: text }) };
  return { schedule_type };
};

/** The next runs, in UTC, of a campaign from the wire; undefined if its schedule has none. */
export const nextRuns = (
  { schedule_type, schedule_rrule, next_dt }: JsonObject,
  context: Pick<CheckContext, 'now' | 'recurrence'>,
): readonly string[] | undefined => {
  if (typeof schedule_rrule !== 'string') return undefined;
  if (schedule_type === 'once') {
    const at = readDate(isoOfWire(schedule_rrule), 'UTC')?.toMillis();
    return at === undefined || at <= context.now ? undefined : [isoUtc(at)];
  }
  if (schedule_type !== 'scheduled') return undefined;
  // If HORISEN states the next run, the rule is evaluated from there, because only that shows which weeks "every second week" means.
  const next = typeof next_dt === 'string' ? Date.parse(next_dt) : Number.NaN;
  const isAhead = next > context.now;
  const due = fallsDue(bareRule(schedule_rrule), isAhead ? { ...context, now: next } : context, isAhead ? RUNS_SHOWN - 1 : RUNS_SHOWN);
  if (typeof due === 'string') return isAhead ? [isoUtc(next)] : undefined;
  return [...(isAhead ? [next] : []), ...due].map(isoUtc);
};

/** A preview of a recurrence, and what it leaves open, for the user to check before it takes effect. */
export const scheduleDoubts = (schedule: Schedule, context: CheckContext): readonly string[] => {
  if (schedule.schedule_type !== 'scheduled') return [];
  const rule = ruleOf(inUtcOf(schedule, context), context.timeZone);
  const due = fallsDue(rule, context, RUNS_SHOWN);
  const zone = zoneOf(schedule, context.timeZone);
  if (typeof due === 'string') return [];
  const open = leavesTimeOpen(givenRule(inUtcOf(schedule, context), context.timeZone));
  const runs = due.map((each) => sayMoment(each, zone, context.now)).join(', ');
  return [
    `According to the rule ${rule}, the next runs of the campaign are on ${runs} (${zone}).${open ? ' The rule does not specify an hour, so HORISEN chooses the time of day. Set the time if that is not intended.' : ''}`,
    ...daylightDoubts(schedule, context),
  ];
};
