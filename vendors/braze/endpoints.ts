import type { Permission } from '../../engine';

/** Where an operation's requests go, what the key must be allowed, and with which others it shares a rate limit. */
interface Endpoint {
  readonly path: string;
  /** As the dashboard names it (Braze, "REST API key permissions"): the path with dots, save one. */
  readonly permission: Permission;
  readonly quota: string;
}

const permissionOf = (path: string): string => path.slice(1).replace(/\//g, '.');

const endpoint = (path: string, over: Partial<Endpoint> = {}): Endpoint => ({ path, permission: permissionOf(path), quota: path, ...over });

/** A path for each value of a choice field, each with a permission of its own. */
const endpointBy = (path: string, field: string, values: readonly string[]): Endpoint => ({
  path,
  permission: { by: field, of: Object.fromEntries(values.map((value) => [value, permissionOf(path.replace(`{${field}}`, value))])) },
  quota: path,
});

/** Shared by events/list and the purchases family (Braze, api_limits.md). */
const CUSTOM_EVENTS = 'events and purchases';

/** Every endpoint by the operation that calls it. */
export const endpoints = {
  'user.track': endpoint('/users/track'),
  'user.delete': endpoint('/users/delete'),
  'user.export': endpoint('/users/export/ids'),
  'pushToken.remove': endpoint('/push_notification/remove'),
  'message.send': endpoint('/messages/send'),
  'message.schedule': endpoint('/messages/schedule/create'),
  'message.updateSchedule': endpoint('/messages/schedule/update'),
  'message.cancelSchedule': endpoint('/messages/schedule/delete'),
  'campaign.trigger': endpoint('/campaigns/trigger/send'),
  'campaign.scheduleTrigger': endpoint('/campaigns/trigger/schedule/create'),
  'campaign.updateTriggerSchedule': endpoint('/campaigns/trigger/schedule/update'),
  'campaign.cancelTriggerSchedule': endpoint('/campaigns/trigger/schedule/delete'),
  'campaign.getMany': endpoint('/campaigns/list'),
  'campaign.get': endpoint('/campaigns/details'),
  'campaign.getSeries': endpoint('/campaigns/data_series'),
  'segment.export': endpoint('/users/export/segment'),
  'segment.getMany': endpoint('/segments/list'),
  'segment.get': endpoint('/segments/details'),
  'segment.getSeries': endpoint('/segments/data_series'),
  'email.getUnsubscribes': endpoint('/email/unsubscribes', { permission: 'email.unsubscribe' }),
  'email.setStatus': endpoint('/email/status'),
  'email.removeBounces': endpoint('/email/bounce/remove'),
  'email.removeSpam': endpoint('/email/spam/remove'),
  'card.getMany': endpoint('/feed/list'),
  'card.get': endpoint('/feed/details'),
  'card.getSeries': endpoint('/feed/data_series'),
  'kpi.getSeries': endpointBy('/kpi/{kpi}/data_series', 'kpi', ['dau', 'mau', 'new_users', 'uninstalls']),
  'session.getSeries': endpoint('/sessions/data_series'),
  'event.getMany': endpoint('/events/list', { quota: CUSTOM_EVENTS }),
  'event.getSeries': endpoint('/events/data_series'),
  'purchase.getProducts': endpoint('/purchases/product_list', { quota: CUSTOM_EVENTS }),
  'purchase.getRevenueSeries': endpoint('/purchases/revenue_series', { quota: CUSTOM_EVENTS }),
  'purchase.getQuantitySeries': endpoint('/purchases/quantity_series', { quota: CUSTOM_EVENTS }),
  'rawData.export': endpoint('/raw_data/export'),
} as const;
