import { isRecord } from '../../server/body';
import { partsOf, textOf, type MessageButton, type MessageParts } from '../../server/parts';
import type { MessageView } from '../../server/world';
import { PLATFORMS, type Platform } from '../account';
import type { Campaign, Dispatch } from '../campaigns';
import type { Members } from '../checks/members';
import type { Users } from '../users';

export type Message = Omit<MessageView, 'index'>;

/** All messages of a campaign: those already sent, then those for everyone currently matching. */
export function messagesOf(campaign: Campaign, users: Users): Message[] {
  const upcoming = campaign.waiting.map(({ at, payload, audience }) => ({ at, payload, users: users.matching(audience) }));
  const waits = campaign.stoppedAt === undefined ? 'pending' : 'canceled';
  return [
    ...campaign.dispatches.flatMap((dispatch) => messagesIn(campaign, dispatch, 'sent')),
    ...upcoming.flatMap((dispatch) => messagesIn(campaign, dispatch, waits)),
  ];
}

/** One message for each of the campaign's platforms that has a payload block and on which the person has the app. */
function messagesIn({ order }: Campaign, { payload, users }: Dispatch, state: string): Message[] {
  const platforms = PLATFORMS.filter((platform) => order.platforms.includes(platform) && payload[platform]);
  return users.flatMap(({ id, platforms: own, optedOut }) => {
    const reached = platforms.filter((platform) => own.includes(platform));
    if (reached.length === 0) return [blank(id)];
    return reached.map((platform) => messageOn(platform, payload[platform] as Members, id, optedOut && state !== 'canceled' ? 'not opted in' : state));
  });
}

function messageOn(platform: Platform, block: Members, user: string, status: string): Message {
  const extras = [block.summary, block.subtitle, block.redirectURL, block.imageURL, ...richValues(block), ...actionNames(block)];
  const body = [block.message, ...extras].filter((text) => typeof text === 'string' && text !== '').join('\n');
  const parts = partsIn(block);
  return {
    type: platform,
    channel: platform === 'WEB' ? 'webpush' : 'push',
    user,
    title: String(block.title),
    body,
    ...(Object.keys(parts).length > 0 && { parts }),
    variables: variablesIn(block),
    platforms: [platform.toLowerCase()],
    status,
  };
}

const blank = (user: string): Message => ({ user, channel: 'push', title: '', body: '', variables: {}, platforms: [], status: 'no device' });

const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const richValues = ({ richContent }: Members): unknown[] => records(richContent).map(({ type, value }) => `${String(type)}: ${String(value)}`);
const actionNames = ({ additionalActions }: Members): unknown[] =>
  records(additionalActions).map(({ type, name, category }) => `[${String(name ?? category ?? type)}]`);

function partsIn(block: Members): MessageParts {
  const picture = records(block.richContent).find(({ type }) => type === 'image' || type === 'gif')?.value;
  const action = isRecord(block.defaultAction) ? textOf(block.defaultAction.value) : undefined;
  return partsOf({
    text: textOf(block.message),
    subtitle: textOf(block.subtitle) ?? textOf(block.summary),
    image: textOf(block.imageURL) ?? textOf(picture),
    link: textOf(block.redirectURL) ?? action,
    buttons: buttonsIn(block),
  });
}

const buttonsIn = ({ additionalActions }: Members): MessageButton[] =>
  records(additionalActions).map(({ type, name, category, value }) => {
    const link = textOf(value);
    return { text: String(name ?? category ?? type), ...(link !== undefined && { link }) };
  });

/** The pairs that the app receives with a click. */
function variablesIn({ defaultAction }: Members): Record<string, string> {
  const pairs = isRecord(defaultAction) && isRecord(defaultAction.kvPairs) ? defaultAction.kvPairs : {};
  return Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, String(value)]));
}
