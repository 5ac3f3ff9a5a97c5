import type { FastifyInstance } from 'fastify';
import { drain } from '../server/body';
import { refuse } from './refusals';
import type { FollowState } from './state';

/**
 * `PUT /api/campaign/{campaign_id}/launch` ("Campaign creation"). The document shows no answer; this one has the usual envelope. Only a
 * draft can be launched.
 */
export function launchRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.put<{ Params: { id: string } }>('/api/campaign/:id/launch', async (request) => {
    await drain(request);
    const campaign = state.campaigns.get(request.params.id);
    if (!campaign) throw refuse.unknownCampaign(request.params.id);
    const phase = state.phase(campaign);
    if (phase !== 'draft') throw refuse.alreadyLaunched(campaign.id, phase);
    if (request.fault?.kind !== 'acceptAndDrop') {
      campaign.launchedAt = campaign.updatedAt = state.world.now();
      state.accepted.launch(campaign.id, campaign.name, campaign.type !== 'transactional');
      state.world.made?.('campaign', campaign.id);
      state.world.changed();
    }
    return { success: true, result: { campaign_id: campaign.id } };
  });
}
