import { Filling } from '../../server/gaps';
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
  const { id, campaign, canvas, form, createdAt, messages, schedule } = batch;
  const of = campaign ?? canvas;
  return {
    vendor: 'braze',
    id,
    campaignId: of?.id ?? '',
    campaignName: of?.name ?? 'Messages without a campaign',
    channel: messages.map(({ type }) => type).join(', '),
    form,
    state: phaseOf(batch, state.world.now()),
    createdAt,
    sendAt: spanOf(schedule)[0],
    count: state.outbox.selectionOf(batch).count,
  };
}

/** Differs once a message of the batch may have changed: one that has been sent never does. */
export function stampOf(state: BrazeState, batch: Batch): string {
  const now = state.world.now();
  if (!state.outbox.isWaiting(batch)) return 'gone';
  // At local times and at the best time of each, people's messages leave one by one.
  const phase = phaseOf(batch, now);
  return `${phase} ${state.version} ${phase === 'scheduled' ? '' : now}`;
}

/** A page of a batch's messages, as their recipients would have seen them: all kinds for one person, then those for the next. */
export async function messagePage(state: BrazeState, batch: Batch, offset: number, limit: number, counted: boolean): Promise<MessagePage> {
  const { messages } = batch;
  const selection = state.outbox.selectionOf(batch);
  const now = state.world.now();
  const total = selection.count * messages.length;
  const page: MessagePage = { total, offset, messages: [] };
  for (let index = offset; index < Math.min(offset + limit, total); index++) {
    const { type, title, body, parts } = messages[index % messages.length] as Template;
    const addressee = selection.at(Math.floor(index / messages.length));
    const filling = new Filling((template) => fill(template, addressee));
    page.messages.push({
      index,
      type,
      user: addressee.name,
      channel: FORMS[type].channel,
      title: filling.text('title', title),
      body: filling.text('body', body),
      ...(parts && { parts: filling.parts(parts) }),
      variables: Object.fromEntries(Object.entries(addressee.properties).map(([name, value]) => [name, asText(value)])),
      platforms: [...FORMS[type].platforms],
      status: statusOf(state, batch, addressee, type, now),
      ...(filling.gaps.length > 0 && { gaps: filling.gaps }),
    });
  }
  if (!counted || total > COUNTED_MESSAGES) return page;
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
