import { Filling } from '../server/gaps';
import { partsOf, textOf } from '../server/parts';
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
export function messagePage(state: FollowState, batch: Batch, offset: number, limit: number, counted: boolean): MessagePage {
  const { messages, campaigns } = batch;
  const total = messages.length * campaigns.length;
  const at = (index: number): readonly [Campaign, Message] => [
    campaigns[Math.floor(index / messages.length)] as Campaign,
    messages[index % messages.length] as Message,
  ];
  const page: MessagePage = { total, offset, messages: [] };
  for (let index = offset; index < Math.min(offset + limit, total); index++) page.messages.push(viewOf(state, batch, ...at(index), index));
  if (!counted || total > COUNTED_MESSAGES) return page;
  const counts: Record<string, number> = {};
  for (let index = 0; index < total; index++) {
    const status = statusOf(state, batch, ...at(index));
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return { ...page, counts };
}

/** Differs once a message of the request may have changed. */
export function stampOf(state: FollowState, batch: Batch): string {
  return batch.campaigns.map((campaign) => state.batchPhase(batch, campaign)).join();
}

function viewOf(state: FollowState, batch: Batch, campaign: Campaign, message: Message, index: number): MessageView {
  const { user_id: user, template_variables: values = {} } = message;
  const { params, includesPush } = campaign;
  const filling = new Filling((template) => fill(template, values));
  const shown = (name: string, field: string): string => (typeof params[name] === 'string' ? filling.text(field, params[name]) : '');
  const title = shown('push_title', 'title') || shown('message_title', 'title') || shown('inapp_content_title', 'title');
  const pieces = [
    shown('push_message', 'body'),
    [shown('message_content', 'body'), shown('inapp_content_url', 'body'), ...parametersOf(params, filling)].filter((text) => text !== '').join(', '),
    shown('deep_linking_url', 'body'),
  ];
  const texts = pieces.filter((text) => text !== '');
  const parts = partsOf({
    text: texts.length > 1 ? shown(includesPush ? 'push_message' : 'message_content', 'text') : undefined,
    subtitle: shown('push_subtitle', 'subtitle'),
    link: shown('deep_linking_url', 'link') || shown('inapp_content_url', 'link'),
    buttons: textOf(params.message_btn) === undefined ? [] : [{ text: shown('message_btn', 'buttons') }],
  });
  return {
    index,
    type: channelsOf(campaign).join(' + '),
    channel: includesPush ? 'push' : 'inapp',
    user,
    title,
    body: texts.join(' | '),
    ...(Object.keys(parts).length > 0 && { parts }),
    variables: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)])),
    platforms: [...new Set(outcomesOf(state, campaign, message).flatMap(({ platform }) => (platform ? [platform] : [])))],
    status: statusOf(state, batch, campaign, message),
    ...(filling.gaps.length > 0 && { gaps: filling.gaps }),
  };
}

function statusOf(state: FollowState, batch: Batch, campaign: Campaign, message: Message): string {
  const phase = state.batchPhase(batch, campaign);
  if (phase === 'canceled') return 'canceled';
  if (phase !== 'complete') return 'pending';
  return outcomesOf(state, campaign, message)[0]?.code || 'sent';
}

function parametersOf({ inapp_parameters: list }: JsonObject, filling: Filling): string[] {
  return Array.isArray(list) ? (list as { key: string; value: string }[]).map(({ key, value }) => `${key}: ${filling.text('parameters', value)}`) : [];
}
