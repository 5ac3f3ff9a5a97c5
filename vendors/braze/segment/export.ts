import { operation, type CheckContext, type Input, type Json, type JsonObject } from '../../../engine';
import { callbackEndpoint } from '../callback';
import { endpoint } from '../endpoint';
import { fieldsToExport, saidIn, sampleId, segmentId } from '../fields';
import { isToday } from '../identifiers';
import { todayOnly } from '../messages/version';
import { exportCallback, exportWait, lostLink, outputFormat, sampleStart, sampleUser, startedExport } from '../userExport';

const { path, permission, quota } = endpoint('/users/export/segment');

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
  output_format: outputFormat,
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
  wait: exportWait,
  callback: exportCallback('segment.zip'),
  request: ([input]) => ({ method: 'POST', path, body: { json: saidIn(input) } }),
  parse: (reply, [{ segment_id }]) => startedExport(reply, { segment_id }, `segment-${segment_id}.zip`, (prefix) => keyOf(segment_id, prefix)),
  recover: (failure, _inputs, again) => lostLink(failure, again),
  sample: sampleUser,
  sampleReply: sampleStart,
  sampleInputs: [
    { segment_id: sampleId },
    { segment_id: sampleId, fields_to_export: ['external_id', 'braze_id', 'first_name', 'email'], custom_attributes_to_export: ['plan'], output_format: 'zip' },
  ],
});
