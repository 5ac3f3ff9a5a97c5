import type { Family } from '../family';

const MINUTE = 60_000;
const family = (key: string, setting: Family['setting']): Family => ({ key, setting, windowMs: MINUTE });

/** An endpoint's permission, and the limit it counts against if it has its own ("API limits"). */
interface AdminEndpoint {
  readonly permission: string;
  readonly family?: Family;
}

const CHANGES = family('preference center changes', 'ratePreferenceChanges');

const ENDPOINTS: readonly (readonly [request: RegExp, permission: string, family?: Family])[] = [
  [/^GET \/preference_center\/v1\/list$/, 'preference_center.list', family('preference centers', 'ratePreferenceReads')],
  [/^GET \/preference_center\/v1\/[^/]+$/, 'preference_center.get', family('preference center', 'ratePreferenceReads')],
  [/^GET \/preference_center\/v1\/[^/]+\/url\/[^/]+$/, 'preference_center.user.get', family('preference center URL', 'ratePreferenceReads')],
  [/^POST \/preference_center\/v1$/, 'preference_center.update', CHANGES],
  [/^PUT \/preference_center\/v1\/[^/]+$/, 'preference_center.update', CHANGES],
  [/^GET \/cdi\/integrations$/, 'cdi.integration_list', family('integrations', 'rateIntegrations')],
  [/^GET \/cdi\/integrations\/[^/]+\/job_sync_status$/, 'cdi.integration_job_status', family('syncs', 'rateSyncs')],
  [/^POST \/cdi\/integrations\/[^/]+\/sync$/, 'cdi.integration_sync', family('sync starts', 'rateSyncStarts')],
  [/^POST \/app_group\/sdk_authentication\/create$/, 'sdk_authentication.create'],
  [/^GET \/app_group\/sdk_authentication\/keys$/, 'sdk_authentication.keys'],
  [/^PUT \/app_group\/sdk_authentication\/primary$/, 'sdk_authentication.primary'],
  [/^DELETE \/app_group\/sdk_authentication\/delete$/, 'sdk_authentication.delete'],
];

/** The endpoint for administrators that a request is for. */
export function adminEndpoint(method: string, path: string): AdminEndpoint | undefined {
  const found = ENDPOINTS.find(([request]) => request.test(`${method} ${path}`));
  return found && { permission: found[1], ...(found[2] && { family: found[2] }) };
}
