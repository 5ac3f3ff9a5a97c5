import type { JsonObject } from '../../../engine';
import { texts, type Limit } from './limit';

const BATCH = { campaign_id: 'CMP_demo_plain', send_as: 'json' };
const people = (count: number): readonly JsonObject[] => texts(count).map((user_id) => ({ user_id }));
const minutesFromNow = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

const bryj = (base: JsonObject, field: string, within: readonly unknown[], beyond: readonly unknown[]): Limit => ({
  ...{ vendor: 'bryj', operation: 'batch.trigger' },
  ...{ base, field, within, beyond },
});

const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
const DYNAMIC = {
  ...{ specify: 'form', name: 'Every Monday', type: 'dynamic', app_id: 'FAAPPLI_0VDvT50', includes_push: true, includes_inapp: false, push_message: 'Hi' },
  ...{ audience: 'segments', segment_identifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'], recurrence_days: ['1'], notif_maximum: 1 },
};
const followAnalytics = (operation: string, base: JsonObject, field: string, within: readonly unknown[], beyond: readonly unknown[]): Limit => ({
  vendor: 'followAnalytics',
  ...{ operation, base, field, within, beyond },
});

const PUSH = {
  ...{ campaignName: 'order-shipped', targetPlatform: ['ANDROID'], specify: 'form', type: 'soon', android: { title: 'A', message: 'B' } },
  ...{ targetAudience: 'User', attribute: 'USER_ATTRIBUTE_UNIQUE_ID' },
};
const TO_ONE = { ...PUSH, comparisonParameter: 'is', attributeValue: 'demo-0001' };
const goals = (count: number): readonly JsonObject[] => texts(count).map((name) => ({ name, eventName: 'Order', type: 'none' }));
const buttons = (count: number): readonly JsonObject[] => texts(count).map((name) => ({ type: 'call', name, value: '+41587000000' }));
const moEngage = (field: string, within: readonly unknown[], beyond: readonly unknown[], base: JsonObject = TO_ONE): Limit => ({
  ...{ vendor: 'moEngage', operation: 'push.send' },
  ...{ base, field, within, beyond },
});

const WEEKLY = {
  ...{ name: 'News', status: 'draft', sending_type: 'sms', template: 'Hello', sender: '+41587000000', query_type: 'all' },
  ...{ recipient_lists: ['cf9eeb30-c1af-11ee-8073-bf4d6e8c1618'], schedule_type: 'scheduled', recurrence: 'builder', frequency: 'MONTHLY', ends: 'never' },
};
const horisen = (operation: string, base: JsonObject, field: string, within: readonly unknown[], beyond: readonly unknown[]): Limit => ({
  vendor: 'horisen',
  ...{ operation, base, field, within, beyond },
});

export const others: readonly Limit[] = [
  // "a hundred of users"; "more than 5 minutes in the past".
  bryj(BATCH, 'messages', [people(100)], [people(101)]),
  bryj({ ...BATCH, messages: people(1) }, 'send_at', [minutesFromNow(-4)], [minutesFromNow(-6)]),
  // "Range of values is [1..5000]".
  followAnalytics('hit.getMany', { campaign_id: CAMPAIGN }, 'page_size', [5000], [0, 5001]),
  followAnalytics('hit.getManyPerUser', { campaign_id: CAMPAIGN }, 'page_size', [5000], [0, 5001]),
  // "Dynamic campaign": hours from 0 to 23, and to 24 where they end.
  followAnalytics('campaign.create', DYNAMIC, 'recurrence_start_hour', [0, 23], [-1, 24]),
  followAnalytics('campaign.create', { ...DYNAMIC, recurrence_start_hour: 0 }, 'recurrence_end_hour', [1, 24], [0, 25]),
  followAnalytics('campaign.create', DYNAMIC, 'recurrence_days', [['0', '6']], [[], ['7']]),
  // MoEngage Push API, "Body".
  moEngage('campaignName', ['abcde'], ['abcd']),
  moEngage('attributeValues', [texts(50)], [texts(51)], { ...PUSH, comparisonParameter: 'in' }),
  moEngage('conversionGoals', [goals(5)], [goals(6)]),
  moEngage('android.additionalActions', [buttons(2)], [buttons(3)]),
  moEngage('advancedSettings.ttl_android', [0, 10_080], [-1, 10_081]),
  moEngage('advancedSettings.campaignThrottleTime', [1, 360], [0, 361]),
  moEngage('advancedSettings.campaignThrottleRpm', [250_000], [250_001]),
  moEngage('repeatAfter', [1], [0], { ...TO_ONE, type: 'periodic', time: '16:55', endDate: '2099-11-07' }),
  // "page_number" and "page_size" from 1; a recurrence rule by RFC 5545, 3.3.10.
  horisen('campaign.getMany', {}, 'page_number', [1], [0, 1.5]),
  horisen('campaign.getMany', {}, 'page_size', [1], [0, 1.5]),
  horisen('campaign.create', WEEKLY, 'by_hour', [['0', '23']], [['24'], ['-1']]),
  horisen('campaign.create', { ...WEEKLY, by_hour: ['9'] }, 'by_minute', [['0', '59']], [['60'], ['-1']]),
  horisen('campaign.create', { ...WEEKLY, by_hour: ['9'] }, 'by_month_day', [['1', '31', '-1']], [['0'], ['32'], ['-32']]),
];
