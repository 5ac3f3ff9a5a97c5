import { isoWithOffset, operation, promised, readDate, type CheckContext, type Input, type JsonObject, type Problem } from '../../../engine';
import { isQueued } from '../accepted';
import { isAtBraze, isInEu } from '../account';
import { callbackEndpoint, readCall } from '../callback';
import { endpoint } from '../endpoint';
import { saidIn } from '../fields';
import { isToday } from '../identifiers';
import { nameDoubts, ownEvents } from './eventNames';

const { path, permission, quota } = endpoint('/raw_data/export');

/** "You may only export up to one week's worth of data at a time." */
const MOST_DAYS = 7;
/** "You can only export data from the last 3 months." */
const MOST_MONTHS_PAST = 3;

const fields = {
  starting_at: { type: 'dateTime', label: 'Starting At', description: 'Start of the time range to export, at most three months ago', required: true },
  ending_at: { type: 'dateTime', label: 'Ending At', description: 'End of the time range to export, at most one week after the start', required: true },
  app_ids: {
    type: 'list',
    label: 'App IDs',
    description: "Only export events from these apps, by their identifiers in the Developer Console; use 'api' for events from the REST API",
  },
  event_names: {
    type: 'list',
    label: 'Event Names',
    description: `Only export these events: names of custom events, or Braze's own events: ${ownEvents}`,
  },
  output_format: {
    type: 'choice',
    label: 'Output Format',
    description: 'Format of the files; zip if empty',
    options: [
      { value: 'gzip', label: 'Gzip' },
      { value: 'zip', label: 'Zip' },
    ],
  },
  callback_endpoint: callbackEndpoint,
} as const;

type Export = Input<typeof fields>;

const spanProblems = ({ starting_at, ending_at }: Export, { now, timeZone }: CheckContext): readonly Problem[] => {
  const from = readDate(starting_at, timeZone)!;
  const to = readDate(ending_at, timeZone)!;
  const problem = (name: 'starting_at' | 'ending_at', what: string, todo: string): Problem => ({
    field: name,
    message: `'${fields[name].label}' (${name}) is ${name === 'starting_at' ? starting_at : ending_at}, ${what}.`,
    todo,
  });
  if (to <= from) return [problem('ending_at', `which is not after 'Starting At' (starting_at): ${starting_at}`, 'Enter an end time after the start time.')];
  if (to > from.plus({ days: MOST_DAYS })) {
    return [problem('ending_at', `which is more than ${MOST_DAYS} days after 'Starting At' (starting_at)`, 'Export one week at a time, one after the other.')];
  }
  return from.plus({ months: MOST_MONTHS_PAST }).toMillis() < now
    ? [problem('starting_at', `which is more than ${MOST_MONTHS_PAST} months ago`, 'Choose a start time within the last three months.')]
    : [];
};

/** Accounts that cannot export raw data at all. */
const accountProblems = ({ credential, ...context }: CheckContext): readonly Problem[] => {
  const refuse = (message: string, todo: string): readonly Problem[] => [{ field: 'starting_at', message, todo }];
  if (isInEu(credential))
    return refuse('The raw event export is not available in the EU data center, where this account is hosted.', 'Use Currents in the Braze dashboard.');
  return isToday({ ...context, credential }) && isAtBraze(credential)
    ? refuse('Braze has replaced the raw event export with Currents, so this account can no longer use it.', 'Use Currents in the Braze dashboard.')
    : [];
};

const exportEvents = operation({
  label: 'Export',
  action: 'Export raw data',
  description:
    "Export the raw event stream to the account's own S3 storage as zipped CSV files; events are available after 24 to 48 hours. Legacy: replaced by Currents",
  docs: 'Braze document, "Raw Event Stream Export"',
  fields,
  check(input, context) {
    const refused = accountProblems(context);
    return refused.length > 0 ? refused : spanProblems(input, context);
  },
  warn: ({ event_names }) => nameDoubts(fields.event_names.label, event_names),
  // It reaches nobody; a second start is rejected while the first runs.
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  callback: {
    field: 'callback_endpoint',
    parse: (body) => readCall(body, (said) => ({ one: { ...said, status: 'exported' } })),
  },
  request: ([{ starting_at, ending_at, ...others }], { timeZone }) => ({
    method: 'POST',
    path,
    body: { json: { starting_at: isoWithOffset(starting_at, timeZone), ending_at: isoWithOffset(ending_at, timeZone), ...saidIn(others) } },
  }),
  parse(reply): { readonly one: JsonObject } {
    promised(reply.body, 'message');
    return { one: { status: isQueued(reply) ? 'queued' : 'started' } };
  },
  recover: ({ code }, _inputs, again) => (again && code === 'conflict' ? { one: { status: 'started' } } : undefined),
  sample: { status: 'started' },
  sampleReply: { success: true, message: 'success' },
  sampleInputs: [
    // Never more than three months ago, however old the samples become.
    { starting_at: '2099-02-23T22:49:05+00:00', ending_at: '2099-02-23T23:49:05+00:00' },
    {
      starting_at: '2099-02-16T22:49:05+00:00',
      ending_at: '2099-02-23T22:49:05+00:00',
      app_ids: ['api'],
      event_names: ['$campaign_received', '$email_opened'],
      output_format: 'gzip',
    },
  ],
});

/** The raw stream of events: Braze document, "Raw Event Stream Export". */
export const rawData = { label: 'Raw Data', operations: { export: exportEvents } };
