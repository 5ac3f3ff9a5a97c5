import type { JsonObject } from '../../engine';
import { run, sampleAccount, liveHost, scripted, testHost } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';
import { vendorOf } from './hosts';

/**
 * What a vendor counts apart is not waited for: two operations of different limits do not slow each other, and two of one limit do, in the engine as a
 * whole and over the wire. The sandbox counts by the document, and each of its limits is one request.
 */
let sandbox: Rehearsal;
/** Two minutes before the hour turns, so that no limit keeps anybody waiting for longer than anybody waits; time goes on only by that. */
const START = Date.UTC(2026, 0, 15, 12, 58);
beforeAll(async () => {
  sandbox = await rehearse({ now: () => START });
});
afterAll(() => sandbox.close());

const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

const INTEGRATION = 'cd100000-0000-4000-8000-000000000001';
const CENTER = 'dddddddd-0000-4000-8000-000000000001';
const PAGES = { preference_center_page_html: '<h1>A</h1>', confirmation_page_html: '<p>B</p>' };

/** Braze, api_limits.md: each of its limits with two requests that are counted together; the last one is what all else shares. */
type Request = readonly [operation: string, input: JsonObject];
const LIMITS: Readonly<Record<string, readonly [Request, Request]>> = {
  'users/track': [
    ['user.track', { kind: 'attributes', user: 'user1' }],
    ['user.track', { kind: 'event', user: 'user1', name: 'Event A' }],
  ],
  'users/export/ids': [
    ['user.export', { identifier: 'external_ids', external_ids: ['demo-0001'] }],
    ['user.export', { identifier: 'braze_id', braze_id: 'braze-demo-0002' }],
  ],
  // "shared with /users/delete, /users/alias/new, /users/alias/update, /users/identify and /users/merge".
  'users/delete and identities': [
    ['user.delete', { identifier: 'external_ids', external_ids: ['demo-0003'], confirm: true }],
    ['alias.create', { add_to: 'user', external_id: 'user1', alias_name: 'a', alias_label: 'b' }],
  ],
  'users/alias/update and identities': [
    ['alias.rename', { alias_label: 'crm', old_alias_name: 'user1', new_alias_name: 'c-1' }],
    ['user.merge', { merge_by: 'external_id', merge_external_id: 'user2', keep_by: 'external_id', keep_external_id: 'user1', confirm: true }],
  ],
  'users/identify and identities': [
    ['user.identify', { external_id: 'user1', identifier: 'user_alias', alias_name: 'x', alias_label: 'y', confirm: true }],
    ['user.delete', { identifier: 'braze_ids', braze_ids: ['braze-demo-0004'], confirm: true }],
  ],
  'users/external_ids': [
    ['externalId.rename', { current_external_id: 'demo-0005', new_external_id: 'renamed-5' }],
    ['externalId.rename', { current_external_id: 'demo-0006', new_external_id: 'renamed-6' }],
  ],
  'events/list and purchases': [
    ['event.getMany', {}],
    ['purchase.getRevenueSeries', { length: 7 }],
  ],
  'custom_attributes and purchases': [
    ['attribute.getMany', {}],
    ['purchase.getProducts', {}],
  ],
  'events, custom_attributes and purchases': [
    ['event.getDefinitions', {}],
    ['attribute.getMany', {}],
  ],
  'purchases and events/list': [
    ['purchase.getQuantitySeries', { length: 7 }],
    ['purchase.getProducts', {}],
  ],
  'campaigns/data_series': [
    ['campaign.getSeries', { campaign_id: DEMO, length: 7 }],
    ['campaign.getSeries', { campaign_id: DEMO, length: 8 }],
  ],
  'canvas/duplicate': [
    ['canvas.duplicate', { canvas_id: DEMO, name: 'One' }],
    ['canvas.duplicate', { canvas_id: DEMO, name: 'Two' }],
  ],
  'subscription/status/set': [
    ['subscription.setMany', { subscription_group_id: DEMO, subscription_state: 'subscribed', identifier: 'external_ids', external_ids: ['user1'] }],
    ['subscription.setMany', { subscription_group_id: DEMO, subscription_state: 'unsubscribed', identifier: 'emails', emails: ['bob@example.com'] }],
  ],
  'cdi/integrations': [
    ['cdi.getMany', {}],
    ['cdi.getMany', {}],
  ],
  'cdi/integrations/job_sync_status': [
    ['cdi.getJobs', { integration_id: INTEGRATION }],
    ['cdi.getJobs', { integration_id: INTEGRATION, outcome: 'failed' }],
  ],
  'cdi/integrations/sync': [
    ['cdi.sync', { integration_id: INTEGRATION }],
    ['cdi.sync', { integration_id: INTEGRATION.replace(/1$/, '2') }],
  ],
  'preference center changes': [
    ['preferenceCenter.create', { name: 'one', ...PAGES }],
    ['preferenceCenter.update', { preference_center_api_id: CENTER, ...PAGES }],
  ],
  'preference center URLs': [
    ['preferenceCenter.getUrl', { preference_center_api_id: CENTER, external_id: 'user1' }],
    ['preferenceCenter.getUrl', { preference_center_api_id: CENTER, external_id: 'user2' }],
  ],
  'preference center list': [
    ['preferenceCenter.getMany', {}],
    ['preferenceCenter.getMany', {}],
  ],
  'preference center details': [
    ['preferenceCenter.get', { preference_center_api_id: CENTER }],
    ['preferenceCenter.get', { preference_center_api_id: CENTER }],
  ],
  catalogs: [
    ['catalog.getMany', {}],
    ['catalog.delete', { catalog_name: 'offers', confirm: true }],
  ],
  'single items of catalogs': [
    ['catalogItem.get', { catalog_name: 'restaurants', item_id: 'restaurant1' }],
    ['catalogItem.getMany', { catalog_name: 'restaurants' }],
  ],
  'many items of catalogs': [
    ['catalogItem.upsert', { catalog_name: 'restaurants', catalog_items: [{ id: 'restaurant1' }] }],
    ['catalogItem.delete', { catalog_name: 'restaurants', ids: ['restaurant2'] }],
  ],
  'fields and selections of catalogs': [
    ['catalogField.delete', { catalog_name: 'restaurants', field_name: 'Opened_In', confirm: true }],
    ['catalogSelection.create', { catalog_name: 'restaurants', name: 'all' }],
  ],
  'all else': [
    ['email.setStatus', { email: ['bob@example.com'], subscription_state: 'subscribed' }],
    ['email.setStatus', { email: ['bob@example.com'], subscription_state: 'unsubscribed' }],
  ],
};
/** Of a kind that has several names here. */
const isSame = (one: string, other: string): boolean =>
  one === other || [/purchases/, /identities/].some((kind) => [one, other].every((name) => kind.test(name)));

