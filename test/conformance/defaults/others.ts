import type { JsonObject } from '../../../engine';
import type { Untouched } from './form';

type Wire = Omit<Untouched, 'vendor' | 'operation' | 'given'>;
const of =
  (vendor: string) =>
  (operation: string, given: JsonObject, wire: Wire): Untouched => ({ vendor, operation, given, ...wire });

const bryjOf = of('bryj');
const followOf = of('followAnalytics');
const horisenOf = of('horisen');
const moEngageOf = of('moEngage');

/** "API Trigger Campaigns Endpoint": now, and as JSON. */
const bryj = [
  bryjOf(
    'batch.trigger',
    { campaign_id: 'CMP_demo_plain', messages: [{ user_id: 'a' }] },
    { body: { campaign_id: 'CMP_demo_plain', messages: [{ user_id: 'a', template_variables: {} }] } },
  ),
  // What is asked for is the whole report; filters choose among its rows.
  bryjOf('batch.getReport', { request_id: 'unknown' }, { query: { request_id: 'unknown' }, isRefused: true }),
];

const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
const MESSAGES = [{ user_id: 'john365', template_variables: { firstname: 'John', lastname: 'Doe', contractNumber: '1' } }];
const SEGMENTS = ['FASEGMT_uWQ4x3fPuNMt2PjC'];
const AUDIENCE = { filters: { blocks: [{ filters: [{ filter_on: 'segments', selection: 'any_of', segment_identifiers: SEGMENTS, operator: 'is_in' }] }] } };
const CREATED = { name: 'Spring', app_id: 'FAAPPLI_0VDvT50', segment_identifiers: SEGMENTS, push_message: 'Hello' };
const CLASSIC = { name: 'Spring', type: 'classic', source: 'API', app_id: 'FAAPPLI_0VDvT50', start_date: 'now', ...AUDIENCE };
const BOX = { message_title: 'A', message_content: 'B', message_btn: 'C' };

/** "Campaign creation", "List all campaigns", "hits": `page` from 1, `page_size` 5000. */
const followAnalytics = [
  // The campaign is read before, for the placeholders that it has.
  followOf(
    'batch.trigger',
    { campaign_id: CAMPAIGN, messages: MESSAGES },
    { methods: ['GET', 'POST'], body: { campaign_identifiers: [CAMPAIGN], messages: MESSAGES } },
  ),
  followOf('batch.getReport', { request_id: 'unknown' }, { query: { request_id: 'unknown' }, isRefused: true }),
  followOf('campaign.create', CREATED, { body: { ...CLASSIC, includes_push: true, includes_inapp: false, params: { push_message: 'Hello' } } }),
  followOf(
    'campaign.create',
    { ...CREATED, includes_inapp: true, ...BOX },
    { body: { ...CLASSIC, includes_push: true, includes_inapp: true, params: { push_message: 'Hello', inapp: 'native', ...BOX } } },
  ),
  followOf('hit.getMany', { campaign_id: CAMPAIGN }, { query: { page: '1', page_size: '5000' } }),
  followOf('hit.getManyPerUser', { campaign_id: CAMPAIGN }, { query: { page: '1', page_size: '5000' } }),
  followOf('campaign.getMany', {}, { query: { limit: '100' } }),
];

const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
const DRAFT = '33333333-c1b1-11ee-b153-774c9d3a7957';
const LITTLE = { name: 'News', sender: '+41587000000', recipient_lists: [LIST], query_type: 'all' };
const ONCE = { schedule_at: '2099-05-01T19:05:00+02:00' };
const NEWS = { ...LITTLE, ...ONCE, template: 'Hello' };
const SAVED = {
  ...{ name: 'News', status: 'draft', sending_type: 'sms', template: 'Hello', sender: '+41587000000', recipient_lists: LIST, query_type: 'all' },
  ...{ schedule_type: 'once', schedule_rrule: '2099-05-01 17:05:00' },
};
/** Every week for ever; HORISEN leaves open in which order the parts stand. */
const WEEKLY = expect.stringMatching(/^(?=.*FREQ=WEEKLY)(?=.*BYDAY=MO)(?=.*BYHOUR=9)(?!.*(COUNT|UNTIL|INTERVAL)).*$/);
const JOHN = JSON.stringify({ segmentation: [{ operator: 'OR', rules: [{ field: 'first_name', condition: 'eq', value: 'John', operator: 'AND' }] }] });

