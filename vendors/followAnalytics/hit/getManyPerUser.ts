import type { JsonObject } from '../../../engine';
import { hitsOf } from './hits';

/** Retrieve hits per user: FollowAnalytics campaigns API, "Retrieve hits per user for a campaign"; its example has one user in two rows. */
export const getManyPerUser = hitsOf({
  label: 'Get Many per User',
  action: 'Get many hits per user',
  description: "List the users who hit a transactional campaign's messages, with the number of hits and the first and last one; a user can have several rows",
  docs: 'Retrieve hits per user for a campaign',
  path: 'hits_per_user',
  along: 'last_time',
  simplify(row) {
    const { campaign_id, user_id, hits, first_time, last_time } = row as JsonObject;
    return { vendor: 'followAnalytics', campaignId: campaign_id, userId: user_id, hits, firstTime: first_time, lastTime: last_time };
  },
  example: { user_id: 'your_user_id_215', hits: 5, first_time: '2015-11-11T08:15:40Z', last_time: '2015-11-13T09:51:44Z' },
});
