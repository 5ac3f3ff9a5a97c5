import { operation, promisedObjects, segment } from '../../../engine';
import { endpoint } from '../endpoint';
import { DATA_INGESTION } from '../onlyToday';
import { integrationId, jobsPath, sampleIntegration } from './fields';

const { permission, quota } = endpoint(jobsPath('{integration_id}'), { permission: 'cdi.integration_job_status' });

const job = {
  job_status: 'success',
  sync_start_time: '2026-01-15T10:00:00Z',
  sync_finish_time: '2026-01-15T10:02:00Z',
  last_timestamp_synced: '2026-01-15T09:59:00Z',
  rows_synced: 1200,
  rows_failed_with_errors: 0,
};

/** The two states that are no failure. The pages write them with and without a capital. */
const isState = (status: unknown, state: 'running' | 'success'): boolean => String(status).toLowerCase() === state;

/** List job sync status; ten a page, and the Link header names the next one. */
export const getJobs = operation({
  label: 'Get Syncs',
  action: 'Get syncs of a data ingestion integration',
  description: 'List the syncs of an integration of Cloud Data Ingestion, with their outcome and number of rows',
  docs: 'Braze, "List job sync status"',
  onlyWith: DATA_INGESTION,
  fields: {
    integration_id: integrationId,
    outcome: {
      type: 'choice',
      label: 'Outcome',
      description: 'Which syncs to list',
      prominent: true,
      default: 'all',

      options: [
        { value: 'all', label: 'All', description: 'Including those that are still running' },
        { value: 'ended', label: 'Ended', description: 'Without those that are still running' },
        { value: 'failed', label: 'Failed', description: 'Those of which some or all rows failed' },
      ],
    },
  },
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  paging: { by: 'link' },
  request: ([{ integration_id }]) => ({ method: 'GET', path: jobsPath(segment(integration_id)) }),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'results') }),
  filter: {
    by: ['outcome'],
    passing: ({ outcome }) =>
      outcome === undefined || outcome === 'all'
        ? undefined
        : ({ job_status }) => !isState(job_status!, 'running') && (outcome !== 'failed' || !isState(job_status!, 'success')),
  },
  sample: job,
  sampleReply: { results: [job], message: 'success' },
  sampleInputs: [{ integration_id: sampleIntegration }, { integration_id: sampleIntegration, outcome: 'ended' }],
});
