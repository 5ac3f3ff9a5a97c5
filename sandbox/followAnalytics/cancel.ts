import type { FastifyInstance } from 'fastify';
import { drain } from '../server/body';
import { refuse } from './refusals';
import type { FollowState } from './state';

/**
 * `PUT /api/campaigns/{campaign}/request/{request}/cancel` ("Cancel a batch"): "returns the batch as it was scheduled". The path takes one of the
 * campaign's IDs; the answer and the refusal contain the other.
 */
export function cancelRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.put<{ Params: { campaign: string; request: string } }>('/api/campaigns/:campaign/request/:request/cancel', async (request) => {
    await drain(request);
    const { campaign: campaignId, request: requestId } = request.params;
    const batch = state.batches.get(requestId);
    const campaign = batch?.campaigns.find(({ id }) => id === campaignId);
    if (!batch || !campaign) {
      const known = state.campaigns.get(campaignId);
      throw refuse.requestNotFound(requestId, known?.apiIdentifier ?? campaignId);
    }
    if (state.batchPhase(batch, campaign) !== 'scheduled') throw refuse.notCancelable();
    if (request.fault?.kind !== 'acceptAndDrop') {
      batch.canceled.set(campaign.id, state.world.now());
      state.world.changed();
    }
    return { success: true, result: { campaign_identifier: campaign.apiIdentifier ?? campaign.id, messages: batch.messages } };
  });
}