/** A new campaign is a text that is sent to nobody before it is launched; a change leaves the rest what it is. */
const horisen = [
  horisenOf('campaign.create', NEWS, { body: SAVED }),
  horisenOf(
    'campaign.create',
    { ...LITTLE, ...ONCE, sending_type: 'telegram', message_text: 'Hello' },
    { body: { ...SAVED, sending_type: 'telegram', template: JSON.stringify({ messages: [{ body: { textMessage: { content: 'Hello' } } }] }) } },
  ),
  horisenOf(
    'campaign.create',
    { ...LITTLE, template: 'Hello', schedule_type: 'scheduled', by_day: ['MO'], by_hour: ['9'] },
    { body: { ...SAVED, schedule_type: 'scheduled', schedule_rrule: WEEKLY } },
  ),
  horisenOf(
    'campaign.create',
    { ...NEWS, query_type: 'segmentation', segmentation: [{ rules: [{ value: 'John' }] }] },
    { body: { ...SAVED, query_type: 'segmentation', query: JOHN } },
  ),
  horisenOf('campaign.clone', { clone_uuid: DRAFT }, { body: { clone_uuid: DRAFT } }),
  // The text of an SMS, which stays what it is, is no message of this channel.
  horisenOf('campaign.clone', { clone_uuid: DRAFT, sending_type: 'telegram' }, { body: { clone_uuid: DRAFT, sending_type: 'telegram' }, isRefused: true }),
  horisenOf('campaign.update', { campaign_uuid: DRAFT, sending_type: 'telegram' }, { methods: ['GET'], isRefused: true }),
  horisenOf('campaign.setStatus', { campaign_uuid: '22222222-c1b1-11ee-b153-774c9d3a7957' }, { body: { status: 'stopped' } }),
  horisenOf('campaign.getMany', {}, { query: { sort: '-created_dt', page_number: '1', page_size: '100' } }),
  horisenOf(
    'campaign.getMany',
    { filters: [{ field: 'name', value: 'News' }] },
    { query: { 'eq(name)': 'News', sort: '-created_dt', page_number: '1', page_size: '100' } },
  ),
];

const GOAL = { name: 'Bought', eventName: 'Order' };
const PUSH = {
  ...{ campaignName: 'order-shipped', targetAudience: 'User', attributeValue: 'demo-0001', targetPlatform: ['ANDROID', 'IOS'] },
  android: {
    ...{ title: 'A', message: 'B' },
    ...{ richContent: [{ value: 'https://example.com/a.png' }], additionalActions: [{ name: 'Call us', value: '+41587000000' }] },
  },
  ios: { title: 'A', message: 'B', richContent: [{ value: 'https://example.com/a.png' }] },
  conversionGoals: [GOAL, { ...GOAL, type: 'string', attribute: 'size', value: 'L' }, { ...GOAL, type: 'numeric', attribute: 'price', number: 9 }],
};
const PICTURE = [{ type: 'image', value: 'https://example.com/a.png' }];
const SENT = {
  ...{ appId: 'DEMOAPP', campaignName: 'order-shipped', signature: '***', requestType: 'push', targetAudience: 'User' },
  targetUserAttributes: { attribute: 'USER_ATTRIBUTE_UNIQUE_ID', comparisonParameter: 'is', attributeValue: 'demo-0001' },
  targetPlatform: ['ANDROID', 'IOS'],
  payload: {
    ANDROID: {
      ...{ title: 'A', message: 'B', richContent: PICTURE },
      additionalActions: [{ type: 'call', name: 'Call us', value: '+41587000000' }],
    },
    IOS: { title: 'A', message: 'B', richContent: PICTURE },
  },
  conversionGoals: [
    GOAL,
    { ...GOAL, attrs: { name: 'size', filter: 'is', value: 'L', type: 'string' } },
    { ...GOAL, attrs: { name: 'price', filter: 'is equal to', value: 9, type: 'numeric' } },
  ],
};

/** "Body": as soon as possible, to one user by the ID of the app; India's time is nobody's who did not ask for it. */
const moEngage = [
  moEngageOf('push.send', PUSH, { path: 'v2.1/transaction/sendpush', body: { ...SENT, campaignDelivery: { type: 'soon' } } }),
  moEngageOf(
    'push.send',
    { ...PUSH, type: 'periodic', time: '16:55', endDate: '2099-11-07' },
    { body: { ...SENT, campaignDelivery: { type: 'periodic', time: '04:55 PM', endDate: '11/07/2099', repeatAfter: '1', timezone: 'Europe/Paris' } } },
  ),
];

export const others: readonly Untouched[] = [...bryj, ...followAnalytics, ...horisen, ...moEngage];
