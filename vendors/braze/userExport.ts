import { promised, promisedAddress, type Failure, type Field, type Json, type JsonObject, type Parsed, type Reply } from '../../engine';
import { isQueued } from './accepted';
import { readCall } from './callback';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** "The URL will only become a valid location once the export is ready": the storage's statuses for a missing file. */
const NOT_YET = [403, 404] as const;

export const outputFormat = {
  type: 'choice',
  label: 'Output Format',
  description: 'Format of the files in your own S3 storage; zip if empty',
  options: [
    { value: 'gzip', label: 'Gzip' },
    { value: 'zip', label: 'Zip' },
  ],
} as const satisfies Field;

/** How long an export of users is waited for: the document names no time. */
export const exportWait = { everyMs: 15 * SECOND, slowestMs: 5 * MINUTE, longestMs: 4 * HOUR, by: 'file' } as const;

/** Where the files will be: behind a URL, or in the customer's own storage under a prefix. */
const found = (body: Json, about: JsonObject, name: string, key?: string): Parsed<Json> => {
  const { url } = body as JsonObject;
  if (url === undefined || url === null || url === '') return { one: { ...about, destination: 's3', ...(key !== undefined && { s3_key: key }) } };
  const address = promisedAddress(body, 'url');
  return { files: { urls: [address], as: 'zip', name, pending: NOT_YET, about: { ...about, destination: 'url', url: address } } };
};

/** Braze calls back once an export is ready. */
export const exportCallback = (name: string) => ({
  field: 'callback_endpoint' as const,
  parse: (body: Json) => readCall(body, (said) => found(said, { success: said.success ?? null }, name)),
});

/**
 * The start of an export.
 * @param about what was exported
 * @param keyOf the key of the files in the customer's storage, by the prefix that the answer names
 */
export const startedExport = (reply: Reply, about: JsonObject, name: string, keyOf?: (prefix: Json) => string | undefined): Parsed<Json> => {
  // During maintenance the answer has neither prefix nor URL.
  if (isQueued(reply)) return { one: { ...about, status: 'queued' } };
  const prefix = promised(reply.body, 'object_prefix');
  return found(reply.body, { ...about, object_prefix: prefix }, name, keyOf?.(prefix));
};

/** The files' URL was in the lost answer, and cannot be obtained again. */
export const lostLink = (failure: Failure, again: boolean): { readonly failure: Failure } | undefined =>
  again && failure.code === 'conflict'
    ? {
        failure: {
          ...failure,
          message:
            'The export was started, but the answer with the download link was lost, and Braze does not start a second export while this one is running.',
          todo: "Run it again once the export has finished. With a 'Callback Endpoint', or S3 credentials in the account, no download link is needed.",
        },
      }
    : undefined;

/** "Sample User Export File Output", reduced to what most users have. */
export const sampleUser = {
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
};

export const sampleStart = {
  message: 'success',
  object_prefix: 'bb8e2a91-c4aa-478b-b3f2-a4ee91731ad1-1464728599',
  url: 'https://braze-exports.s3.amazonaws.com/bb8e2a91-c4aa-478b-b3f2-a4ee91731ad1-1464728599.zip',
};
