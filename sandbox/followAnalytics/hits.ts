import type { FastifyInstance } from 'fastify';
import { isOpenedBy, outcomesOf } from './outcomes';
import { dateIn, wholeIn, type Query } from './query';
import { refuse } from './refusals';
import { isComplete } from './report';
import type { FollowState, Hit } from './state';

const MOST_IN_A_PAGE = 5000;
/** So long after a message was sent it is opened. */
const OPENED_AFTER_MS = 60_000;

/** `GET /api/transac/{campaign}/hits` and `.../hits_per_user` ("Retrieve hits for a campaign", "Retrieve hits per user for a campaign"). */
export function hitRoutes(scope: FastifyInstance, state: FollowState): void {
  type Asked = { Params: { campaign: string }; Querystring: Query };
  scope.get<Asked>('/api/transac/:campaign/hits', async ({ params, query }) =>
    pageOf(params.campaign, query, hitsSince(state, params.campaign, query), ({ user, time }) => ({ user_id: user, time: iso(time) })),
  );
  scope.get<Asked>('/api/transac/:campaign/hits_per_user', async ({ params, query }) =>
    pageOf(params.campaign, query, perUser(hitsSince(state, params.campaign, query)), ({ user, hits, first, last }) => ({
      user_id: user,
      hits,
      first_time: iso(first),
      last_time: iso(last),
    })),
  );
}

/** All hits of a campaign up to now, oldest first: seeded, recorded, and of the sandbox's own messages. */
export function hitsOf(state: FollowState, campaignId: string): Hit[] {
  const now = state.world.now();
  const own: Hit[] = [];
  for (const batch of state.batches.values()) {
    const campaign = batch.campaigns.find(({ id }) => id === campaignId);
    if (!campaign || batch.stuck || state.batchPhase(batch, campaign) !== 'complete') continue;
    const time = state.completeAt(batch) + OPENED_AFTER_MS;
    // What was opened before is among the seeded hits.
    if (state.planted?.campaignId === campaignId && time <= state.planted.until) continue;
    for (const message of batch.messages) {
      const isSent = outcomesOf(state, campaign, message.user_id, isComplete(campaign, message)).some(({ code }) => code === '');
      if (isSent && isOpenedBy(message.user_id)) own.push({ user: message.user_id, time });
    }
  }
  return [...state.otherHits(campaignId), ...own].filter(({ time }) => time <= now).sort((a, b) => a.time - b.time);
}

function hitsSince(state: FollowState, campaignId: string, query: Query): Hit[] {
  const since = dateIn(query, 'since_date');
  if (!state.campaigns.has(campaignId)) throw refuse.unknownKey(campaignId);
  const hits = hitsOf(state, campaignId);
  return since === undefined ? hits : hits.filter(({ time }) => time >= since);
}

interface OfUser {
  readonly user: string;
  readonly hits: number;
  readonly first: number;
  readonly last: number;
}

function perUser(hits: readonly Hit[]): OfUser[] {
  const users = new Map<string, OfUser>();
  for (const { user, time } of hits) {
    const known = users.get(user);
    users.set(user, { user, hits: (known?.hits ?? 0) + 1, first: known?.first ?? time, last: time });
  }
  return [...users.values()];
}

function pageOf<T>(campaignKey: string, query: Query, all: readonly T[], view: (one: T) => object): object {
  const page = wholeIn(query, 'page', 1) ?? 1;
  const page_size = wholeIn(query, 'page_size', 1, MOST_IN_A_PAGE) ?? MOST_IN_A_PAGE;
  const hits = all.slice((page - 1) * page_size, page * page_size).map(view);
  return { success: true, result: { campaignKey, page, page_size, hits } };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
