import { vendor } from '../../engine';
import { auth, baseUrl, credential } from './account';
import { campaign } from './campaign';
import { card } from './card';
import { email } from './email';
import { readFailure, readQuota } from './errors';
import { event } from './event';
import { kpi } from './kpi';
import { liveActivity } from './liveActivity';
import { message } from './message';
import { purchase } from './purchase';
import { pushToken } from './pushToken';
import { rawData } from './rawData';
import { segment } from './segment';
import { send } from './send';
import { session } from './session';
import { transactional } from './transactional';
import { user } from './user';

import { triggers } from './triggers';

/** Braze, formerly Appboy: its REST API as in the Appboy document, and as in Braze today. */
export const braze = vendor({
  id: 'braze',
  label: 'Braze',
  description: 'Track Braze users, send messages and trigger campaigns, export users and segments, and read analytics',
  searchWords: ['Appboy', 'push', 'notification', 'in-app', 'email'],
  docs: 'https://www.braze.com/docs/api/basics/',
  color: '#E9D5F2',
  credential,
  baseUrl,
  hosts: /(^|\.)(braze\.(com|eu)|appboy\.com)$/,
  auth,
  sandbox: { rest_endpoint: 'custom', custom_url: '{sandbox}/braze', api_key: 'demo-rest-api-key' },
  check: {
    by: 'campaign.getMany',
    proves: 'The key is valid and can list campaigns. Other permissions are checked on the first call of each kind.',
    provesToo: ({ code }) =>
      code === 'permission'
        ? `The key is valid, but not allowed to list campaigns ('${String(campaign.operations.getMany.permission)}'). Whether it has the permissions you need shows on the first call.`
        : undefined,
  },
  readFailure,
  readQuota,
  // Limits depend on the contract and are stated in each answer, so only those are followed.
  quotas: {},
  patience: { attempts: 4, timeoutMs: 60_000, longestRetryWaitMs: 5 * 60_000 },
  resources: { user, campaign, message, segment, email, event, purchase, session, kpi, card, rawData, pushToken, send, transactional, liveActivity },
  triggers,
  firstVersion: { user: 'delete', message: 'cancelSchedule' },
});
