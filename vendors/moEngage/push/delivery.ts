import { DateTime } from 'luxon';
import { FORMATS, hasFormat, readDate, sayIn, type CheckContext, type Fields, type Input, type JsonObject, type Problem } from '../../../engine';

const timed = { field: 'type', is: ['later', 'periodic'] } as const;
const periodic = { field: 'type', is: ['periodic'] } as const;

/** When a push is sent. MoEngage Push API, "Body", campaignDelivery. */
export const deliveryFields = {
  type: {
    type: 'choice',
    label: 'Delivery',
    description: 'When to send the push; once created, later and periodic pushes can only be stopped in the MoEngage dashboard',
    required: true,
    default: 'soon',
    options: [
      { value: 'soon', label: 'Soon', description: 'As soon as possible' },
      { value: 'later', label: 'Later', description: 'Once, at a time in the future' },
      { value: 'periodic', label: 'Periodic', description: 'Every few days at a time of day, starting with the next such time' },
    ],
  },
  at: {
    type: 'dateTime',
    label: 'Time',
    description: 'When to send the push, to the minute',
    required: true,
    placeholder: '2099-05-10T16:33:00+02:00',
    dependsOn: { field: 'type', is: ['later'] },
    todo: 'Enter a future time in ISO 8601 format, such as 2099-05-10T16:33:00+02:00.',
  },
  time: {
    type: 'text',
    label: 'Time of Day',
    description: 'Time of day in the time zone below',
    required: true,
    placeholder: '16:55',
    limits: { pattern: /^\s*(([01]?\d|2[0-3]):[0-5]\d|(0?[1-9]|1[0-2]):[0-5]\d\s*[ap]m)\s*$/i },
    dependsOn: periodic,
    todo: 'Enter a time such as 16:55 or 04:55 PM.',
  },
  endDate: {
    type: 'dateTime',
    label: 'End Date',
    description: 'Last day on which the push can be sent',
    required: true,
    placeholder: '2099-12-31',
    dependsOn: periodic,
    todo: 'Enter a future date, such as 2099-12-31.',
  },
  repeatAfter: {
    type: 'number',
    label: 'Repeat After (Days)',
    description: 'Number of days between two pushes',
    required: true,
    default: 1,
    limits: { min: 1, max: 9999, whole: true },
    dependsOn: periodic,
  },
  timezone: {
    type: 'text',
    label: 'Time Zone',
    description: "IANA time zone that times without a UTC offset are in, and that all times are sent in; the workflow's time zone if empty",
    placeholder: 'Europe/Paris',
    limits: { format: 'timeZone' },
    dependsOn: timed,
    todo: 'Enter an IANA time zone name, such as Europe/Paris.',
  },
} as const satisfies Fields;

export type Delivery = Input<typeof deliveryFields>;

type Context = Pick<CheckContext, 'timeZone'>;

const say = sayIn(deliveryFields);

const zoneOf = ({ timezone = '' }: Delivery, { timeZone }: Context): string => timezone.trim() || timeZone;

const DAY = 'MM/dd/yyyy';
const CLOCK = 'hh:mm a';
/** Words such as AM must not depend on the machine's language. */
const ENGLISH = { locale: 'en' };

/** The time of *Later*, in the time zone with which it is sent. */
const momentOf = ({ at }: Delivery, zone: string) => readDate(at!, zone)!.setZone(zone).startOf('minute');

/** Milliseconds until a push is sent at the earliest; undefined if only MoEngage knows. */
export const msUntil = (delivery: Delivery, { now, timeZone }: Pick<CheckContext, 'now' | 'timeZone'>): number | undefined =>
  delivery.type === 'soon' ? 0 : delivery.type === 'later' ? momentOf(delivery, zoneOf(delivery, { timeZone })).toMillis() - now : undefined;

/** The last day of *Periodic*; a date with its own offset is converted to the time zone. */
const lastDayOf = ({ endDate }: Delivery, zone: string) => readDate(endDate!, zone)!.setZone(zone).startOf('day');

const timeOf = (text: string): { readonly hour: number; readonly minute: number } => {
  const [, hour = '', minute = '', half] = /(\d+):(\d+)\s*([ap]m)?/i.exec(text) ?? [];
  return { hour: half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour), minute: Number(minute) };
};

/** When the last push of *Periodic* may be sent. */
const endOf = (delivery: Delivery, zone: string) => lastDayOf(delivery, zone).set(timeOf(delivery.time!));

/** A time of day alone: on some days a zone's clocks may skip it. */
const clockOf = (time: string): string => DateTime.fromObject(timeOf(time), { zone: 'utc' }).toFormat(CLOCK, ENGLISH);

export const deliveryProblems = (delivery: Delivery, context: CheckContext): readonly Problem[] => {
  if (delivery.type === 'soon') return [];
  const zone = zoneOf(delivery, context);
  if (!hasFormat('timeZone', zone)) return [say('timezone', `is '${zone}', which is not a valid ${FORMATS.timeZone.noun}`, deliveryFields.timezone.todo)];
  if (delivery.type === 'later') {
    return momentOf(delivery, zone).toMillis() > context.now ? [] : [say('at', `is '${delivery.at}', which is not in the future`, deliveryFields.at.todo)];
  }
  return endOf(delivery, zone).toMillis() > context.now
    ? []
    : [say('endDate', `is '${delivery.endDate}', but the time of day (${delivery.time}) has already passed on that day`, deliveryFields.endDate.todo)];
};

/** `campaignDelivery`: days as MM/DD/YYYY, 12-hour times, always with the time zone, because MoEngage defaults to India's. */
export const deliveryOf = (delivery: Delivery, context: Context): JsonObject => {
  const zone = zoneOf(delivery, context);
  const { type, repeatAfter } = delivery;
  if (type === 'soon') return { type };
  if (type === 'later') {
    const moment = momentOf(delivery, zone);
    return { type, date: moment.toFormat(DAY), time: moment.toFormat(CLOCK, ENGLISH), timezone: zone };
  }
  return { type, endDate: lastDayOf(delivery, zone).toFormat(DAY), time: clockOf(delivery.time!), timezone: zone, repeatAfter: String(repeatAfter) };
};
