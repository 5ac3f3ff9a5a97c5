import { operation, promisedObjects, promisedText, segment } from '../../../engine';
import { endpoint } from '../endpoint';
import { DATA_INGESTION } from '../onlyToday';
import { integrationId, jobsPath, sampleIntegration } from './fields';

const { permission, quota } = endpoint('/cdi/integrations/{integration_id}/sync', { permission: 'cdi.integration_sync' });

/** Trigger a sync. The answer has no ID of it. */
export const sync = operation({
  label: 'Sync',
  action: 'Start sync of a data ingestion integration',
  description: 'Start a sync of an integration of Cloud Data Ingestion; only one can run at a time',
  docs: 'Braze, "Trigger a sync"',
  onlyWith: DATA_INGESTION,
  fields: { integration_id: integrationId },
  // A second sync reads the same rows again, and may count them twice.
  retry: 'nonIdempotent',
  ifUnknown: "Check with 'Get Syncs' whether a sync has started since before you start another one.",
  permission,
  quota,
  returns: 'object',
  request: ([{ integration_id }]) => ({ method: 'POST', path: `/cdi/integrations/${segment(integration_id)}/sync` }),
  parse({ body }, [{ integration_id }]) {
    promisedText(body, 'message');
    return { one: { integration_id, status: 'started' } };
  },
  reconcile: {
    request: ([{ integration_id }]) => ({ method: 'GET', path: jobsPath(segment(integration_id)) }),
    // Only one sync runs at a time, so one that has started since is the one that was asked for, or takes its place.
    parse: ({ body }, [{ integration_id }], lost) =>
      promisedObjects(body, 'results').some(({ sync_start_time }) => lost.isSince(Date.parse(String(sync_start_time))))
        ? { one: { integration_id, status: 'started' } }
        : undefined,
  },
  sample: { integration_id: sampleIntegration, status: 'started' },
  sampleReply: { message: 'success' },
  sampleInputs: [{ integration_id: sampleIntegration }, { integration_id: sampleIntegration }],
});
