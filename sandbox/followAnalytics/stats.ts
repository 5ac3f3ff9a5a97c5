import type { FastifyInstance } from 'fastify';
import type { Query } from './query';
import { selectForStats } from './select';
import type { Campaign, FollowState } from './state';

/** `GET /api/campaigns/quick_stats` ("Campaigns list quick stats"): the only answer without an envelope. */
export function statsRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.get<{ Querystring: Query }>('/api/campaigns/quick_stats', async ({ query }) => {
    const campaigns = selectForStats(state, query);
    const sum = (countOf: (campaign: Campaign) => number): number => campaigns.reduce((total, campaign) => total + countOf(campaign), 0);
    return {
      total_campaigns: campaigns.length,
      push_campaigns: campaigns.filter(({ includesPush }) => includesPush).length,
      inapp_campaigns: campaigns.filter(({ includesInapp }) => includesInapp).length,
      total_push_sent: sum(({ counts }) => counts.sent),
      total_push_opened: sum(({ counts }) => counts.opened),
      total_inapp_displayed: sum(({ counts }) => counts.displayed),
    };
  });
}
