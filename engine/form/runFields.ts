import type { Options } from '../catalogue/call';
import type { Field } from '../catalogue/fields';
import { maySend, type AnyOperation, type Wait } from '../catalogue/operation';
import type { FormField, FormValues } from './formField';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Parameter name of the field that divides a file, whose value the host gives to `files` of the output. */
export const ROWS_PER_FILE = 'rowsPerFile';

/** Number of results if the user wants a limited number but enters none. */
const DEFAULT_LIMIT = 50;

/** Whether the form asks for a limit; not if a field of the operation already sets it. */
const asksLimit = ({ returns, boundedBy }: AnyOperation): boolean => returns !== 'object' && boundedBy === undefined;

/** The fields for how to run an operation. */
export const runFieldsOf = (o: AnyOperation): FormField[] => {
  const fields: FormField[] = [];
  const add = (name: string, field: Field, when?: FormField['when'], place: FormField['place'] = 'main') =>
    fields.push({ name, field, place, ...(when && { when }) });
  if (o.returns === 'file') {
    add('output', {
      type: 'choice',
      label: 'Output',
      description: 'How to return the rows',
      required: true,
      default: 'rows',
      options: [
        { value: 'file', label: 'File', description: 'All rows as a single file, streamed; for reports of any size' },
        { value: 'rows', label: 'Rows', description: 'One item per row' },
      ],
    });
    if (!o.isArchive) {
      add(
        ROWS_PER_FILE,
        {
          type: 'number',
          label: 'Split Into Files of N Rows',
          description: 'Maximum number of rows in a file: more rows become several files, each with the header line. If empty, all rows are in one file',
          placeholder: '1000000',
          limits: { min: 1, whole: true },
        },
        { output: ['file'] },
      );
    }
  }
  if (asksLimit(o)) {
    const when = o.returns === 'file' ? { output: ['rows'] } : undefined;
    add(
      'returnAll',
      { type: 'boolean', label: 'Return All', description: 'Whether to return all results or only up to a given limit', default: o.returns === 'file' },
      when,
    );
    add(
      'limit',
      { type: 'number', label: 'Limit', description: 'Max number of results to return', default: DEFAULT_LIMIT, limits: { min: 1, whole: true } },
      { ...when, returnAll: [false] },
    );
  }
  if (o.simplify) {
    add(
      'simplify',
      { type: 'boolean', label: 'Simplify', description: 'Whether to return a simplified version of the response instead of the raw data', default: true },
      o.returns === 'file' ? { output: ['rows'] } : undefined,
    );
  }
  if (o.wait) {
    add('waitUntilReady', {
      type: 'boolean',
      label: 'Wait Until Ready',
      description: 'Whether to keep checking until the result is ready',
      default: false,
    });
    add(
      'longestWait',
      {
        type: 'number',
        label: 'Longest Wait (Minutes)',
        description: 'Maximum time to keep checking',
        default: o.wait.longestMs / MINUTE,
        limits: { min: 1, max: 10_080 },
      },
      { waitUntilReady: [true] },
    );
    add(
      'askEvery',
      {
        type: 'number',
        label: 'Check Every (Seconds)',
        description:
          "Time between the first two checks; it doubles with each further one, up to the longest interval. Each check may count toward the account's quota",
        default: o.wait.everyMs / SECOND,
        ...(o.wait.firstEveryMs !== undefined && { firstDefault: o.wait.firstEveryMs / SECOND }),
        limits: { min: 1, max: 86_400 },
      },
      { waitUntilReady: [true] },
    );
    add(
      'longestInterval',
      {
        type: 'number',
        label: 'Longest Interval (Minutes)',
        description: 'The time between two checks grows up to this; it stays the same if this is 0',
        default: o.wait.slowestMs / MINUTE,
        ...(o.wait.firstEveryMs !== undefined && { firstDefault: 0 }),
        limits: { min: 0, max: 1_440 },
      },
      { waitUntilReady: [true] },
    );
  }
  if (o.recipients) {
    add(
      'duplicates',
      {
        type: 'choice',
        label: 'Duplicates',
        description: 'What to do if several items are for the same person',
        default: 'keepAll',
        options: [
          { value: 'keepAll', label: 'Keep All', description: 'Sends all of them, in the order of the items' },
          { value: 'keepLast', label: 'Keep Last', description: 'Sends only the last one and skips the others' },
          { value: 'refuse', label: 'Reject', description: 'Sends none of them; each one fails' },
        ],
      },
      undefined,
      'options',
    );
  }
  if (o.retry !== 'safe') {
    add(
      'dryRun',
      {
        type: 'boolean',
        label: 'Dry Run',
        description: 'Whether to check everything and show the requests without sending them; any value except a clear no counts as yes',
        default: false,
        protects: true,
      },
      undefined,
      'options',
    );
  }
  if (maySend(o)) {
    const option = (name: string, field: Field) => add(name, field, undefined, 'options');
    option('sendOnceKey', {
      type: 'text',
      label: 'Send-Once Key',
      description: 'What the message is about, such as an order ID or a date. With the same key, each person receives it only once, even in later executions',
      placeholder: 'order-10023',
      limits: { max: 500 },
      protects: true,
    });
    option('sendOnceHours', {
      type: 'number',
      label: 'Send-Once Window (Hours)',
      description: 'How long to remember a send-once key',
      default: 168,
      limits: { min: 1, max: 8_760 },
    });
    option('stopAbove', {
      type: 'number',
      label: 'Stop Above (Recipients)',
      description: 'Nothing is sent if there are more recipients than this in total, or if they cannot be counted in advance; no limit if empty',
      placeholder: '1000',
      limits: { min: 1, whole: true },
      protects: true,
    });
  }
  return fields;
};

/** How long to wait, and how often to check. A value that the form lacks is that of forms saved before there was another. */
const waitFrom = (wait: Wait, { longestWait, askEvery, longestInterval }: FormValues): Options => {
  const slowestMs = longestInterval !== undefined ? Number(longestInterval) * MINUTE : wait.firstEveryMs === undefined ? wait.slowestMs : 0;
  return {
    longestWaitMs: Number(longestWait ?? wait.longestMs / MINUTE) * MINUTE,
    askEveryMs: Number(askEvery ?? (wait.firstEveryMs ?? wait.everyMs) / SECOND) * SECOND,
    ...(slowestMs && { slowestMs }),
  };
};

/** The run options in a form whose own fields were read by `readOwnFields`. `output: 'file'` is handled by the host. */
export const optionsFrom = (o: AnyOperation, values: FormValues): Options => ({
  ...(o.wait && values.waitUntilReady === true && waitFrom(o.wait, values)),
  ...(asksLimit(o) && values.returnAll === false && { limit: Number(values.limit ?? DEFAULT_LIMIT) }),
  ...((values.duplicates === 'keepLast' || values.duplicates === 'refuse') && { duplicates: values.duplicates }),
  ...(o.simplify && { simplify: values.simplify !== false }),
});
