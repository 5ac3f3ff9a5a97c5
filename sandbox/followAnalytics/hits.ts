import type { FastifyInstance } from 'fastify';
import { hitsOf, type HitLog } from './hitLog';
import { dateIn, wholeIn, type Query } from './query';
import { refuse } from './refusals';
import type { FollowState, Hit } from './state';

const MOST_IN_A_PAGE = 5000;

/** `GET /api/transac/{campaign}/hits` and `.../hits_per_user` ("Retrieve hits for a campaign", "Retrieve hits per user for a campaign"). */
export function hitRoutes(scope: FastifyInstance, state: FollowState): void {
  type Asked = { Params: { campaign: string }; Querystring: Query };

  scope.get<Asked>('/api/transac/:campaign/hits', async ({ params, query }) =>
    pageOf(params.campaign, query, logOf(state, params.campaign, query), (log, from, to) =>
      listed(state, log, from, to).map(({ user, time }) => ({ user_id: user, time: iso(time) })),
    ),
  );

  scope.get<Asked>('/api/transac/:campaign/hits_per_user', async ({ params, query }) =>
    pageOf(params.campaign, query, logOf(state, params.campaign, query), (log, from, to) =>
      log
        .perUser()
        .slice(from, to)
        .map(({ user, hits, first, last }) => ({ user_id: user, hits, first_time: iso(first), last_time: iso(last) })),
    ),
  );
}

/** A range of the list's hits, in the order defined by the settings. */
function listed({ settings }: FollowState, log: HitLog, from: number, to: number): Hit[] {
  if (settings.hitsOrder === 'oldestFirst') return log.slice(from, to);
  return log.slice(Math.max(0, log.count - to), Math.max(0, log.count - from)).reverse();
}

function logOf(state: FollowState, campaignId: string, query: Query): HitLog {
  const since = dateIn(query, 'since_date');
  if (!state.campaigns.has(campaignId)) throw refuse.unknownKey(campaignId);
  return hitsOf(state, campaignId, since);
}

function pageOf(campaignKey: string, query: Query, log: HitLog, read: (log: HitLog, from: number, to: number) => object[]): object {
  const page = wholeIn(query, 'page', 1) ?? 1;
  const page_size = wholeIn(query, 'page_size', 1, MOST_IN_A_PAGE) ?? MOST_IN_A_PAGE;
  return { success: true, result: { campaignKey, page, page_size, hits: read(log, (page - 1) * page_size, page * page_size) } };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
