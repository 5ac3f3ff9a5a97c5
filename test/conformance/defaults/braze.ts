import type { JsonObject } from '../../../engine';
import { fileOf } from '../../support/host';
import type { Untouched } from './form';

const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const DEMO_INTEGRATION = 'cd100000-0000-4000-8000-000000000001';

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
const TO_CANVAS = { canvas_id: DEMO, recipients: [{ external_user_id: 'user1' }] };
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

/** "Date on which the data export should end": required, so it is said even if it is now. */
const AT_ONCE = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);

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
  of(
    'user.identify',
    { external_id: 'user1', alias_name: 'device-17', alias_label: 'device', confirm: true },
    { body: { aliases_to_identify: [{ external_id: 'user1', user_alias: { alias_name: 'device-17', alias_label: 'device' } }] } },
  ),
  of(
    'user.merge',
    { merge_external_id: 'user2', keep_external_id: 'user1', confirm: true },
    { body: { merge_updates: [{ identifier_to_merge: { external_id: 'user2' }, identifier_to_keep: { external_id: 'user1' } }] } },
  ),
  // Nobody new is made unless the form says so.
  of(
    'alias.create',
    { external_id: 'user1', alias_name: 'c-1001', alias_label: 'crm_id' },
    { body: { user_aliases: [{ external_id: 'user1', alias_name: 'c-1001', alias_label: 'crm_id' }] } },
  ),
  of('user.export', { external_ids: ['demo-0001'] }, { body: { external_ids: ['demo-0001'] } }),
  // A file, which is no JSON.
  of('media.create', { asset_file: fileOf('GIF89a', 'a.gif') as never }, { path: 'media_library/create' }),
  of(
    'catalog.create',
    { name: 'hotels', description: 'Hotels', fields: [{ name: 'city' }] },
    {
      body: {
        catalogs: [
          {
            name: 'hotels',
            description: 'Hotels',
            fields: [
              { name: 'id', type: 'string' },
              { name: 'city', type: 'string' },
            ],
          },
        ],
      },
    },
  ),
  of('catalogField.create', { catalog_name: 'restaurants', fields: [{ name: 'city' }] }, { body: { fields: [{ name: 'city', type: 'string' }] } }),
  of(
    'catalogSelection.create',
    { catalog_name: 'restaurants', name: 'in-paris', filters: [{ field: 'City', value: 'Paris' }] },
    { body: { selection: { name: 'in-paris', filters: [{ field: 'City', operator: 'equals', value: 'Paris' }] } } },
  ),
  // The state that sends nobody anything.
  of('email.setStatus', { email: ['bob@example.com'] }, { body: { email: ['bob@example.com'], subscription_state: 'unsubscribed' } }),
  // What unsubscribes sends nobody anything, as above.
  of(
    'subscription.setMany',
    { subscription_group_id: 'news', external_ids: ['user1'] },
    { body: { subscription_groups: [{ subscription_group_id: 'news', subscription_state: 'unsubscribed', external_ids: ['user1'] }] } },
  ),
  of(
    'subscription.getStatus',
    { subscription_group_id: 'news', external_ids: ['user1'] },
    { query: { subscription_group_id: 'news', 'external_id[]': ['user1'] } },
  ),
  // All syncs: the vendor knows no filter.
  of('cdi.getJobs', { integration_id: DEMO_INTEGRATION }, { path: `cdi/integrations/${DEMO_INTEGRATION}/job_sync_status`, query: {} }),
  of('subscription.getGroups', { external_id: 'user1' }, { query: { external_id: 'user1', limit: '100' } }),
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
  of('canvas.trigger', { ...TO_CANVAS, audience_filters: FILTERS }, { body: { ...TO_CANVAS, audience } }),
  of('canvas.scheduleTrigger', { ...TO_CANVAS, ...TIME, audience_filters: FILTERS }, { body: { ...TO_CANVAS, audience, schedule } }),
  series('campaign.getSeries', { campaign_id: DEMO }),
  series('canvas.getSeries', { canvas_id: DEMO }, { ending_at: AT_ONCE }),
  series('canvas.getSummary', { canvas_id: DEMO }, { ending_at: AT_ONCE }),
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
  ...['campaign.getMany', 'canvas.getMany', 'segment.getMany', 'card.getMany', 'event.getMany', 'purchase.getProducts'].map(list),
  // "limit" is at most 500 today; the last day is not in, so that of tomorrow is asked for.
  of('email.getUnsubscribes', { email: 'bob@example.com' }, { query: { email: 'bob@example.com', end_date: TOMORROW, limit: '500' } }),
];
