import { vendor } from '../../engine';
import { auth, baseUrl, credential, hosts, testEnvironment } from './account';
import { readFailure, readQuota } from './errors';
import { probe } from './probe';
import { push } from './push';

const PROVES =
  'MoEngage did not reject the Workspace ID and key of a test request, which cannot send anything. MoEngage does not say in which order it checks requests, so the first push is the final proof.';

/** MoEngage: its Push API. */
export const moEngage = vendor({
  id: 'moEngage',
  label: 'MoEngage',
  description: 'Send MoEngage pushes to all users, segments or individual users on Android, iOS and the web, immediately, later or periodically',
  searchWords: ['push', 'notification', 'web push'],
  docs: 'https://www.moengage.com/docs/api/push/push-overview',
  color: '#C5CFF5',
  credential,
  baseUrl,
  hosts,
  testEnvironment,
  auth,
  sandbox: { data_center: 'custom', custom_url: '{sandbox}/moengage', app_id: 'DEMOAPP', api_key: 'demo-push-key' },
  check: {
    by: 'probe',
    probe,
    proves: PROVES,
    provesToo: ({ code }) => (['validation', 'rejected', 'conflict'].includes(code) ? PROVES : undefined),
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
