import { DEMO_ID } from '../apps';
import type { Campaign, Template } from '../catalogue';
import { newId } from '../outbox/batch';
import type { BrazeState } from '../state';
import { RECEIPT_CAMPAIGN } from './ids';

const HOUR = 3_600_000;
const FAR_AHEAD = Date.UTC(2099, 11, 31, 12);

/** What was sent earlier, and the schedules that tests and examples change and delete. */
export function plantHistory(state: BrazeState): void {
  const now = state.world.now();
  const named = (...ids: string[]) => ids.map((external_id) => ({ identity: { external_id }, properties: {} }));
  const add = (of: {
    campaignId?: string;
    canvasId?: string;
    hoursAgo: number;
    at?: number;
    scheduleId?: string;
    ids: string[];
    properties?: Record<string, unknown>;
    messages?: Template[];
  }) => {
    const campaign = of.campaignId === undefined ? undefined : (state.campaigns.get(of.campaignId) as Campaign & { template: Template });
    const canvas = of.canvasId === undefined ? undefined : state.canvases.get(of.canvasId);
    const isTrigger = campaign !== undefined || canvas !== undefined;
    const createdAt = now - of.hoursAgo * HOUR;
    state.outbox.add({
      id: newId(),
      form: of.scheduleId === undefined ? (isTrigger ? 'trigger' : 'send') : isTrigger ? 'trigger schedule' : 'schedule',
      ...(campaign && { campaign }),
      ...(canvas && { canvas }),
      ...(of.scheduleId !== undefined && { scheduleId: of.scheduleId }),
      createdAt,
      order: { recipients: named(...of.ids), properties: of.properties ?? {}, subscription: 'subscribed' },
      messages: of.messages ?? canvas?.entry ?? (campaign ? [campaign.template] : []),
      schedule: { mode: 'fixed', at: of.at ?? createdAt },
    });
  };
  state.sendIds.create(DEMO_ID, 'spring-2099', now - 3 * 24 * HOUR);
  const shoes = { first_name: 'friend', product_name: 'shoes', product_price: 79.99 };
  add({ campaignId: DEMO_ID, hoursAgo: 30, scheduleId: 'demo-trigger-schedule', at: FAR_AHEAD, ids: ['user1', 'user2'], properties: shoes });
  add({ canvasId: DEMO_ID, hoursAgo: 29, scheduleId: 'demo-canvas-schedule', at: FAR_AHEAD, ids: ['user1', 'user2'], properties: shoes });
  const reminder: Template = { type: 'apple_push', title: 'Happy New Year', body: 'See you in 2100, {{${first_name}}}!' };
  add({ hoursAgo: 28, scheduleId: 'demo-schedule', at: FAR_AHEAD, ids: ['user1', 'user2', 'user3'], messages: [reminder] });
  add({ campaignId: DEMO_ID, hoursAgo: 5, ids: ['user1', 'user2', 'demo-0001', 'demo-0005'], properties: shoes });
  add({ campaignId: RECEIPT_CAMPAIGN, hoursAgo: 2, ids: ['user3', 'demo-0010'], properties: { order_id: 'A-1042', product_name: 'a backpack' } });
}
