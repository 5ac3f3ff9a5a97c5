import { DEMO_ID } from '../apps';
import { MESSAGE_TYPES, type Campaign, type MessageType } from '../catalogue';
import type { BrazeState } from '../state';
import { ARCHIVED_CAMPAIGN, BIG, DAY, madeId, MULTIVARIATE_CAMPAIGN, PAUSED_CAMPAIGN, RECEIPT_CAMPAIGN } from './ids';
import { conversionsFor, messagesFor } from './messages';

const MADE = 270;
const TAGS = ['demo', 'onboarding', 'sale'];
const TYPES: readonly MessageType[] = ['email', 'apple_push', 'android_push', 'in_app_message'];

/** A variation for every kind of message, under both endpoints' names for the two Windows kinds. */
const ALL_VARIANTS: ReadonlyMap<string, MessageType> = new Map([
  ...MESSAGE_TYPES.map((type): [string, MessageType] => [`variation-${type}`, type]),
  ['variation-windows_push', 'windows_phone8_push'],
  ['variation-windows8_push', 'windows_universal_push'],
]);

/** The document's campaign, which accepts every message and can also be triggered, and enough others for three pages. */
export function plantCampaigns(state: BrazeState): void {
  const now = state.world.now();
  const facts = (index: number) => {
    const createdAt = now - (index + 2) * DAY;
    return {
      archived: false,
      tags: [TAGS[index % TAGS.length] as string],
      createdAt,
      updatedAt: createdAt + DAY / 2,
      firstSent: createdAt + DAY / 2,
      lastSent: now - DAY / 2,
      description: '',
      isApi: false,
      scheduleType: 'api_triggered',
      variations: [],
      variants: new Map(),
      teams: [],
    };
  };
  const add = (made: Omit<Campaign, 'messages' | 'conversions'>): void =>
    void state.campaigns.set(made.id, { ...made, messages: messagesFor(made), conversions: conversionsFor(made) });
  add({
    ...facts(0),
    id: DEMO_ID,
    name: 'Demo Campaign',
    isApi: true,
    messageTypes: MESSAGE_TYPES,
    variants: ALL_VARIANTS,
    teams: ['Demo Team'],
    template: {
      type: 'apple_push',
      title: 'Hello {{api_trigger_properties.${first_name}}}',
      body: '{{api_trigger_properties.${product_name}}} for {{api_trigger_properties.${product_price}}}',
    },
  });
  add({
    ...facts(1),
    id: MULTIVARIATE_CAMPAIGN,
    name: 'Which Title Works',
    scheduleType: 'time_based',
    messageTypes: ['android_push'],
    variations: ['Variant 1', 'Variant 2'],
  });
  add({
    ...facts(2),
    id: RECEIPT_CAMPAIGN,
    name: 'Order Receipt',
    messageTypes: ['email'],
    template: {
      type: 'email',
      title: 'Your order {{api_trigger_properties.${order_id}}}',
      body: "Hello {{${first_name} | default: 'there'}}, thank you for {{api_trigger_properties.${product_name}}}.",
    },
  });
  add({
    ...facts(3),
    id: BIG,
    name: 'News For Everybody',
    messageTypes: ['android_push'],
    segmentId: BIG,
    template: { type: 'android_push', title: 'News for {{${home_city}}}', body: '{{${first_name}}}, {{api_trigger_properties.${news}}}' },
  });
  for (let index = 0; index < MADE; index++) {
    add({
      ...facts(index + 4),
      id: madeId('c', index),
      name: `Campaign ${String(index + 1).padStart(3, '0')}`,
      scheduleType: index % 2 ? 'time_based' : 'action_based',
      messageTypes: [TYPES[index % TYPES.length] as MessageType],
      archived: index % 27 === 26,
    });
  }
  // The oldest, so that they come last.
  for (const [place, [id, name, stopped]] of [
    [PAUSED_CAMPAIGN, 'Paused Reminder', { paused: true }] as const,
    [ARCHIVED_CAMPAIGN, 'Archived Reminder', { archived: true }] as const,
  ].entries()) {
    add({
      ...facts(MADE + 4 + place),
      ...stopped,
      id,
      name,
      messageTypes: ['android_push'],
      template: { type: 'android_push', title: 'A reminder', body: '{{api_trigger_properties.${text}}}' },
    });
  }
}
