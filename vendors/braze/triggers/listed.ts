import { isoUtc, startingAt, trigger, type AnyOperation, type AnyTrigger, type Fields, type Json, type JsonObject } from '../../../engine';

const HOUR = 60 * 60_000;

/** What is specific to one list. */
interface Listed {
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** What appears in the list, in the plural. */
  readonly things: string;
  /** The operation that lists days in UTC, newest first. */
  readonly operation: string;
  readonly definition: AnyOperation;
  /** Member of a row with its time, and the one that tells it from others of the same time. */
  readonly time: string;
  readonly key: string;
  /** What happened, and further members of a row. */
  shape(row: JsonObject): { readonly event: string; readonly [name: string]: Json };
}

/** `2016-08-25 15:24:32 +0000`, and ISO 8601. */
const momentOf = (row: Json, time: string): number =>
  Date.parse(String((row as JsonObject)[time]).replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/, '$1T$2$3:$4'));

/** A trigger for what appears in a list of email addresses or phone numbers. */
export const listedTrigger = ({ label, action, description, things, operation, definition, time, key, shape }: Listed): AnyTrigger => {
  const fields = {
    ...startingAt,
    look_back_hours: {
      type: 'number',
      label: 'Look Back (Hours)',
      description: `How far back each poll looks for ${things} that appear in the list late; shorter if there are very many in that time`,
      default: 24,
      limits: { min: 1 },
    },
  } as const satisfies Fields;
  return trigger({
    label,
    action,
    description,
    docs: definition.docs,
    topic: 'hits',
    fields,
    identity: [],
    watch: {
      by: 'time',
      operation,
      input: (_, { since }) => ({ start_date: since.slice(0, 10) }),
      time: (row) => momentOf(row, time),
      key: (row) => String((row as JsonObject)[key] ?? ''),
      stepMs: 1000,
      lookBackMs: ({ look_back_hours = fields.look_back_hours.default }) => look_back_hours * HOUR,
    },
    shape: (row) => ({ vendor: 'braze', ...shape(row as JsonObject), time: isoUtc(momentOf(row, time)) }),
    sample: definition.sample,
    sampleInputs: [{}, { starting_at: '2015-01-01T00:00:00Z', look_back_hours: 1 }],
  });
};
