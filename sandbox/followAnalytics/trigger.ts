import type { FastifyInstance } from 'fastify';
import { isRecord } from '../server/body';
import { readBody } from './body';
import { isFilled } from './checks';
import { readDate } from './dates';
import { refuse } from './refusals';
import { newId, type Campaign, type FollowState, type JsonObject, type Message } from './state';

/** `POST /api/campaigns/trigger` ("Send a batch of transactional messages"). A single campaign that is not ready causes the whole request to be rejected. */
export function triggerRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.post('/api/campaigns/trigger', async (request) => {
    const body = await readBody(request);
    const campaigns = campaignsOf(body, state);
    const messages = messagesOf(body);
    const now = state.world.now();
    const sendAt = body.send_at === undefined ? now : readDate(body.send_at);
    if (sendAt === undefined) throw refuse.invalid('send_at must be a date in an ISO format');
    if (request.fault?.kind === 'acceptAndDrop') return { success: true, result: { request_id: newId() } };
    // Each campaign sends each of the messages.
    state.accepted.request(campaigns.flatMap(() => messages.map(({ user_id }) => user_id)));
    const { id } = state.addBatch({ campaigns, messages, createdAt: now, sendAt });
    return { success: true, result: { request_id: id } };
  });
}

function campaignsOf({ campaign_identifiers: ids }: JsonObject, state: FollowState): readonly Campaign[] {
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every(isFilled)) throw refuse.noCampaign();
  return ids.map((id, index) => {
    const campaign = state.campaigns.get(id);
    if (!campaign) throw refuse.unknownCampaign(id);
    if (campaign.type !== 'transactional' || state.phase(campaign) !== 'ongoing') throw refuse.campaignNotReady(id, index);
    return campaign;
  });
}

function messagesOf({ messages }: JsonObject): readonly Message[] {
  if (!Array.isArray(messages) || messages.length === 0) throw refuse.invalid('messages must be a list, not empty');
  return messages.map((message, index): Message => {
    if (!isRecord(message) || !isFilled(message.user_id)) throw refuse.invalid(`messages[${index}].user_id is required`);
    const { user_id, template_variables } = message;
    if (template_variables === undefined) return { user_id };
    if (!isRecord(template_variables)) throw refuse.invalid(`messages[${index}].template_variables must be an object`);
    return { user_id, template_variables };
  });
}