const RATES = [
  ...['rateDefault', 'rateTrack', 'rateExportIds', 'rateDelete', 'rateEvents', 'rateCampaignSeries', 'rateDuplicate', 'rateExternalIds', 'rateSubscriptions'],
  ...['ratePreferenceChanges', 'ratePreferenceReads', 'rateIntegrations', 'rateSyncs', 'rateSyncStarts'],
  ...['rateCatalogs', 'rateCatalogItem', 'rateCatalogItems', 'rateCatalogStructure'],
];

/** Runs requests of one account one after the other; what each of them waited. */
const waits = async (...requests: readonly Request[]): Promise<readonly (readonly [state: string, waited: boolean])[]> => {
  const vendor = vendorOf('braze');
  const account = sampleAccount(vendor, demoCredential('braze', sandbox));
  await sandbox.control('POST', '/reset');
  await sandbox.control('POST', '/braze/settings', Object.fromEntries(RATES.map((name) => [name, 1])));
  const told = [];
  let ahead = 0;
  for (const [operation, input] of requests) {
    let isWaiting = false;
    const { ports } = liveHost(vendor, account, { now: () => START + ahead });
    const sleep = async (ms: number): Promise<void> => {
      isWaiting = true;
      ahead += ms;
      await sandbox.control('POST', '/clock', { advanceMs: ms });
    };
    const [outcome] = await run({ vendor, operation, inputs: [input], account, options: { limit: 1 } }, { ...ports, sleep });
    told.push([outcome!.state, isWaiting] as const);
  }
  return told;
};

const statuses = (): readonly (number | null)[] => sandbox.calls().map(({ status }) => status);

it.each(Object.keys(LIMITS))('Braze, %s: what has used up its limit waits, before it is refused, and nothing else does', async (name) => {
  const [one, same] = LIMITS[name]!;
  const others = Object.keys(LIMITS).filter((other, i, all) => !isSame(other, name) && !all.slice(0, i).some((before) => isSame(before, other)));
  const told = await waits(one, ...others.map((other) => LIMITS[other]![0]), same);
  expect(told.slice(0, -1).map(([state, waited], i) => [i === 0 ? name : others[i - 1], state, waited])).toEqual(
    [name, ...others].map((each) => [each, 'done', false]),
  );
  expect(told.at(-1)).toEqual(['done', true]);
  expect(statuses()).not.toContain(429);
});

it('MoEngage: "The rate limit is 10,000 requests per minute", and one more waits for the minute to be over', async () => {
  const vendor = vendorOf('moEngage');
  const account = sampleAccount(vendor);
  const send = scripted({ body: { status: 'Success', requestId: 'a', responseId: 'b', cid: 'c' } });
  const { ports, slept } = testHost({ vendor: send });
  const push = {
    ...{ campaignName: 'order-shipped', targetAudience: 'User', attribute: 'USER_ATTRIBUTE_UNIQUE_ID', comparisonParameter: 'is', attributeValue: 'a' },
    ...{ targetPlatform: ['ANDROID'], specify: 'form', android: { title: 'A', message: 'B' }, type: 'soon' },
  };
  const pushes = async (count: number) => await run({ vendor, operation: 'push.send', inputs: Array.from({ length: count }, () => push), account }, ports);
  await pushes(10_000);
  expect([send.requests.length, slept]).toEqual([10_000, []]);
  await pushes(1);
  expect([send.requests.length, slept]).toEqual([10_001, [60_000]]);
});
