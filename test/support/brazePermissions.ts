/**
 * What a REST API key needs, from Braze's page "REST API key permissions" and not from the catalogue: the permission by operation, and by KPI where
 * each has its own. The page has none for the two endpoints of the Appboy document that Braze does not list any more (`push_notification/remove`,
 * `raw_data/export`); by its rule they are the path with dots.
 */
export const BRAZE_PERMISSIONS: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  'user.track': 'users.track',
  'user.delete': 'users.delete',
  'user.export': 'users.export.ids',
  'pushToken.remove': 'push_notification.remove',
  'message.send': 'messages.send',
  'message.schedule': 'messages.schedule.create',
  'message.updateSchedule': 'messages.schedule.update',
  'message.cancelSchedule': 'messages.schedule.delete',
  'campaign.trigger': 'campaigns.trigger.send',
  'campaign.scheduleTrigger': 'campaigns.trigger.schedule.create',
  'campaign.updateTriggerSchedule': 'campaigns.trigger.schedule.update',
  'campaign.cancelTriggerSchedule': 'campaigns.trigger.schedule.delete',
  'campaign.getMany': 'campaigns.list',
  'campaign.get': 'campaigns.details',
  'campaign.getSeries': 'campaigns.data_series',
  'segment.export': 'users.export.segment',
  'segment.getMany': 'segments.list',
  'segment.get': 'segments.details',
  'segment.getSeries': 'segments.data_series',
  'email.getUnsubscribes': 'email.unsubscribe',
  'email.setStatus': 'email.status',
  'email.removeBounces': 'email.bounce.remove',
  'email.removeSpam': 'email.spam.remove',
  'card.getMany': 'feed.list',
  'card.get': 'feed.details',
  'card.getSeries': 'feed.data_series',
  'kpi.getSeries': {
    dau: 'kpi.dau.data_series',
    mau: 'kpi.mau.data_series',
    new_users: 'kpi.new_users.data_series',
    uninstalls: 'kpi.uninstalls.data_series',
  },
  'session.getSeries': 'sessions.data_series',
  'event.getMany': 'events.list',
  'event.getSeries': 'events.data_series',
  'purchase.getProducts': 'purchases.product_list',
  'purchase.getRevenueSeries': 'purchases.revenue_series',
  'purchase.getQuantitySeries': 'purchases.quantity_series',
  'rawData.export': 'raw_data.export',
  'message.getScheduled': 'messages.schedule_broadcasts',
  'send.create': 'sends.id.create',
  'send.getSeries': 'sends.data_series',
  'transactional.send': 'transactional.send',
  'liveActivity.start': 'messages.live_activity.start',
  'liveActivity.update': 'messages.live_activity.update',
};

/** The same for what the triggers read. */
export const BRAZE_TRIGGERS: Readonly<Record<string, string>> = {
  campaignSeries: 'campaigns.data_series',
  eventSeries: 'events.data_series',
  revenueSeries: 'purchases.revenue_series',
  segmentSeries: 'segments.data_series',
  unsubscribes: 'email.unsubscribe',
};

/** Every name of the table. */
export const ALL_PERMISSIONS: readonly string[] = [
  ...new Set(Object.values(BRAZE_PERMISSIONS).flatMap((each) => (typeof each === 'string' ? [each] : Object.values(each)))),
];

/** A key of the sandbox with these permissions and no others. */
export const keyWith = (...permissions: readonly string[]): string => `demo-key-with:${permissions.join(',')}`;
