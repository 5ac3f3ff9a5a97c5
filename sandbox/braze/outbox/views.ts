import type { BatchView, MessagePage } from '../../server/world';
import type { Template } from '../catalogue';
import { FORMS } from '../messages/forms';
import { spanOf } from '../messages/schedule';
import type { BrazeState } from '../state';
import { phaseOf, type Batch } from './batch';
import { statusOf } from './fates';
import { asText, fill } from './templates';

/** Above this many messages, statuses are not counted on demand. */
const COUNTED_MESSAGES = 50_000;

export function batchView(state: BrazeState, batch: Batch): BatchView {
  const { id, campaign, form, createdAt, messages, schedule } = batch;
  return {
    vendor: 'braze',
    id,
    campaignId: campaign?.id ?? '',
    campaignName: campaign?.name ?? 'Messages without a campaign',
    channel: messages.map(({ type }) => type).join(', '),
    form,
    state: phaseOf(batch, state.world.now()),
    createdAt,
    sendAt: spanOf(schedule)[0],
    count: state.outbox.selectionOf(batch).count,
  };
}

/** A page of a batch's messages, as their recipients would have seen them: all kinds for one person, then those for the next. */
export async function messagePage(state: BrazeState, batch: Batch, offset: number, limit: number): Promise<MessagePage> {
  const { messages } = batch;
  const selection = state.outbox.selectionOf(batch);
  const now = state.world.now();
  const total = selection.count * messages.length;
  const page: MessagePage = { total, offset, messages: [] };
  for (let index = offset; index < Math.min(offset + limit, total); index++) {
    const { type, title, body } = messages[index % messages.length] as Template;
    const addressee = selection.at(Math.floor(index / messages.length));
    page.messages.push({
      index,
      type,
      user: addressee.name,
      title: fill(title, addressee),
      body: fill(body, addressee),
      variables: Object.fromEntries(Object.entries(addressee.properties).map(([name, value]) => [name, asText(value)])),
      platforms: [...FORMS[type].platforms],
      status: statusOf(state, batch, addressee, type, now),
    });
  }
  if (total > COUNTED_MESSAGES) return page;
  page.counts = {};
  for (let person = 0; person < selection.count; person++) {
    const addressee = selection.at(person);
    for (const { type } of messages) {
      const status = statusOf(state, batch, addressee, type, now);
      page.counts[status] = (page.counts[status] ?? 0) + 1;
    }
  }
  return page;
}
