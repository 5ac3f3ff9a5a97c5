import { isoUtc, startingAt, trigger, type Fields, type Json, type JsonObject } from '../../../engine';
import { integrationId, sampleIntegration } from '../cdi/fields';
import { getJobs } from '../cdi/getJobs';

const HOUR = 60 * 60_000;

const fields = {
  integration_id: integrationId,
  only_failures: {
    type: 'boolean',
    label: 'Only Failures',
    description: 'Whether to return only syncs of which some or all rows failed',
    prominent: true,
  },
  ...startingAt,
  look_back_hours: {
    type: 'number',
    label: 'Look Back (Hours)',
    description: 'How far back each poll looks for syncs that appear in the list late',
    default: 6,
    limits: { min: 1 },
  },
} as const satisfies Fields;

/** When a sync ended; one that could not even begin may have no end. */
const endOf = (row: Json): number => {
  const { sync_start_time, sync_finish_time } = row as JsonObject;
  return Date.parse(String(sync_finish_time ?? sync_start_time));
};

/** List job sync status: the list has no parameter for a time. */
export const syncs = trigger({
  label: 'Syncs',
  action: 'On ended syncs',
  description: 'Return each sync of a Cloud Data Ingestion integration once it has ended, or only those that failed',
  docs: getJobs.docs,
  topic: 'report',
  fields,
  identity: ['integration_id'],
  watch: {
    by: 'time',
    operation: 'cdi.getJobs',
    input: ({ integration_id, only_failures }) => ({ integration_id, outcome: only_failures ? 'failed' : 'ended' }),
    time: endOf,
    key: (row) => String((row as JsonObject).sync_start_time ?? ''),
    stepMs: 1000,
    lookBackMs: ({ look_back_hours = fields.look_back_hours.default }) => look_back_hours * HOUR,
    isEndless: true,
  },
  shape: (row, { integration_id }) => {
    const { job_status = null, rows_synced = null, rows_failed_with_errors = null, sync_start_time = null } = row as JsonObject;
    return {
      ...{ vendor: 'braze', event: 'syncEnded', integrationId: integration_id, status: String(job_status).toLowerCase() },
      ...{ rowsSynced: rows_synced, rowsFailed: rows_failed_with_errors, startedAt: sync_start_time, time: isoUtc(endOf(row)) },
    };
  },
  sample: getJobs.sample,
  sampleInputs: [
    { integration_id: sampleIntegration },
    { integration_id: sampleIntegration, only_failures: true, starting_at: '2015-01-01T00:00:00Z', look_back_hours: 1 },
  ],
});
