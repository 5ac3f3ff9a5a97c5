import type { Fields } from '../../engine';
import { KEEP, keep } from './fields';

const ofBuilder = { field: 'recurrence', is: ['builder'] } as const;

/** Numbers that may stand in a part of a rule (RFC 5545, 3.3.10); days of a month are also counted from its end. */
export const RANGES = { by_hour: [0, 23], by_minute: [0, 59], by_month_day: [1, 31] } as const;
const span = ([least, most]: readonly [number, number]): string => `${least} to ${most}`;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** When a campaign runs (4.1 "Campaign", schedule_type). */
const types = [
  { value: 'now', label: 'Now', description: 'As soon as the campaign is saved and active' },
  { value: 'once', label: 'Once', description: 'Once, at a time in the future' },
  { value: 'scheduled', label: 'Recurring', description: 'Again and again, by a rule' },
] as const;

/** What belongs to a schedule. HORISEN Campaign API, 4.1 "Campaign", schedule_rrule; RFC 5545, 3.3.10 "Recurrence Rule". */
export const timingFields = {
  schedule_at: {
    type: 'dateTime',
    label: 'Time',
    description: 'When the campaign runs; it is sent to HORISEN in UTC',
    required: true,
    placeholder: '2099-05-01T19:05:00+02:00',
    dependsOn: { field: 'schedule_type', is: ['once'] },
    todo: 'Give a time ahead in ISO 8601, such as 2099-05-01T19:05:00+02:00.',
  },
  recurrence: {
    type: 'choice',
    label: 'Recurrence',
    description: 'How the rule is given',
    required: true,
    default: 'builder',
    dependsOn: { field: 'schedule_type', is: ['scheduled'] },
    options: [
      { value: 'builder', label: 'Builder', description: 'Chosen below' },
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
    description: 'The days on which it runs; with Monthly every such day of the month',
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
  by_hour: {
    type: 'list',
    label: 'Hours',
    description: `Hours of the day in UTC, ${span(RANGES.by_hour)}; without them HORISEN chooses the time of day`,
    prominent: true,
    placeholder: '9',
    dependsOn: ofBuilder,
  },
  by_minute: {
    type: 'list',
    label: 'Minutes',
    description: `Minutes of the hour, ${span(RANGES.by_minute)}; the full hour if empty and hours are given`,
    prominent: true,
    placeholder: '30',
    dependsOn: ofBuilder,
  },
  by_month_day: {
    type: 'list',
    label: 'Days of the Month',
    description: `Days of the month, ${span(RANGES.by_month_day)}; -1 is the last one`,
    placeholder: '1',
    dependsOn: ofBuilder,
  },
  by_month: {
    type: 'list',
    label: 'Months',
    description: 'The months in which it runs; all if empty',
    dependsOn: ofBuilder,
    options: MONTHS.map((label, i) => ({ value: String(i + 1), label })),
  },
  interval: {
    type: 'number',
    label: 'Interval',
    description: 'Units from one run to the next: 2 with Weekly is every other week; 1 if empty',
    limits: { min: 1, whole: true },
    dependsOn: ofBuilder,
  },
  ends: {
    type: 'choice',
    label: 'Ends',
    description: 'When the recurrence is over',
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
    description: 'How often it runs in all',
    required: true,
    limits: { min: 1, whole: true },
    dependsOn: { field: 'ends', is: ['count'] },
    todo: 'Give a whole number of at least 1.',
  },
  until: {
    type: 'dateTime',
    label: 'Until',
    description: 'The last moment at which it may run',
    required: true,
    placeholder: '2099-12-31T23:59:59Z',
    dependsOn: { field: 'ends', is: ['until'] },
    todo: 'Give a time ahead in ISO 8601, such as 2099-12-31T23:59:59Z.',
  },
  rule: {
    type: 'text',
    label: 'Rule',
    description: 'An iCalendar recurrence rule (RRULE); it counts in UTC',
    required: true,
    placeholder: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0',
    dependsOn: { field: 'recurrence', is: ['rule'] },
    todo: 'Give one rule, such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0.',
  },
} as const satisfies Fields;

/** The fields of a schedule that has to be given. */
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

/** The fields of a schedule that may stay what it is. */
export const changedScheduleFields = {
  schedule_type: {
    type: 'choice',
    label: 'Schedule',
    description: 'When the campaign runs',
    prominent: true,
    default: KEEP,
    options: [keep('The schedule stays what it is'), ...types],
  },
  ...timingFields,
} as const satisfies Fields;
