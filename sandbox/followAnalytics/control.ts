import type { FastifyInstance } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { readDate } from './dates';
import { hitsOf } from './hitLog';
import type { FollowState } from './state';

/** What people do on their phones, and what is done by hand in the product. Not part of the vendor's API. */
export function controlRoutes(app: FastifyInstance, state: FollowState): void {
  app.get('/campaigns', async () => ({ campaigns: [...state.campaigns.values()].map((campaign) => ({ ...campaign, phase: state.phase(campaign) })) }));

  app.post('/hits', async (request, reply) => {
    const body = await readJson(request);
    const { campaign_id: campaign, user_id: user, time } = isRecord(body) ? body : {};
    if (typeof campaign !== 'string' || !state.campaigns.has(campaign)) return reply.code(404).send({ error: `No campaign ${String(campaign)}` });
    if (typeof user !== 'string' || user === '') return reply.code(400).send({ error: '"user_id" is missing' });
    const at = time === undefined ? state.world.now() : readDate(time);
    if (at === undefined) return reply.code(400).send({ error: '"time" must be a date in an ISO format' });
    state.recordHits(campaign, [{ user, time: at }]);
    return reply.code(201).send({ campaign_id: campaign, hits: hitsOf(state, campaign).count });
  });

  app.post<{ Params: { id: string } }>('/campaigns/:id/end', async (request, reply) => {
    const body = await readJson(request);
    const campaign = state.campaigns.get(request.params.id);
    const as = isRecord(body) ? (body.as ?? 'finished') : 'finished';
    if (!campaign) return reply.code(404).send({ error: `No campaign ${request.params.id}` });
    if (as !== 'canceled' && as !== 'failed' && as !== 'finished') return reply.code(400).send({ error: '"as" must be canceled, failed or finished' });
    campaign.ended = { as, at: state.world.now() };
    campaign.updatedAt = campaign.ended.at;
    state.world.changed();
    return { campaign_id: campaign.id, state: state.phase(campaign) };
  });
}
