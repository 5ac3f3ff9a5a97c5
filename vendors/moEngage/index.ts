import { vendor } from '../../engine';
import { auth, baseUrl, credential, hosts, testEnvironment } from './account';
import { readFailure, readQuota } from './errors';
import { push } from './push';

/** MoEngage: its Push API. */
export const moEngage = vendor({
  id: 'moEngage',
  label: 'MoEngage',
  description: 'Send pushes of MoEngage to all users, to a segment, or to single users: Android, iOS and web, now, later or every few days',
  docs: 'https://www.moengage.com/docs/api/push/push-overview',
  color: '#C5CFF5',
  credential,
  baseUrl,
  hosts,
  testEnvironment,
  auth,
  check: {
    by: 'reach',
    proves:
      "The address of the data center answers. The Workspace ID and the key were not checked, as MoEngage has no call for that which could not send: if one is wrong, the first push is refused with 'Signature is not verified'.",
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
