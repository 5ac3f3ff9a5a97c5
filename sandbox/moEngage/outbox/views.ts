import type { BatchView, MessagePage } from '../../server/world';
import { TEST_APP } from '../account';
import type { Campaign } from '../campaigns';
import type { MoEngageState } from '../state';
import { messagesOf } from './messages';

/** A campaign's state, which the API itself never returns. */
function stateOf({ waiting, dispatches, stoppedAt }: Campaign): string {
  if (stoppedAt !== undefined) return 'canceled';
  if (waiting.length === 0) return 'sent';
  return dispatches.length === 0 ? 'scheduled' : 'sending';
}

/** Differs once a message of the campaign may have changed. */
export const stampOf = ({ dispatches, waiting, stoppedAt }: Campaign): string => `${dispatches.length} ${waiting.length} ${stoppedAt !== undefined}`;

/** A campaign as listed in the outbox: one batch, whatever the number of its requests and runs. */
export function batchView(state: MoEngageState, campaign: Campaign): BatchView {
  const { cid, name, app, order, createdAt, dispatches, waiting } = campaign;
  const people = dispatches.reduce((sum, { users }) => sum + users.length, 0);
  return {
    vendor: 'moEngage',
    id: cid,
    campaignId: cid,
    campaignName: name,
    channel: order.platforms.join(', '),
    form: app === TEST_APP ? `${order.audience.kind} (test)` : order.audience.kind,
    state: stateOf(campaign),
    createdAt,
    sendAt: Math.min(...waiting.map(({ at }) => at), dispatches.at(-1)?.at ?? Infinity),
    count: waiting.reduce((sum, { audience }) => sum + state.users.matching(audience).length, people),
  };
}

export function messagePage(state: MoEngageState, campaign: Campaign, offset: number, limit: number): MessagePage {
  const all = messagesOf(campaign, state.users);
  const counts: Record<string, number> = {};
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1;
  return { total: all.length, offset, messages: all.slice(offset, offset + limit).map((message, i) => ({ index: offset + i, ...message })), counts };
}
