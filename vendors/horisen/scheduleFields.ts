import type { Fields } from '../../engine';
import { KEEP, keep } from './fields';

const ofBuilder = { field: 'recurrence', is: ['builder'] } as const;

/** Ranges of a rule's numeric parts (RFC 5545, 3.3.10); days of the month can also be counted from the end. */
export const RANGES = { by_hour: [0, 23], by_minute: [0, 59], by_month_day: [1, 31] } as const;
const span = ([least, most]: readonly [number, number]): string => `${least} to ${most}`;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** When a campaign runs (4.1 "Campaign", schedule_type). */
const types = [
  { value: 'now', label: 'Now', description: 'As soon as the campaign is saved and active' },
  { value: 'once', label: 'Once', description: 'Once, at a time in the future' },
  { value: 'scheduled', label: 'Recurring', description: 'Repeatedly, according to a rule' },
] as const;

/** The fields of a schedule. HORISEN Campaign API, 4.1 "Campaign", schedule_rrule; RFC 5545, 3.3.10 "Recurrence Rule". */
export const timingFields = {
  schedule_at: {
    type: 'dateTime',
    label: 'Time',
    description: 'When the campaign runs; sent to HORISEN in UTC',
    required: true,
    placeholder: '2099-05-01T19:05:00+02:00',
    dependsOn: { field: 'schedule_type', is: ['once'] },
    todo: 'Enter a future time in ISO 8601 format, such as 2099-05-01T19:05:00+02:00.',
  },
  recurrence: {
    type: 'choice',
    label: 'Recurrence',
    description: 'How to specify the rule',
    required: true,
    default: 'builder',
    dependsOn: { field: 'schedule_type', is: ['scheduled'] },
    options: [
      { value: 'builder', label: 'Builder', description: 'Built from the fields below' },
      { value: 'rule', label: 'Rule', description: 'Written as an iCalendar rule' },
    ],
  },
  frequency: {
    type: 'choice',
    label: 'Frequency',
    description: 'Unit of the recurrence',
    required: true,
    default: 'WEEKLY',
    dependsOn: ofBuilder,
    options: [
      { value: 'DAILY', label: 'Daily' },
      { value: 'HOURLY', label: 'Hourly' },
      { value: 'MONTHLY', label: 'Monthly' },
      { value: 'WEEKLY', label: 'Weekly' },
      { value: 'YEARLY', label: 'Yearly' },
    ],
  },
  by_day: {
    type: 'list',
    label: 'Days of the Week',
    description: 'Days on which the campaign runs; with Monthly, every such day of the month',
    prominent: true,
    dependsOn: ofBuilder,
    options: [
      { value: 'MO', label: 'Monday' },
      { value: 'TU', label: 'Tuesday' },
      { value: 'WE', label: 'Wednesday' },
      { value: 'TH', label: 'Thursday' },
      { value: 'FR', label: 'Friday' },
      { value: 'SA', label: 'Saturday' },
      { value: 'SU', label: 'Sunday' },
    ],
  },
  at: {
    type: 'text',
    label: 'At',
    description: 'Time of day, such as 09:00, in the time zone below. HORISEN keeps it in UTC, so it moves by an hour when daylight saving begins or ends',
    prominent: true,
    placeholder: '09:00',
    limits: { pattern: /^([01]?\d|2[0-3]):[0-5]\d$/ },
    dependsOn: ofBuilder,
    todo: 'Enter hours and minutes, such as 09:00 or 17:30.',
  },
  time_zone: {
    type: 'text',
    label: 'Time Zone',
    description: "Time zone of At, as an IANA name; the workflow's own if empty",
    prominent: true,
    placeholder: 'Europe/Zurich',
    dependsOn: ofBuilder,
    todo: 'Enter a name such as Europe/Zurich or America/New_York.',
  },
  by_hour: {
    type: 'list',
    label: 'Hours',
    description: `Hours of the day in UTC, ${span(RANGES.by_hour)}, instead of At; for several runs a day`,
    prominent: true,
    placeholder: '9',
    dependsOn: ofBuilder,
  },
  by_minute: {
    type: 'list',
    label: 'Minutes',
    description: `Minutes of the hour, ${span(RANGES.by_minute)}; on the hour if empty and hours are set`,
    prominent: true,
    placeholder: '30',
    dependsOn: ofBuilder,
  },
  by_month_day: {
    type: 'list',
    label: 'Days of the Month',
    description: `Days of the month, ${span(RANGES.by_month_day)}; -1 is the last day`,
    placeholder: '1',
    dependsOn: ofBuilder,
  },
  by_month: {
    type: 'list',
    label: 'Months',
    description: 'Months in which the campaign runs; all if empty',
    dependsOn: ofBuilder,
    options: MONTHS.map((label, i) => ({ value: String(i + 1), label })),
  },
  interval: {
    type: 'number',
    label: 'Interval',
    description: 'Number of units between two runs: 2 with Weekly means every other week; 1 if empty',
    limits: { min: 1, whole: true },
    dependsOn: ofBuilder,
  },
  ends: {
    type: 'choice',
    label: 'Ends',
    description: 'When the recurrence ends',
    prominent: true,
    default: 'never',
    dependsOn: ofBuilder,
    options: [
      { value: 'count', label: 'After a Number of Runs' },
      { value: 'never', label: 'Never' },
      { value: 'until', label: 'On a Date' },
    ],
  },
  count: {
    type: 'number',
    label: 'Number of Runs',
    description: 'Total number of runs',
    required: true,
    limits: { min: 1, whole: true },
    dependsOn: { field: 'ends', is: ['count'] },
    todo: 'Enter a whole number of at least 1.',
  },
  until: {
    type: 'dateTime',
    label: 'Until',
    description: 'Latest time at which the campaign can run',
    required: true,
    placeholder: '2099-12-31T23:59:59Z',
    dependsOn: { field: 'ends', is: ['until'] },
    todo: 'Enter a future time in ISO 8601 format, such as 2099-12-31T23:59:59Z.',
  },
  rule: {
    type: 'text',
    label: 'Rule',
    description: 'An iCalendar recurrence rule (RRULE), in UTC',
    required: true,
    placeholder: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0',
    dependsOn: { field: 'recurrence', is: ['rule'] },
    todo: 'Enter a single rule, such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0.',
  },
} as const satisfies Fields;

/** The fields of a required schedule. */
export const scheduleFields = {
  schedule_type: {
    type: 'choice',
    label: 'Schedule',
    description: 'When the campaign runs',
    required: true,
    default: 'once',
    options: types,
  },
  ...timingFields,
} as const satisfies Fields;

/** The fields of a schedule that may stay unchanged. */
export const changedScheduleFields = {
  schedule_type: {
    type: 'choice',
    label: 'Schedule',
    description: 'When the campaign runs',
    prominent: true,
    default: KEEP,
    options: [keep('Leaves the schedule unchanged'), ...types],
  },
  ...timingFields,
} as const satisfies Fields;
