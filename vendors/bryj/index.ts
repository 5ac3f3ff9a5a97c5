import { vendor } from '../../engine';
import { auth, credential } from './account';
import { cancel } from './cancel';
import { readFailure } from './errors';
import { getReport } from './getReport';
import { getScheduled } from './getScheduled';
import { trigger } from './trigger';

import { triggers } from './triggers';

/** Bryj API-trigger campaigns, from the pages "API Trigger Campaigns Endpoint" and "Authentication" of its developer guides. */
export const bryj = vendor({
  id: 'bryj',
  label: 'Bryj',
  description: 'Trigger Bryj push and in-app campaigns for lists of people, cancel them, and get their delivery reports',
  searchWords: ['FollowAnalytics', 'GROW', 'push', 'notification', 'in-app'],
  docs: 'https://support.bryj.ai/docs/developer-guides/api/api-trigger-campaigns-endpoint/',
  color: '#C9D8E8',
  credential,
  baseUrl: ({ base_url }) => base_url,
  hosts: /(^|\.)(bryj\.ai|follow-apps\.com)$/,
  auth,
  sandbox: { base_url: '{sandbox}/bryj', email: 'demo@example.com', password: 'demo-password' },
  check: { by: 'signIn', proves: 'Signed in successfully. Signing in is free; whether the account can trigger campaigns shows on the first call.' },
  readFailure,
  // Neither rate limits nor their headers are documented; the monthly quota is the scarce resource.
  readQuota: () => ({}),
  quotas: {},
  // Every try counts against the quota, so there are few.
  patience: { attempts: 3, timeoutMs: 120_000, longestRetryWaitMs: 5 * 60_000 },
  resources: { batch: { label: 'Batch', operations: { trigger, getReport, getScheduled, cancel } } },
  triggers,
  firstVersion: { batch: 'cancel' },
});
