import { operation, promisedObjects } from '../../../engine';
import { endpoint } from '../endpoint';
import { DATA_INGESTION } from '../onlyToday';
import { sampleIntegration } from './fields';

const { path, permission, quota } = endpoint('/cdi/integrations', { permission: 'cdi.integration_list' });

const integration = {
  integration_id: sampleIntegration,
  app_group_id: '75480f9a-4db8-4057-8b7e-4d59bfd73709',
  integration_name: 'Loyalty points',
  integration_type: 'attributes',
  integration_status: 'active',
  contact_emails: 'data@example.com',
  last_updated_at: '2026-01-15T10:00:00Z',
  warehouse_type: 'snowflake',
  last_job_start_time: '2026-01-15T10:00:00Z',
  last_job_status: 'success',
  next_scheduled_run: '2026-01-15T11:00:00Z',
};

/** List integrations; ten a page, and the Link header names the next one. */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many data ingestion integrations',
  description: 'List the integrations of Cloud Data Ingestion, each with its last sync',
  docs: 'Braze, "List integrations"',
  onlyWith: DATA_INGESTION,
  fields: {},
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  paging: { by: 'link' },
  request: () => ({ method: 'GET', path }),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'results') }),
  sample: integration,
  sampleReply: { results: [integration], message: 'success' },
  sampleInputs: [{}, {}],
});
