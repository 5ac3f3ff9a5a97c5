import type { BatchView, MessagePage, MessageView } from '../server/world';
import { channelsOf, outcomesOf } from './outcomes';
import type { Batch, Campaign, FollowState, JsonObject, Message } from './state';
import { asText, fill } from './templates';

/** Above this many messages, statuses are not counted on demand. */
const COUNTED_MESSAGES = 200_000;

/** The outbox entries of each request: one for every campaign that it sends. */
export function batchViews(state: FollowState): BatchView[] {
  return [...state.batches.values()].map((batch) => {
    const [first, ...others] = batch.campaigns as [Campaign, ...Campaign[]];
    return {
      vendor: 'followAnalytics',
      id: batch.id,
      campaignId: first.id,
      campaignName: others.length > 0 ? `${first.name} and ${others.length} more` : first.name,
      channel: [...new Set(batch.campaigns.flatMap(channelsOf))].join(' + '),
      form: 'json',
      state: state.batchPhase(batch),
      createdAt: batch.createdAt,
      sendAt: batch.sendAt,
      count: batch.messages.length * batch.campaigns.length,
    };
  });
}

/** A page of a request's messages, as their recipients would have seen them: campaign by campaign. */
export function messagePage(state: FollowState, batch: Batch, offset: number, limit: number): MessagePage {
  const { messages, campaigns } = batch;
  const total = messages.length * campaigns.length;
  const at = (index: number): readonly [Campaign, Message] => [
    campaigns[Math.floor(index / messages.length)] as Campaign,
    messages[index % messages.length] as Message,
  ];
  const page: MessagePage = { total, offset, messages: [] };
  for (let index = offset; index < Math.min(offset + limit, total); index++) page.messages.push(viewOf(state, batch, ...at(index), index));
  if (total > COUNTED_MESSAGES) return page;
  const counts: Record<string, number> = {};
  for (let index = 0; index < total; index++) {
    const status = statusOf(state, batch, ...at(index));
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return { ...page, counts };
}

function viewOf(state: FollowState, batch: Batch, campaign: Campaign, message: Message, index: number): MessageView {
  const { user_id: user, template_variables: values = {} } = message;
  const { params } = campaign;
  const shown = (name: string): string => (typeof params[name] === 'string' ? fill(params[name], values) : '');
  const inapp = [shown('message_content'), shown('inapp_content_url'), ...parametersOf(params, values)].filter((text) => text !== '').join(', ');
  return {
    index,
    type: channelsOf(campaign).join(' + '),
    user,
    title: shown('push_title') || shown('message_title') || shown('inapp_content_title'),
    body: [shown('push_message'), inapp, shown('deep_linking_url')].filter((text) => text !== '').join(' | '),
    variables: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)])),
    platforms: [...new Set(outcomesOf(state, campaign, message).flatMap(({ platform }) => (platform ? [platform] : [])))],
    status: statusOf(state, batch, campaign, message),
  };
}

function statusOf(state: FollowState, batch: Batch, campaign: Campaign, message: Message): string {
  const phase = state.batchPhase(batch, campaign);
  if (phase === 'canceled') return 'canceled';
  if (phase !== 'complete') return 'pending';
  return outcomesOf(state, campaign, message)[0]?.code || 'sent';
}

function parametersOf({ inapp_parameters: list }: JsonObject, values: JsonObject): string[] {
  return Array.isArray(list) ? (list as { key: string; value: string }[]).map(({ key, value }) => `${key}: ${fill(value, values)}`) : [];
}
