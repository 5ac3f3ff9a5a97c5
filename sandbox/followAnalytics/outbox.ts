import type { BatchView, MessagePage, MessageView } from '../server/world';
import { outcomesOf } from './outcomes';
import { isComplete } from './report';
import type { Batch, Campaign, FollowState, JsonObject, Message } from './state';

/** What each request shows: a line for every campaign that it sends. */
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

/** A page of a request's messages, as their receivers would have seen them: campaign after campaign. */
export function messagePage(state: FollowState, batch: Batch, offset: number, limit: number): MessagePage {
  const { messages, campaigns } = batch;
  const total = messages.length * campaigns.length;
  const at = (index: number): readonly [Campaign, Message] => [
    campaigns[Math.floor(index / messages.length)] as Campaign,
    messages[index % messages.length] as Message,
  ];
  const page: MessagePage = { total, offset, messages: [], counts: {} };
  for (let index = offset; index < Math.min(offset + limit, total); index++) page.messages.push(viewOf(state, batch, ...at(index), index));
  for (let index = 0; index < total; index++) {
    const status = statusOf(state, batch, ...at(index));
    (page.counts as Record<string, number>)[status] = (page.counts?.[status] ?? 0) + 1;
  }
  return page;
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
    variables: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
    platforms: outcomesOf(state, campaign, user, isComplete(campaign, message)).flatMap(({ platform }) => (platform ? [platform] : [])),
    status: statusOf(state, batch, campaign, message),
  };
}

function statusOf(state: FollowState, batch: Batch, campaign: Campaign, message: Message): string {
  const phase = state.batchPhase(batch, campaign);
  if (phase === 'canceled') return 'canceled';
  if (phase !== 'complete') return 'pending';
  return outcomesOf(state, campaign, message.user_id, isComplete(campaign, message))[0]?.code || 'sent';
}

/** A name that nobody gave a value for stays as it stands. */
function fill(text: string, values: JsonObject): string {
  return text.replace(/\*@([^@*]+)@\*/g, (whole, name: string) => (values[name] === undefined || values[name] === null ? whole : String(values[name])));
}

function parametersOf({ inapp_parameters: list }: JsonObject, values: JsonObject): string[] {
  return Array.isArray(list) ? (list as { key: string; value: string }[]).map(({ key, value }) => `${key}: ${fill(value, values)}`) : [];
}

function channelsOf({ includesPush, includesInapp }: Campaign): string[] {
  return [...(includesPush ? ['push'] : []), ...(includesInapp ? ['inapp'] : [])];
}
