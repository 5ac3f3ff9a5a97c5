import { readDate, readRule, type Input, type Problem } from '../../engine';
import { RANGES, timingFields } from './scheduleFields';

/** The parts of a recurrence rule, as far as they are set. */
export type Timing = Partial<Input<typeof timingFields>>;

const listed = (values: readonly string[] | undefined): readonly string[] => values ?? [];

const isWithin = (name: keyof typeof RANGES, value: string): boolean => {
  const [least, most] = RANGES[name];
  const number = Number(value);
  const counted = name === 'by_month_day' ? Math.abs(number) : number;
  return value.trim() !== '' && Number.isInteger(number) && counted >= least && counted <= most;
};

const rangeProblems = (timing: Timing): readonly Problem[] =>
  (Object.keys(RANGES) as (keyof typeof RANGES)[]).flatMap((name) => {
    const [least, most] = RANGES[name];
    const also = name === 'by_month_day' ? `, or from -${most} to -${least} to count from the end` : '';
    return listed(timing[name]).flatMap((value, i): readonly Problem[] =>
      isWithin(name, value)
        ? []
        : [
            {
              field: `${name}[${i}]`,
              message: `'${timingFields[name].label}' (${name}[${i}]) is '${value}', which is not a whole number from ${least} to ${most}${also}.`,
              todo: `Enter numbers from ${least} to ${most}.`,
            },
          ],
    );
  });

/** Problems of a rule's parts, before it is assembled. */
export const builderProblems = (timing: Timing): readonly Problem[] => {
  const ranges = rangeProblems(timing);
  if (ranges.length > 0) return ranges;
  if (timing.frequency === 'WEEKLY' && listed(timing.by_month_day).length > 0) {
    return [
      {
        field: 'by_month_day',
        message: `'${timingFields.by_month_day.label}' (by_month_day) is set, but '${timingFields.frequency.label}' (frequency) is Weekly, which does not support days of the month.`,
        todo: 'Choose Monthly, or use days of the week instead.',
      },
    ];
  }
  return [];
};

const part = (name: string, values: readonly string[]): readonly string[] => (values.length > 0 ? [`${name}=${values.map(Number).join(',')}`] : []);

/** A date without a time, which pickers deliver as midnight, includes the whole day. */
export const lastMoment = (until: string, timeZone: string) => {
  const date = readDate(until, timeZone)!;
  return date.toMillis() === date.startOf('day').toMillis() ? date.endOf('day').startOf('second') : date;
};

/** The rule of a form. A given hour means its beginning, so smaller units are zero. */
const built = (timing: Timing, timeZone: string): string => {
  const { frequency, interval, by_day, by_month, by_month_day, by_hour, by_minute, ends, count, until } = timing;
  const hours = listed(by_hour);
  const minutes = hours.length > 0 && listed(by_minute).length === 0 ? ['0'] : listed(by_minute);
  return [
    `FREQ=${frequency ?? ''}`,
    ...(interval === undefined ? [] : [`INTERVAL=${interval}`]),
    ...(ends === 'count' ? [`COUNT=${count ?? ''}`] : []),
    ...(ends === 'until' && until !== undefined ? [`UNTIL=${lastMoment(until, timeZone).toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")}`] : []),
    ...part('BYMONTH', listed(by_month)),
    ...part('BYMONTHDAY', listed(by_month_day)),
    ...(listed(by_day).length > 0 ? [`BYDAY=${listed(by_day).join(',')}`] : []),
    ...part('BYHOUR', hours),
    ...part('BYMINUTE', minutes),
    ...(minutes.length > 0 ? ['BYSECOND=0'] : []),
  ].join(';');
};

/** The rule without its prefix, which iCalendar requires and a bare rule does not need. */
export const bareRule = (rule: string): string => rule.trim().replace(/^RRULE:/i, '');

/** The recurrence rule as the user entered it, for messages. */
export const givenRule = (timing: Timing, timeZone: string): string => (timing.recurrence === 'rule' ? bareRule(timing.rule ?? '') : built(timing, timeZone));

/** The iCalendar rule of a recurrence, as sent. Throws RecurrenceProblem if the schedule was not checked before. */
export const ruleOf = (timing: Timing, timeZone: string): string => readRule(givenRule(timing, timeZone));
