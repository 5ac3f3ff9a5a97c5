import { isObject, operation, promised } from '../../../engine';
import { samples } from '../fields';
import { getRequest } from '../query';
import { commaProblems, someCampaigns } from './filters';

const sample = {
  total_campaigns: 345,
  push_campaigns: 240,
  inapp_campaigns: 170,
  total_push_sent: 3040,
  total_push_opened: 1580,
  total_inapp_displayed: 720,
};

/** Counts of campaigns and of what was sent: FollowAnalytics campaigns API, "Campaigns list quick stats". */
export const getStats = operation({
  label: 'Get Stats',
  action: 'Get campaign stats',
  description: 'Get the number of campaigns, push messages sent and opened, and in-app messages displayed, for all or some campaigns',
  docs: 'FollowAnalytics campaigns API, "Campaigns list quick stats"',
  fields: someCampaigns,
  check: commaProblems,
  retry: 'safe',
  returns: 'object',
  request: ([input], context) => getRequest('/api/campaigns/quick_stats', input, context),
  parse({ body }) {
    // The document shows this answer bare, unlike all others.
    const stats = isObject(body) && isObject(body.result) ? body.result : body;
    promised(stats, 'total_campaigns');
    return { one: stats };
  },
  sample,
  sampleReply: sample,
  sampleInputs: [{}, { app_ids: [samples.app], status: ['ongoing', 'finished'], workflow_types: ['scheduled', 'dynamic'], search: 'c' }],
});
