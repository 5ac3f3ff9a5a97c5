import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../server/control';
import { linkTo } from './links';
import type { Query } from './query';
import { selectForList } from './select';
import { epoch, type Campaign, type FollowState } from './state';
import { campaignView } from './view';

const PATH = '/campaigns.csv';

/**
 * `GET /api/campaigns/list_export` ("List all campaigns"). The page that describes its answers is not public: here it is polled until it is ready, like
 * a report, and has the list's filters. The setting `exportForm` selects other possible behaviors.
 */
export function exportRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.get<{ Querystring: Query }>('/api/campaigns/list_export', async (request, reply) => {
    const campaigns = selectForList(state, request.query);
    if (!isReady(state, request)) return reply.code(202).send({ success: true, result: 'Request not yet complete' });
    if (state.settings.exportForm === 'csv') return sendCsv(reply, campaigns, state);
    if (state.settings.exportForm === 'raw') return { success: true, result: campaigns.map((campaign) => campaignView(campaign, state)) };
    return { success: true, result: { report_url: linkTo(state, originOf(request.headers.host), PATH + queryOf(request)) } };
  });
}

/** The file behind the link, generated when it is read. */
export function exportFiles(scope: FastifyInstance, state: FollowState): void {
  scope.get<{ Querystring: Query }>(PATH, async ({ query }, reply) => sendCsv(reply, selectForList(state, query), state));
}

/** The same query is the same export, until a link to it would have expired. */
function isReady(state: FollowState, request: FastifyRequest): boolean {
  const { exportMs, linkMs } = state.settings;
  const now = state.world.now();
  const since = state.exportsSince.get(queryOf(request));
  if (since !== undefined && now < since + exportMs + linkMs) return now >= since + exportMs;
  state.exportsSince.set(queryOf(request), now);
  return exportMs === 0;
}

function queryOf({ url }: FastifyRequest): string {
  return /\?.+$/.exec(url)?.[0] ?? '';
}

const COLUMNS: Readonly<Record<string, (campaign: Campaign, state: FollowState) => unknown>> = {
  identifier: ({ id }) => id,
  name: ({ name }) => name,
  status: (campaign, state) => state.phase(campaign),
  type: ({ type }) => type,
  includes_push: ({ includesPush }) => includesPush,
  includes_inapp: ({ includesInapp }) => includesInapp,
  app_id: ({ appId }) => appId,
  labels: ({ labels }) => labels.join('|'),
  launched_at: ({ launchedAt }) => seconds(launchedAt),
  start_date: (campaign, state) => seconds(state.startOf(campaign)),
  end_date: (campaign, state) => seconds(state.endOf(campaign)),
  created_at: ({ createdAt }) => seconds(createdAt),
  updated_at: ({ updatedAt }) => seconds(updatedAt),
};

function sendCsv(reply: FastifyReply, campaigns: readonly Campaign[], state: FollowState): FastifyReply {
  const lines = [Object.keys(COLUMNS), ...campaigns.map((campaign) => Object.values(COLUMNS).map((cellOf) => cellOf(campaign, state)))];
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="campaigns.csv"')
    .send(lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join(''));
}

function seconds(ms: number | undefined): number | '' {
  return ms === undefined ? '' : epoch(ms);
}

function quoted(value: unknown): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
