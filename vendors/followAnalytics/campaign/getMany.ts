import { operation, type JsonObject } from '../../../engine';
import { samples } from '../fields';
import { getRequest } from '../query';
import { filterDoubts, filterProblems, listed } from './filters';
import { campaignsIn, numberIn, PAGE, simplifyCampaign } from './rows';

const params = {
  inapp: 'native',
  message_title: 'In-app native',
  message_content: 'In-app native scheduled now without TZ!',
  message_btn: 'Close',
  buttons: [],
};

/** The document's own example. */
const example = {
  identifier: 'FACMPGN_UIsHGR9-r5y_fQc7',
  name: 'C1',
  status: 'Ongoing',
  type: 'classic',
  includes_inapp: true,
  includes_push: false,
  adapt_tz: false,
  variant_strategy: null,
  labels: [],
  smart_delivery: false,
  app_id: samples.app,
  launched_at: 1583770788,
  start_date: 1583770788,
  end_date: 1586362788,
  inapp_ttl: 2592000,
  updated_at: 1583770832,
  created_at: 1583770787,
  snapshot_at: 1583770802,
  variants: [{ id: 'PGVAR_PtwwFlM', name: 'Variant A', language: 'fr', is_default: true, params, custom_json: null }],
  params,
  skip_message_limit: false,
  reach: { count: 10661, optin: 0, total: 10661, token: null },
  stats: { viewed: 0, total_inapp_viewed: 0 },
} satisfies JsonObject;

/** List all campaigns: FollowAnalytics campaigns API, "List all campaigns". */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many campaigns',
  description: 'List campaigns with their status, reach and counts, newest first',
  docs: 'FollowAnalytics campaigns API, "List all campaigns"',
  fields: listed,
  check: filterProblems,
  warn: filterDoubts,
  retry: 'safe',
  returns: 'list',
  paging: {
    by: 'offset',
    param: 'offset',
    size: { param: 'limit', max: PAGE, answered: (body) => numberIn(body, 'limit') },
    key: 'identifier',
    total: (body) => numberIn(body, 'total_count'),
  },
  request: ([input], context) => getRequest('/api/campaigns', { ...input, limit: PAGE }, context),
  parse: (reply) => ({ rows: campaignsIn(reply) }),
  simplify: simplifyCampaign,
  sample: example,
  sampleReply: { offset: 0, limit: 20, total_count: 1, success: true, result: [example] },
  sampleInputs: [
    {},
    {
      app_ids: [samples.app],
      status: ['ongoing', 'finished'],
      workflow_types: ['scheduled', 'transactional'],
      labels: ['spring', 'summer'],
      message_types: ['push-only', 'inapp-only', 'push-inapp'],
      search: 'c',
      order: 'updated_at',
      from: '2000-01-01T00:00:00+01:00',
      to: '2099-12-31T23:59:59+01:00',
    },
  ],
});
