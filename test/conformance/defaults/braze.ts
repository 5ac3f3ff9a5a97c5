import type { JsonObject } from '../../../engine';
import type { Untouched } from './form';

const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

const of = (operation: string, given: JsonObject, wire: Pick<Untouched, 'query' | 'body' | 'path' | 'isSaved'>): Untouched => ({
  vendor: 'braze',
  operation,
  given,
  ...wire,
});

/** Fourteen units back from now, each a day where the endpoint has units ("unit", default day). */
const series = (operation: string, given: JsonObject = {}, more: JsonObject = {}): Untouched =>
  of(operation, given, { query: { ...given, ...more, length: '14' } });
const DAYS = { unit: 'day' };

/** "returns the first set": pages begin at 0. */
const list = (operation: string): Untouched => of(operation, {}, { query: { page: '0' } });

/** "Connected Audience Object": all of them, and of a status whoever has it. */
const FILTERS = [{ custom_attribute_name: 'eye_color', string_comparison: 'equals', string_value: 'blue' }, { kind: 'email_subscription_status' }];
const audience = {
  AND: [
    { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } },
    { email_subscription_status: { comparison: 'is', value: 'subscribed' } },
  ],
};
const MESSAGE = { external_user_ids: ['user1'], android_push: { alert: 'Hi', title: 'Hello' } };
const TEXTS = { title: 'Hello', message: 'Hi' };
const pushes = { apple_push: { alert: { title: 'Hello', body: 'Hi' } }, android_push: { title: 'Hello', alert: 'Hi' } };
const TRIGGER = { campaign_id: DEMO, recipients: [{ external_user_id: 'user1' }] };
const ACTIVITY = {
  ...{ app_id: DEMO, activity_id: 'order-1', content_state: { stops: 3 } },
  ...{ activity_attributes_type: 'Delivery', activity_attributes: { order: 1 } },
};
const notification = { alert: { title: 'Hello', body: 'Hi' } };
const TIME = { time: '2099-05-10T13:00:00+01:00' };
const schedule = { time: '2099-05-10T13:00:00+01:00' };
const messages = { android_push: MESSAGE.android_push };

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** Whether or not it has become midnight since. */
const TOMORROW = expect.stringMatching(new RegExp(`^(${dayIn(1)}|${dayIn(2)})$`));

export const braze: readonly Untouched[] = [
  of('user.track', { user: 'user1' }, { body: { attributes: [{ external_id: 'user1' }] } }),
  of(
    'user.track',
    { user: 'user1', changes: [{ name: 'shoe_size', value: '42' }], profile: { subscription_groups: [{ subscription_group_id: 'news' }] } },
    {
      body: {
        attributes: [{ external_id: 'user1', shoe_size: '42', subscription_groups: [{ subscription_group_id: 'news', subscription_state: 'subscribed' }] }],
      },
    },
  ),
  of('user.delete', { external_ids: ['user1'], confirm: true }, { body: { external_ids: ['user1'] } }),
  of('user.export', { external_ids: ['demo-0001'] }, { body: { external_ids: ['demo-0001'] } }),
  // The state that sends nobody anything.
  of('email.setStatus', { email: ['bob@example.com'] }, { body: { email: ['bob@example.com'], subscription_state: 'unsubscribed' } }),
  // Before there was a choice of channels and recipients, what was filled in was sent.
  of('message.send', { ...MESSAGE, audience_filters: FILTERS }, { body: { external_user_ids: ['user1'], audience, messages }, isSaved: true }),
  of(
    'message.schedule',
    { ...MESSAGE, ...TIME, audience_filters: FILTERS },
    { body: { external_user_ids: ['user1'], audience, schedule, messages }, isSaved: true },
  ),
  of('message.send', { ...TEXTS, external_user_ids: ['user1'] }, { body: { external_user_ids: ['user1'], messages: pushes } }),
  of('message.send', { ...TEXTS, send_to: 'audience', audience_filters: FILTERS }, { body: { broadcast: true, audience, messages: pushes } }),
  of('message.schedule', { ...TEXTS, ...TIME, external_user_ids: ['user1'] }, { body: { external_user_ids: ['user1'], schedule, messages: pushes } }),
  // A change leaves alone what it does not speak of.
  of('message.updateSchedule', { schedule_id: 'demo-schedule', ...TIME }, { body: { schedule_id: 'demo-schedule', schedule } }),
  of('campaign.trigger', { ...TRIGGER, audience_filters: FILTERS }, { body: { ...TRIGGER, audience } }),
  of('campaign.scheduleTrigger', { ...TRIGGER, ...TIME, audience_filters: FILTERS }, { body: { ...TRIGGER, audience, schedule } }),
  series('campaign.getSeries', { campaign_id: DEMO }),
  series('send.getSeries', { campaign_id: DEMO, send_id: 'spring-2099' }),
  of('liveActivity.start', { ...ACTIVITY, ...TEXTS, external_user_ids: ['user1'] }, { body: { ...ACTIVITY, notification, external_user_ids: ['user1'] } }),
  of(
    'liveActivity.start',
    { ...ACTIVITY, ...TEXTS, send_to: 'audience', audience_filters: FILTERS },
    { body: { ...ACTIVITY, notification, custom_audience: audience } },
  ),
  series('segment.getSeries', { segment_id: DEMO }),
  series('card.getSeries', { card_id: DEMO }, DAYS),
  { ...series('kpi.getSeries'), path: 'kpi/mau/data_series' },
  series('session.getSeries', {}, DAYS),
  series('event.getSeries', { event: 'Event A' }, DAYS),
  series('purchase.getRevenueSeries', {}, DAYS),
  series('purchase.getQuantitySeries', {}, DAYS),
  ...['campaign.getMany', 'segment.getMany', 'card.getMany', 'event.getMany', 'purchase.getProducts'].map(list),
  // "limit" is at most 500 today; the last day is not in, so that of tomorrow is asked for.
  of('email.getUnsubscribes', { email: 'bob@example.com' }, { query: { email: 'bob@example.com', end_date: TOMORROW, limit: '500' } }),
];
