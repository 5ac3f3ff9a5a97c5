import { vendor } from '../../engine';
import { auth, baseUrl, credential } from './account';
import { alias } from './alias';
import { attribute } from './attribute';
import { campaign } from './campaign';
import { canvas } from './canvas';
import { card } from './card';
import { cdi } from './cdi';
import { contentBlock } from './contentBlock';
import { catalog } from './catalog';
import { catalogField } from './catalogField';
import { catalogItem } from './catalogItem';
import { catalogSelection } from './catalogSelection';
import { email } from './email';
import { readFailure, readQuota } from './errors';
import { event } from './event';
import { externalId } from './externalId';
import { kpi } from './kpi';
import { media } from './media';
import { liveActivity } from './liveActivity';
import { message } from './message';
import { preferenceCenter } from './preferenceCenter';
import { purchase } from './purchase';
import { pushToken } from './pushToken';
import { rawData } from './rawData';
import { sdkKey } from './sdkKey';
import { segment } from './segment';
import { send } from './send';
import { session } from './session';
import { subscription } from './subscription';
import { sms } from './sms';
import { template } from './template';
import { transactional } from './transactional';
import { user } from './user';
import { triggers } from './triggers';

/** Braze, formerly Appboy: its REST API as in the Appboy document, and as in Braze today. */
export const braze = vendor({
  id: 'braze',
  label: 'Braze',
  description: 'Track Braze users, send messages and trigger campaigns and Canvases, export users and segments, and read analytics',
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
  resources: {
    user,
    alias,
    externalId,
    campaign,
    canvas,
    message,
    transactional,
    liveActivity,
    send,
    segment,
    email,
    subscription,
    sms,
    catalog,
    catalogItem,
    catalogField,
    catalogSelection,
    template,
    contentBlock,
    media,
    attribute,
    event,
    purchase,
    session,
    kpi,
    card,
    preferenceCenter,
    cdi,
    rawData,
    pushToken,
    sdkKey,
  },
  triggers,
  firstVersion: { user: 'delete', message: 'cancelSchedule' },
});
