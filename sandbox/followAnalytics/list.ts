import type { FastifyInstance } from 'fastify';
import { isV3 } from './auth';
import { textIn, wholeIn, type Query } from './query';
import { selectForList } from './select';
import type { FollowState } from './state';
import { campaignView } from './view';

/** Default number of campaigns in an answer ("V3: 20"). */
const USUAL_LIMIT = 20;

/** `GET /api/campaigns` ("List all campaigns"), in the version selected by the Accept header. */
export function listRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.get<{ Querystring: Query }>('/api/campaigns', async (request) => {
    const { query } = request;
    const found = selectForList(state, query);
    const offset = wholeIn(query, 'offset', 0);
    const limit = wholeIn(query, 'limit', 1);
    const page = (most = found.length): object[] => found.slice(offset ?? 0, (offset ?? 0) + most).map((campaign) => campaignView(campaign, state));
    if (isV3(request)) {
      return { offset: offset ?? 0, limit: limit ?? USUAL_LIMIT, total_count: found.length, success: true, result: page(limit ?? USUAL_LIMIT) };
    }
    // Version 2 has no total, returns everything without a limit, and echoes its parameters.
    return {
      ...(offset !== undefined && { offset: textIn(query, 'offset') }),
      ...(limit !== undefined && { limit: textIn(query, 'limit') }),
      success: true,
      result: page(limit),
    };
  });
}
