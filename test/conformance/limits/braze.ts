import type { JsonObject } from '../../../engine';
import { letters, texts, type Limit } from './limit';

const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

const of = (operation: string, base: JsonObject, field: string, within: readonly unknown[], beyond: readonly unknown[]): Limit => ({
  vendor: 'braze',
  operation,
  base,
  field,
  within,
  beyond,
});

/** "length": "must be between 1 and 100 inclusive", for a Canvas "between 1 and 14 inclusive". */
const series = (operation: string, base: JsonObject = {}, most = 100): Limit => of(operation, base, 'length', [1, most], [0, most + 1, 1.5]);

const PURCHASE = { kind: 'purchase', user: 'user1', product_id: 'Product A', currency: 'USD', price: 1 };
const EVENT = { kind: 'event', user: 'user1', name: 'Event A' };
const TO_CANVAS = { canvas_id: DEMO, recipients: [{ external_user_id: 'user1' }] };
const TO_ONE = { external_user_ids: ['user1'] };
const SLIDEUP = { ...TO_ONE, in_app_message: { type: 'SLIDEUP' } };
const MODAL = { ...TO_ONE, in_app_message: { type: 'MODAL', message: 'Hello' } };
const buttons = (count: number): readonly JsonObject[] => texts(count).map((text) => ({ text }));
/** One moment for all, since requests name whole seconds. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const daysAgo = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();
const ANDROID = { ...TO_ONE, android_push: { title: 'Hello', alert: 'Hi' } };

const phones = (count: number): readonly string[] => texts(count).map((_each, n) => `+1504327${String(n).padStart(4, '0')}`);
/** A draft. */
const TEASER = { content_block_id: 'bbbbbbbb-0000-4000-8000-000000000002' };
const CATALOG = { name: 'hotels', description: 'Hotels', fields: [{ name: 'city', type: 'string' }] };
const IN_CATALOG = { catalog_name: 'restaurants' };
const fieldsOf = (count: number): readonly JsonObject[] => texts(count).map((name) => ({ name, type: 'string' }));
const filtersOf = (count: number): readonly JsonObject[] => texts(count).map((value) => ({ field: 'City', type: 'string', operator: 'equals', value }));

export const braze: readonly Limit[] = [
  series('campaign.getSeries', { campaign_id: DEMO }),
  series('canvas.getSeries', { canvas_id: DEMO }, 14),
  series('canvas.getSummary', { canvas_id: DEMO }, 14),
  series('send.getSeries', { campaign_id: DEMO, send_id: 'spring-2099' }),
  series('segment.getSeries', { segment_id: DEMO }),
  series('card.getSeries', { card_id: DEMO }),
  series('kpi.getSeries', { kpi: 'mau' }),
  series('session.getSeries'),
  series('event.getSeries', { event: 'Event A' }),
  series('purchase.getRevenueSeries'),
  series('purchase.getQuantitySeries'),
  // "Create catalog": names of 250 letters, digits, hyphens and underscores; descriptions of 250 characters; 500 fields, the ID among them.
  of('catalog.create', CATALOG, 'name', [letters(250), 'a-B_9'], [letters(251), 'a b', 'a.b', 'é']),
  of('catalog.create', CATALOG, 'description', [letters(250)], [letters(251)]),
  of('catalog.create', CATALOG, 'fields', [fieldsOf(499)], [fieldsOf(500)]),
  // "Create catalog fields": 50 per request.
  of('catalogField.create', IN_CATALOG, 'fields', [fieldsOf(50)], [fieldsOf(51)]),
  // "Create catalog selection": 4 filters, 1 to 50 results.
  of('catalogSelection.create', { ...IN_CATALOG, name: 'best' }, 'filters', [filtersOf(4)], [filtersOf(5)]),
  of('catalogSelection.create', { ...IN_CATALOG, name: 'best' }, 'results_limit', [1, 50], [0, 51, 1.5]),
  // Items: IDs as names.
  of('catalogItem.delete', IN_CATALOG, 'ids', [[letters(250)]], [[letters(251)], ['a b']]),
  // "Purchase Object", "Custom Properties".
  of('user.track', PURCHASE, 'quantity', [1, 100], [0, 101]),
  of('user.track', PURCHASE, 'product_id', [letters(1), letters(255)], [letters(256)]),
  of('user.track', EVENT, 'properties', [{ [letters(255)]: 1 }], [{ [letters(256)]: 1 }, { $a: 1 }, { '': 1 }]),
  // "send_id": 64 characters.
  of('message.send', ANDROID, 'send_id', [letters(64)], [letters(65)]),
  of('campaign.trigger', { campaign_id: DEMO, recipients: [{ external_user_id: 'user1' }] }, 'send_id', [letters(64)], [letters(65)]),
  // "The context object has a maximum size limit of 50 KB", in which its braces and quotes count too.
  of('canvas.trigger', TO_CANVAS, 'context', [{ text: letters(49_989) }], [{ text: letters(49_990) }]),
  of('send.create', { campaign_id: DEMO }, 'send_id', [letters(64)], [letters(65)]),
  // "In-App Message Object": a slideup has at most 140 characters.
  of('message.send', SLIDEUP, 'in_app_message.message', [letters(140)], [letters(141)]),
  // "buttons": two at most.
  of('message.send', MODAL, 'in_app_message.buttons', [buttons(2)], [buttons(3)]),
  // "up to one week's worth of data at a time", "from the last 3 months".
  of('rawData.export', { starting_at: daysAgo(10) }, 'ending_at', [daysAgo(3)], [daysAgo(2.99), daysAgo(10)]),
  of('rawData.export', { ending_at: daysAgo(3) }, 'starting_at', [daysAgo(4)], [daysAgo(100), daysAgo(3)]),
  // "Android Push Object": "-2 to 2".
  of('message.send', ANDROID, 'android_push.priority', [-2, 2], [-3, 3]),
  // "Must be less than 100 characters", "less than 250 characters", "smaller than 50kb".
  of('contentBlock.create', { content: 'a' }, 'name', [letters(99)], [letters(100), 'two words', 'a.b']),
  of('contentBlock.update', TEASER, 'description', [letters(249)], [letters(250)]),
  of('contentBlock.update', TEASER, 'content', [letters(51_199), 'é'.repeat(25_599)], [letters(51_200), 'é'.repeat(25_600)]),
  // "Can only contain letters, numbers, hyphens, and underscores".
  of('preferenceCenter.create', { preference_center_page_html: 'a', confirmation_page_html: 'b' }, 'name', ['a-B_9'], ['a b', 'é']),
  // A URL that common servers take.
  of('sms.getInvalidNumbers', {}, 'phone_numbers', [phones(200)], [phones(201)]),
  // At most 500 custom attributes (post_users_segment.md).
  of('segment.export', { segment_id: DEMO, fields_to_export: ['external_id'] }, 'custom_attributes_to_export', [texts(500)], [texts(501)]),
];
