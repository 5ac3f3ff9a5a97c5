import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readBody } from '../body';
import { isFilled } from '../checks';
import type { Campaign, CampaignType, FollowState, JsonObject } from '../state';
import { checkCampaign, placeholdersOf, speakingParams } from './check';

/** `POST /api/campaign` ("Campaign creation"): "Campaigns you create through the APIs are saved as draft". */
export function createRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.post('/api/campaign', async (request) => {
    const body = await readBody(request);
    checkCampaign(body, state);
    const campaign = campaignFrom(body, state);
    if (request.fault?.kind !== 'acceptAndDrop') {
      state.addCampaign(campaign);
      state.accepted.campaigns.add(campaign.name);
      state.world.made?.('campaign', campaign.id);
    }
    const { id, apiIdentifier } = campaign;
    return { result: { ...(apiIdentifier !== undefined && { campaign_api_identifier: apiIdentifier }), campaign_id: id }, success: true };
  });
}

/** A draft from a valid body; fixed values, as for the demo campaigns, are in `known`. */
export function campaignFrom(body: JsonObject, state: FollowState, known: Partial<Campaign> = {}): Campaign {
  const now = state.world.now();
  const isTransactional = body.type === 'transactional';
  return {
    id: `FACMPGN_${randomBytes(12).toString('base64url')}`,
    ...(isTransactional && { apiIdentifier: apiIdentifierAt(now, state) }),
    name: body.name as string,
    type: body.type as CampaignType,
    appId: body.app_id as string,
    includesPush: body.includes_push === true,
    includesInapp: body.includes_inapp === true,
    body,
    params: speakingParams(body.params as JsonObject),
    placeholders: placeholdersOf(body),
    ...(typeof body.start_date === 'number' && { startDate: body.start_date * 1000 }),
    ...(typeof body.end_date === 'number' && { endDate: body.end_date * 1000 }),
    labels: Array.isArray(body.labels) ? body.labels.filter(isFilled) : [],
    createdAt: now,
    updatedAt: now,
    counts: { sent: 0, opened: 0, displayed: 0 },
    ...known,
  };
}

/** `CGN_<company>_<milliseconds>`, as in the document's examples; made unique within the same millisecond. */
function apiIdentifierAt(now: number, state: FollowState): string {
  const taken = new Set([...state.campaigns.values()].map(({ apiIdentifier }) => apiIdentifier));
  let at = now;
  while (taken.has(`CGN_SANDBOX_${at}`)) at++;
  return `CGN_SANDBOX_${at}`;
}
