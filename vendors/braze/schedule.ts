import { isoWithOffset, readDate, type CheckContext, type Fields, type Input, type JsonObject, type Problem } from '../../engine';

/** When a message is sent ("Create Schedule Endpoint"; Braze, objects_filters/schedule_object). */
export const scheduleFields = {
  time: {
    type: 'dateTime',
    label: 'Time',
    description: 'When to send; without a UTC offset for local and optimal time',
    prominent: true,
    placeholder: '2099-05-10T13:00:00',
    todo: 'Enter a future time in ISO 8601 format, such as 2099-05-10T13:00:00+01:00.',
  },
  in_local_time: {
    type: 'boolean',
    label: 'In Local Time',
    description: "Whether to send to each user at this time in the user's own time zone",
  },
  at_optimal_time: {
    type: 'boolean',
    label: 'At Optimal Time',
    description: 'Whether to send to each user at the best time on that day; the time of day is ignored',
  },
} as const satisfies Fields;

/** The same fields with a required time. */
export const neededScheduleFields = { ...scheduleFields, time: { ...scheduleFields.time, required: true } } as const satisfies Fields;

export type Schedule = Input<typeof scheduleFields>;

const DESIGNATOR = /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
/** The time zone in which a day ends last. */
const LAST_ZONE = 'UTC-12';
const WALL_CLOCK = "yyyy-MM-dd'T'HH:mm:ss";

const isPersonal = ({ in_local_time, at_optimal_time }: Schedule): boolean => in_local_time === true || at_optimal_time === true;

/** The last time at which the message can still be sent: a local time passes zone by zone, an optimal time counts by the day. */
const lastMoment = (schedule: Schedule, time: string, timeZone: string): number => {
  const at = readDate(time, isPersonal(schedule) ? LAST_ZONE : timeZone)!;
  return (schedule.at_optimal_time === true ? at.endOf('day') : at).toMillis();
};

const { time: field } = scheduleFields;

/** Problems of a schedule. */
export const scheduleProblems = (schedule: Schedule, { now, timeZone }: CheckContext): readonly Problem[] => {
  const { time } = schedule;
  if (time === undefined) {
    const alone = (['in_local_time', 'at_optimal_time'] as const).find((name) => schedule[name] !== undefined);
    return alone
      ? [
          {
            field: 'time',
            message: `'${field.label}' (time) is empty, but '${scheduleFields[alone].label}' (${alone}) is set; a schedule is always replaced completely.`,
            todo: 'Enter the time as well.',
          },
        ]
      : [];
  }
  if (isPersonal(schedule) && DESIGNATOR.test(time.trim())) {
    return [
      {
        field: 'time',
        message: `'${field.label}' (time) is ${time}, which has a UTC offset, but it is meant in each user's own time zone.`,
        todo: 'Remove the offset, such as 2099-05-10T13:00:00, or turn off local and optimal time.',
      },
    ];
  }
  if (lastMoment(schedule, time, timeZone) <= now) {
    const where = isPersonal(schedule) ? ', which has passed in every time zone' : ', which is in the past';
    return [{ field: 'time', message: `'${field.label}' (time) is ${time}${where}.`, todo: 'Choose a time in the future.' }];
  }
  return [];
};

/** The `schedule` object of the wire; undefined if no time is set. */
export const scheduleOf = (schedule: Schedule, timeZone: string): JsonObject | undefined => {
  const { time, in_local_time, at_optimal_time } = schedule;
  if (time === undefined) return undefined;
  return {
    // "When using local or optimal time sending, do not provide time zone designators".
    time: isPersonal(schedule) ? readDate(time, 'UTC')!.toFormat(WALL_CLOCK) : isoWithOffset(time, timeZone),
    ...(in_local_time !== undefined && { in_local_time }),
    ...(at_optimal_time !== undefined && { at_optimal_time }),
  };
};
