import type { FastifyInstance } from 'fastify';
import type { Row } from '../csv/rows';
import { drain } from '../server/body';
import { originOf } from '../server/control';
import { messagesLink, reportLinks } from './files';
import { refuse } from './refusals';
import { epoch, type Batch, type BryjState } from './state';

/** Cancel, scheduled and report: the calls about an earlier request. */
export function requestRoutes(app: FastifyInstance, state: BryjState): void {
  /** Section "Cancel a request". */
  app.put<{ Params: { id: string } }>('/api/campaigns/request/:id/cancel', async (request) => {
    await drain(request);
    const batch = state.batch(requireId(request.params.id));
    const phase = state.phase(batch);
    if (phase === 'canceled') throw refuse.alreadyCanceled();
    if (phase !== 'scheduled') throw refuse.tooLateToCancel();
    batch.canceledAt = state.world.now();
    state.world.changed();
    return {
      request_id: batch.id,
      campaign_id: batch.campaign.id,
      requested_at: epoch(batch.createdAt),
      to_be_send_at: epoch(batch.sendAt),
      // The table describes `messages` as "JSON or link"; the example has `Messages`, with an object. Both are returned here.
      ...(batch.form === 'json'
        ? { Messages: { campaign_identifier: batch.campaign.id, messages: await messagesOf(batch) } }
        : { messages: messagesLink(state, batch, originOf(request.headers.host)) }),
    };
  });

  /** Section "Get scheduled requests". */
  app.get<{ Params: { id: string } }>('/api/campaigns/:id/request/scheduled', async (request) => {
    const campaign = state.campaigns.get(request.params.id);
    if (!campaign) throw refuse.campaignNotFound(request.params.id);
    const scheduled = [...state.batches.values()].filter((batch) => batch.campaign.id === campaign.id && state.phase(batch) === 'scheduled');
    const origin = originOf(request.headers.host);
    return {
      campaign_id: campaign.id,
      requests: await Promise.all(
        scheduled.map(async (batch) => ({
          request_id: batch.id,
          requested_at: epoch(batch.createdAt),
          to_be_send_at: epoch(batch.sendAt),
          messages: batch.form === 'json' ? await messagesOf(batch) : messagesLink(state, batch, origin),
        })),
      ),
    };
  });

  /** Section "Retrieve reports". */
  app.get<{ Querystring: Record<string, unknown> }>('/api/campaigns/report', async (request) => {
    const { request_id: id } = request.query;
    if (Array.isArray(id) || Object.keys(request.query).some((name) => name.startsWith('request_id['))) throw refuse.requestNotString();
    const batch = state.batch(requireId(id as string | undefined));
    const phase = state.phase(batch);
    // A canceled request is never processed; the page has no message of its own for it.
    if (phase === 'scheduled' || phase === 'processing' || phase === 'canceled') throw refuse.notProcessed();
    if (batch.campaign.channel === 'inapp' && phase !== 'published') throw refuse.notPublished();
    return { request_id: batch.id, reports: reportLinks(state, batch, originOf(request.headers.host)) };
  });
}

function requireId(id: string | undefined): string {
  if (id === undefined || id.trim() === '') throw refuse.noRequest();
  return id;
}

async function messagesOf(batch: Batch): Promise<unknown[]> {
  const { source } = batch;
  const messages: unknown[] = [];
  for await (const rows of source.blocks(0, source.count)) {
    for (const row of rows) messages.push({ user_id: row.user, template_variables: variablesOf(source.variables, row) });
  }
  return messages;
}

/** A row's values by name. */
export function variablesOf(names: readonly string[], row: Row): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [name, row.values[i] ?? '']));
}
