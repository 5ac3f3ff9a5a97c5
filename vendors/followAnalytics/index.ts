import { vendor } from '../../engine';
import { auth, credential } from './account';
import { batch } from './batch';
import { campaign } from './campaign';
import { readFailure } from './errors';
import { hit } from './hit';

import { triggers } from './triggers';

/** FollowAnalytics campaigns, from the page "Campaigns" of its developer portal. */
export const followAnalytics = vendor({
  id: 'followAnalytics',
  label: 'FollowAnalytics',
  description: 'Create, launch and trigger FollowAnalytics push and in-app campaigns, and get their delivery reports and hits',
  searchWords: ['Bryj', 'push', 'notification', 'in-app'],
  docs: 'https://dev.followanalytics.com/platform-apis/campaigns/',
  color: '#C6E5DB',
  credential,
  baseUrl: ({ base_url }) => base_url,
  hosts: /(^|\.)(follow-apps|followanalytics)\.com$/,
  auth,
  sandbox: { base_url: '{sandbox}/follow-analytics', api_token: 'demo-api-token' },
  check: { by: 'campaign.getMany', proves: 'The account can list campaigns. Whether it can create and send them shows on the first call.' },
  readFailure,
  // Neither rate limits nor their headers are documented.
  readQuota: () => ({}),
  quotas: {},
  patience: { attempts: 4, timeoutMs: 120_000, longestRetryWaitMs: 5 * 60_000 },
  resources: { batch, campaign, hit },
  triggers,
  firstVersion: { batch: 'cancel' },
});
