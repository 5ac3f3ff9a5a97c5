import type { FormField } from '../../engine';

/** Maximum number of rows per message, if rows are sent in groups. */
const ROWS_PER_MESSAGE = 1000;

/** How rows are divided among messages. */
export const rowsFields = (when: FormField['when']): FormField[] => [
  {
    name: 'sendRows',
    place: 'main',
    ...(when && { when }),
    field: {
      type: 'choice',
      label: 'Send Rows',
      description: 'How to split the rows into messages',
      required: true,
      default: 'each',
      options: [
        { value: 'each', label: 'One Message per Row', description: 'A sequence of messages with one object each' },
        { value: 'groups', label: 'Groups of Rows', description: 'A sequence of messages with a list of rows each; for reports of any size' },
        { value: 'all', label: 'One Message with All Rows', description: 'A single list; the whole report is held in memory' },
      ],
    },
  },
  {
    name: 'rowsPerMessage',
    place: 'main',
    when: { ...when, sendRows: ['groups'] },
    field: {
      type: 'number',
      label: 'Rows per Message',
      description: 'Maximum number of rows per message',
      required: true,
      default: ROWS_PER_MESSAGE,
      limits: { min: 1, whole: true },
    },
  },
];

/** Milliseconds of the units of an interval. */
export const UNITS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 } as const;

/** Shortest interval. */
export const LEAST_MS = 10_000;

/** Fields of every polling node besides its trigger's own. */
export const pollFields: readonly FormField[] = [
  {
    name: 'schedule',
    place: 'main',
    field: {
      type: 'choice',
      label: 'Schedule',
      description: 'When to poll; the first poll is when the flow starts',
      required: true,
      default: 'interval',
      options: [
        { value: 'cron', label: 'Cron Expression', description: 'At the times of an expression, in the time zone of the machine that runs Node-RED' },
        { value: 'interval', label: 'Interval', description: 'At a fixed interval' },
      ],
    },
  },
  {
    name: 'every',
    place: 'main',
    when: { schedule: ['interval'] },
    field: {
      type: 'number',
      label: 'Every',
      description: 'Time between two polls; at least 10 seconds',
      required: true,
      default: 5,
      limits: { min: 0 },
    },
  },
  {
    name: 'everyUnit',
    place: 'main',
    when: { schedule: ['interval'] },
    field: {
      type: 'choice',
      label: 'Unit of Time',
      description: 'Unit of the interval',
      required: true,
      default: 'minutes',
      options: [
        { value: 'hours', label: 'Hours' },
        { value: 'minutes', label: 'Minutes' },
        { value: 'seconds', label: 'Seconds' },
      ],
    },
  },
  {
    name: 'cron',
    place: 'main',
    when: { schedule: ['cron'] },
    field: {
      type: 'text',
      label: 'Cron Expression',
      description: 'Minute, hour, day of the month, month and day of the week; with six parts, the first one is the second',
      required: true,
      placeholder: '*/15 8-18 * * MON-FRI',
    },
  },
  ...rowsFields(undefined),
  {
    name: 'enabled',
    place: 'options',
    field: {
      type: 'boolean',
      label: 'Enabled',
      description: 'Whether to poll at all; if two copies of a flow are running, an environment variable can enable it in only one of them',
      required: true,
      default: true,
    },
  },
  {
    name: 'contextStore',
    place: 'options',
    field: {
      type: 'text',
      label: 'Context Store',
      description: "Name of the context store for the node's position; the default store if empty. A memory-only store forgets it when Node-RED stops",
    },
  },
];
