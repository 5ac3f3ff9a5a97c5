import { operation, promised, promisedAddress, type CheckContext, type Input, type Json, type JsonObject, type Parsed } from '../../../engine';
import { isQueued } from '../accepted';
import { endpoint } from '../endpoint';
import { fieldsToExport, saidIn, sampleId, segmentId } from '../fields';
import { isToday } from '../identifiers';
import { todayOnly } from '../messages/version';
import { callbackEndpoint, readCall } from '../callback';

const { path, permission, quota } = endpoint('/users/export/segment');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** "The URL will only become a valid location once the export is ready": the storage's statuses for a missing file. */
const NOT_YET = [403, 404] as const;
/** Today's maximum (Braze, post_users_segment.md). */
const MOST_CUSTOM_ATTRIBUTES = 500;

const fields = {
  segment_id: segmentId,
  fields_to_export: fieldsToExport,
  custom_attributes_to_export: {
    type: 'list',
    label: 'Custom Attributes to Export',
    description: "Names of custom attributes to export; to export all, add 'custom_attributes' to Fields to Export",
    limits: { max: MOST_CUSTOM_ATTRIBUTES },
  },
  output_format: {
    type: 'choice',
    label: 'Output Format',
    description: 'Format of the files in your own S3 storage; zip if empty',
    options: [
      { value: 'gzip', label: 'Gzip' },
      { value: 'zip', label: 'Zip' },
    ],
  },
  callback_endpoint: callbackEndpoint,
} as const;

type Export = Input<typeof fields>;

const TODAY: readonly (keyof Export)[] = ['custom_attributes_to_export', 'output_format'];

/** "RANDOM_UUID-TIMESTAMP_WHEN_EXPORT_STARTED", with the time in epoch seconds. */
const STARTED = /-(\d{10})$/;

/**
 * The key in the customer's storage for the files: "segment-export/SEGMENT_ID/YYYY-MM-dd/RANDOM_UUID-TIMESTAMP". The answer only states its end. The
 * document does not state the time zone of the day; UTC is assumed.
 */
const keyOf = (segmentId: string, prefix: Json): string | undefined => {
  const [, seconds] = STARTED.exec(String(prefix)) ?? [];
  if (seconds === undefined) return undefined;
  const day = new Date(Number(seconds) * 1_000).toISOString().slice(0, 10);
  return `segment-export/${segmentId}/${day}/${String(prefix)}`;
};

/** Where the files will be: behind a URL, or in the customer's own storage under a prefix. */
const found = (body: Json, about: JsonObject, name: string, key?: string): Parsed<Json> => {
  const { url } = body as JsonObject;
  if (url === undefined || url === null || url === '') return { one: { ...about, destination: 's3', ...(key !== undefined && { s3_key: key }) } };
  const address = promisedAddress(body, 'url');
  return { files: { urls: [address], as: 'zip', name, pending: NOT_YET, about: { ...about, destination: 'url', url: address } } };
};

/** Users by Segment Endpoint. */
export const exportSegment = operation({
  label: 'Export',
  action: 'Export segment',
  description:
    'Export all users in a segment, one row each. Braze creates the files in the background and returns download links or, if the account has S3 credentials, stores the files in S3',
  docs: 'Braze document, "Users by Segment Endpoint"',
  verb: 'exportSegment',
  fields,
  check(input, context: CheckContext) {
    const todays = todayOnly(fields, TODAY, input as JsonObject, context);
    return todays;
  },
  warn: (input, context) =>
    isToday(context) && !input.fields_to_export?.length && !input.custom_attributes_to_export?.length
      ? ["'Fields to Export' (fields_to_export) is empty; accounts created since April 2021 must specify the fields."]
      : [],
  // It reaches nobody; a second start is rejected while the first runs.
  retry: 'idempotent',
  permission,
  quota,
  returns: 'file',
  isArchive: true,
  wait: { everyMs: 15 * SECOND, slowestMs: 5 * MINUTE, longestMs: 4 * HOUR, by: 'file' },
  callback: {
    field: 'callback_endpoint',
    parse: (body) => readCall(body, (said) => found(said, { success: said.success }, 'segment.zip')),
  },
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse(reply, [{ segment_id }]) {
    // During maintenance the answer has neither prefix nor URL.
    if (isQueued(reply)) return { one: { segment_id, status: 'queued' } };
    const prefix = promised(reply.body, 'object_prefix');
    return found(reply.body, { segment_id, object_prefix: prefix }, `segment-${segment_id}.zip`, keyOf(segment_id, prefix));
  },
  // The files' URL was in the lost answer, and cannot be obtained again.
  recover: (failure, _inputs, again) =>
    again && failure.code === 'conflict'
      ? {
          failure: {
            ...failure,
            message:
              'The export was started, but the answer with the download link was lost, and Braze does not start a second export while this one is running.',
            todo: "Run it again once the export has finished. With a 'Callback Endpoint', or S3 credentials in the account, no download link is needed.",
          },
        }
      : undefined,
  // "Sample User Export File Output", reduced to what most users have.
  sample: {
    external_id: 'user1',
    braze_id: 'braze-user1',
    first_name: 'Jon',
    last_name: 'Doe',
    email: 'user1@example.com',
    home_city: 'New York',
    country: 'US',
    language: 'en',
    time_zone: 'America/New_York',
    last_coordinates: [-73.991443, 40.753824],
    gender: 'M',
    push_subscribe: 'opted_in',
    email_subscribe: 'subscribed',
    custom_attributes: { loyalty_points: 120, favorite_foods: ['pizza', 'sushi'] },
    custom_events: [{ name: 'Event A', first: '2014-10-01T10:00:00.000Z', last: '2014-12-10T10:00:00.000Z', count: 4 }],
    devices: [{ model: 'iPhone 6', os: 'iOS', carrier: 'Demo Mobile', ad_tracking_enabled: true }],
    push_tokens: [{ app: 'Demo app', platform: 'iOS', token: 'abcd' }],
    apps: [
      {
        name: 'Demo app',
        platform: 'iOS',
        version: '2.1.0',
        sessions: '12',
        first_used: '2014-10-01T10:00:00.000Z',
        last_used: '2014-12-10T10:00:00.000Z',
      },
    ],
  },
  sampleReply: {
    message: 'success',
    object_prefix: 'bb8e2a91-c4aa-478b-b3f2-a4ee91731ad1-1464728599',
    url: 'https://braze-exports.s3.amazonaws.com/bb8e2a91-c4aa-478b-b3f2-a4ee91731ad1-1464728599.zip',
  },
  sampleInputs: [
    { segment_id: sampleId },
    { segment_id: sampleId, fields_to_export: ['external_id', 'braze_id', 'first_name', 'email'], custom_attributes_to_export: ['plan'], output_format: 'zip' },
  ],
});
