import { vendor } from '../../engine';
import { auth, baseUrl, credential, hosts, testEnvironment } from './account';
import { readFailure, readQuota } from './errors';
import { push } from './push';

/** MoEngage: its Push API. */
export const moEngage = vendor({
  id: 'moEngage',
  label: 'MoEngage',
  description: 'Send MoEngage pushes to all users, segments or individual users on Android, iOS and the web, immediately, later or periodically',
  docs: 'https://www.moengage.com/docs/api/push/push-overview',
  color: '#C5CFF5',
  credential,
  baseUrl,
  hosts,
  testEnvironment,
  auth,
  sandbox: { data_center: 'custom', custom_url: '{sandbox}/moengage', app_id: 'DEMOAPP', api_key: 'demo-push-key' },
  check: {
    by: 'reach',
    proves:
      "The data center is reachable. The Workspace ID and key were not checked, because MoEngage has no call for that which could not send something; if one of them is wrong, the first push is rejected with 'Signature is not verified'.",
  },
  readFailure,
  readQuota,
  // "The rate limit is 10,000 requests per minute".
  quotas: { sendpush: { calls: 10_000, perMs: 60_000 } },
  patience: { attempts: 4, timeoutMs: 60_000, longestRetryWaitMs: 5 * 60_000 },
  resources: { push },
  secretMembers: ['signature'],
  triggers: {},
});
