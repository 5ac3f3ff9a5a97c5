import type { JsonObject } from '../../../engine';
import { hitsOf } from './hits';

/** Retrieve hits for a campaign: FollowAnalytics campaigns API, "Retrieve hits for a campaign". */
export const getMany = hitsOf({
  label: 'Get Many',
  action: 'Get many hits',
  description: "List the hits on a transactional campaign's messages, with user and time",
  docs: 'Retrieve hits for a campaign',
  path: 'hits',
  along: 'time',
  simplify(row) {
    const { campaign_id, user_id, time } = row as JsonObject;
    return { vendor: 'followAnalytics', campaignId: campaign_id, userId: user_id, time };
  },
  example: { user_id: 'your_user_id_45', time: '2015-11-11T09:51:42Z' },
});
