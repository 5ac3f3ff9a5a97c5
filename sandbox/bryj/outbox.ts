import { Filling } from '../server/gaps';
import type { BatchView, MessagePage } from '../server/world';
import { outcomeOf } from './outcomes';
import { variablesOf } from './requests';
import type { Batch, BryjState } from './state';
import { fill } from './templates';

/** Above this many people, statuses are not counted on demand. */
const COUNTED_ROWS = 200_000;

export function batchView(state: BryjState, batch: Batch): BatchView {
  const { id, campaign, form, createdAt, sendAt, source } = batch;
  return {
    vendor: 'bryj',
    id,
    campaignId: campaign.id,
    campaignName: campaign.name,
    channel: campaign.channel,
    form,
    state: state.phase(batch),
    createdAt,
    sendAt,
    count: source.count,
    ...(source.bytes !== undefined && { bytes: source.bytes }),
  };
}

/** A page of a batch's messages, as their recipients would have seen them. */
export async function messagePage(state: BryjState, batch: Batch, offset: number, limit: number, counted: boolean): Promise<MessagePage> {
  const { campaign, source } = batch;
  const statusOf = statusReader(state, batch);
  const page: MessagePage = { total: source.count, offset, messages: [] };
  for await (const rows of source.blocks(offset, offset + limit)) {
    for (const row of rows) {
      const variables = variablesOf(source.variables, row);
      const filling = new Filling((template) => fill(template, variables));
      page.messages.push({
        index: offset + page.messages.length,
        user: row.user,
        title: filling.text('title', campaign.title),
        body: filling.text('body', campaign.body),
        channel: campaign.channel,
        variables,
        platforms: outcomeOf(row.user, campaign.channel, true).platforms,
        status: statusOf(row.user),
        ...(filling.gaps.length > 0 && { gaps: filling.gaps }),
      });
    }
  }
  if (counted && source.count <= COUNTED_ROWS) {
    page.counts = {};
    for await (const rows of source.blocks(0, source.count)) {
      for (const { user } of rows) {
        const status = statusOf(user);
        page.counts[status] = (page.counts[status] ?? 0) + 1;
      }
    }
  }
  return page;
}

function statusReader(state: BryjState, batch: Batch): (user: string) => string {
  const phase = state.phase(batch);
  if (phase === 'canceled') return () => 'canceled';
  if (phase === 'scheduled' || phase === 'processing') return () => 'pending';
  if (batch.campaign.channel === 'inapp' && phase !== 'published') return () => 'pending';
  const settled = state.isSettled(batch, state.world.now());
  return (user) => outcomeOf(user, batch.campaign.channel, settled).error || 'sent';
}
