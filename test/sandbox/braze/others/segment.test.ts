import { BrazeBench, DEMO_ID } from '../../brazeHelpers';

/** The requests of Segment's actions for Braze, from its public source, with what they take for a success. Members without a value are left out of JSON. */

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const BATCH = { 'x-braze-batch': 'true' };
const headers = { authorization: 'Bearer demo-rest-api-key', 'user-agent': 'Segment (Actions)' };
const send = (path: string, body: object, more: Record<string, string> = {}) => bench.post(path, body, { ...headers, ...more });
const track = async (body: object, more: Record<string, string> = {}) => {
  const answer = await send('/users/track', body, more);
  // A batch is read by its status, its message and `errors`, each with `input_array` and `index`.
  expect(answer.status).toBe(201);
  expect(answer.body.message).toBe('success');
  return answer.body;
};
const nobody = { braze_id: undefined, email: undefined, user_alias: undefined };
const time = '2021-08-03T17:40:04.055Z';

/** Actions, and what was seen of them; each of the destination's sixteen is here or among those not played yet. */
const actions: Record<string, () => Promise<void>> = {
  updateUserProfile: async () => {
    const profile = {
      ...nobody,
      external_id: 'user1234',
      country: 'United States',
      current_location: { latitude: 40.2964197, longitude: -76.9411617 },
      dob: '1980-12-21',
      date_of_first_session: time,
      gender: 'F',
      image_url: 'https://example.com/a.png',
      email_open_tracking_disabled: true,
      push_tokens: [{ app_id: DEMO_ID, token: 'abcd', device_id: 'my-phone' }],
      subscription_groups: [{ subscription_group_id: DEMO_ID, subscription_state: 'subscribed' }],
      plan: { name: 'gold', seats: [{ id: 1 }] },
      _update_existing_only: false,
    };
    expect(await track({ attributes: [profile] })).toEqual({ message: 'success', attributes_processed: 1 });
    expect(await bench.user('user1234')).toMatchObject({ country: 'US', custom_attributes: { plan: { name: 'gold', seats: [{ id: 1 }] } } });
  },
  updateUserProfile2: async () => {
    // The sync mode "update" changes existing profiles only.
    const attributes = ['user1', 'ghost'].map((external_id) => ({ ...nobody, external_id, first_name: 'Ann', _update_existing_only: true }));
    expect(await track({ attributes }, BATCH)).toEqual({
      message: 'success',
      attributes_processed: 1,
      errors: [{ type: expect.any(String), input_array: 'attributes', index: 1 }],
    });
    expect([(await bench.user('user1'))?.first_name, await bench.user('ghost')]).toEqual(['Ann', undefined]);
  },
  trackEvent: async () => {
    const event = { ...nobody, external_id: 'user1234', app_id: 'my-app-id', name: 'Test Event', time, properties: {}, _update_existing_only: false };
    expect(await track({ events: [event] })).toEqual({ message: 'success', events_processed: 1 });
    expect(await track({ events: [event, event] }, BATCH)).toEqual({ message: 'success', events_processed: 2 });
    expect((await bench.user('user1234'))?.custom_events).toEqual([{ name: 'Test Event', first: time, last: time, count: 3 }]);
  },
  trackEvent2: async () => {
    const event = { email: 'only@example.com', name: 'Signed Up', time, properties: { list: [{ a: 1 }] }, _update_existing_only: false };
    expect(await track({ events: [event] })).toEqual({ message: 'success', events_processed: 1 });
    const wrong = { ...event, email: undefined };
    expect((await track({ events: [event, wrong] }, BATCH)).errors).toEqual([{ type: expect.any(String), input_array: 'events', index: 1 }]);
  },
  trackPurchase: async () => {
    const purchase = { ...nobody, external_id: 'user1234', app_id: 'my-app-id', time, currency: 'USD', properties: {}, _update_existing_only: false };
    const purchases = [1, 2, 3, 4].map((number) => ({ ...purchase, product_id: `Bowflex Treadmill ${number}0`, price: number * 100, quantity: number }));
    expect(await track({ purchases }, BATCH)).toEqual({ message: 'success', purchases_processed: 4 });
    expect((await bench.user('user1234'))?.total_revenue).toBe(3000);
  },
  trackPurchase2: async () => {
    const purchase = { external_id: 'user1', app_id: DEMO_ID, product_id: 'a', price: -10.48, currency: 'EUR', time, properties: { size: 'XL' } };
    expect(await track({ purchases: [purchase] })).toEqual({ message: 'success', purchases_processed: 1 });
  },
  ecommerce: async () => {
    const properties = {
      currency: 'USD',
      order_id: 'A-1',
      source: 'web',
      total_value: 9.99,
      total_discounts: 1,
      discounts: [{ code: 'SALE', amount: 1 }],
      products: [{ product_id: 'prod-123', product_name: 'Test Product', variant_id: 'Red', quantity: 1, price: 9.99, image_url: 'https://example.com/a.jpg' }],
      metadata: { order_status_url: 'https://example.com/orders/A-1' },
    };
    const event = {
      external_id: 'user1',
      app_id: 'my-app-id',
      phone: '+15550100',
      name: 'ecommerce.order_placed',
      time: '2096-12-22T03:45:20.663Z',
      properties,
    };
    expect(await track({ events: [event] })).toEqual({ message: 'success', events_processed: 1 });
    // A time ahead becomes now.
    expect((await bench.user('user1'))?.custom_events).toMatchObject([{ name: 'ecommerce.order_placed', last: '2022-05-10T12:00:00.000Z' }]);
  },
  ecommerceSingleProduct: async () => {
    const properties = {
      product_id: 'prod-123',
      product_name: 'Test Product',
      variant_id: 'Red',
      price: 9.99,
      currency: 'USD',
      source: 'web',
      type: ['back_in_stock'],
    };
    expect(await track({ events: [{ email: 'user1@example.com', name: 'ecommerce.product_viewed', time, properties }] })).toEqual({
      message: 'success',
      events_processed: 1,
    });
  },
  triggerCampaign: async () => {
    const attachments = [{ file_name: 'a.pdf', url: 'https://example.com/a.pdf' }];
    const body = { campaign_id: DEMO_ID, send_id: 'my-send', trigger_properties: { product_name: 'shoes' }, attachments };
    const recipients = [
      { external_user_id: 'user1', trigger_properties: { first_name: 'Jon' }, prioritization: ['identified', 'most_recently_updated'] },
      { email: 'user2@example.com', prioritization: ['identified', 'most_recently_updated'] },
      { external_user_id: 'new-one', send_to_existing_only: false, attributes: { first_name: 'New', plan: { name: 'gold' } } },
    ];
    const sent = await send('/campaigns/trigger/send', { ...body, recipients });
    expect(sent).toMatchObject({ status: 201, body: { dispatch_id: expect.any(String), message: 'success' } });
    expect((await bench.user('new-one'))?.custom_attributes).toEqual({ plan: { name: 'gold' } });
    const audience = { AND: [{ last_used_app: { comparison: 'after', value: '2022-05-01T00:00:00Z' } }] };
    expect((await send('/campaigns/trigger/send', { campaign_id: DEMO_ID, broadcast: true, audience })).status).toBe(201);
    expect(await send('/campaigns/trigger/send', { campaign_id: 'nonsense', recipients })).toMatchObject({
      status: 400,
      body: { message: 'Invalid Campaign ID' },
    });
    // Its form lists the campaigns, a hundred at most.
    expect((await bench.get('/campaigns/list?page=0&include_archived=false&sort_direction=desc')).body.campaigns).toHaveLength(100);
  },
  triggerCanvas: async () => {
    const recipients = [{ external_user_id: 'user1', canvas_entry_properties: { cart: 3 }, send_to_existing_only: true }];
    const sent = await send('/canvas/trigger/send', { canvas_id: DEMO_ID, canvas_entry_properties: { shop: 'Paris' }, broadcast: false, recipients });
    expect(sent).toMatchObject({ status: 201, body: { dispatch_id: expect.any(String), message: 'success' } });
    expect((await bench.batch(sent.body.dispatch_id as string)).count).toBe(1);
    expect((await send('/canvas/trigger/send', { canvas_id: 'nonsense', recipients })).status).toBe(400);
    expect((await bench.get('/canvas/list?page=0&include_archived=false&sort_direction=desc')).body.canvases).toHaveLength(100);
  },
  createAlias: async () => {
    const user_aliases = [{ external_id: 'user1', alias_name: 'a', alias_label: 'b' }];
    expect((await send('/users/alias/new', { user_aliases })).body).toEqual({ aliases_processed: 1, message: 'success' });
    expect((await bench.user('user1'))?.user_aliases).toContainEqual({ alias_name: 'a', alias_label: 'b' });
  },
  createAlias2: async () => {
    expect((await send('/users/alias/new', { user_aliases: [{ alias_name: 'a', alias_label: 'b' }] })).body).toEqual({
      aliases_processed: 1,
      message: 'success',
    });
    expect((await bench.post('/users/export/ids', { user_aliases: [{ alias_name: 'a', alias_label: 'b' }] })).body.users).toHaveLength(1);
  },
  identifyUser: async () => {
    await actions.createAlias2!();
    const aliases_to_identify = [{ external_id: 'user1234', user_alias: { alias_name: 'a', alias_label: 'b' } }];
    expect((await send('/users/identify', { aliases_to_identify })).body).toEqual({ aliases_processed: 1, message: 'success' });
    expect((await bench.user('user1234'))?.user_aliases).toEqual([{ alias_name: 'a', alias_label: 'b' }]);
  },
  identifyUser2: async () => {
    await track({ attributes: [{ ...nobody, user_alias: { alias_name: 'a', alias_label: 'b' }, shoe_size: 42, _update_existing_only: false }] });
    const aliases_to_identify = [{ external_id: 'user1', user_alias: { alias_name: 'a', alias_label: 'b' } }];
    expect((await send('/users/identify', { aliases_to_identify, merge_behavior: 'merge' })).body.message).toBe('success');
    expect((await bench.user('user1'))?.custom_attributes).toEqual({ shoe_size: 42 });
  },
  mergeUsers: async () => {
    const merge_updates = [{ identifier_to_merge: { external_id: 'user1' }, identifier_to_keep: { external_id: 'user2' } }];
    expect(await send('/users/merge', { merge_updates })).toMatchObject({ status: 202, body: { message: 'success' } });
    expect(await bench.user('user1')).toBeUndefined();
  },
  onDelete: async () =>
    expect(await send('/users/delete', { external_ids: ['user1'] })).toMatchObject({ status: 201, body: { deleted: 1, message: 'success' } }),
};

const notPlayed: Record<string, [path: string, body: object]> = {
  upsertCatalogItem: ['/catalogs/shops/items/1', { items: [{ name: 'a' }] }],
};

/** The actions of the destination, and what it does when a person is to be forgotten. */
const ALL = [
  'createAlias',
  'createAlias2',
  'ecommerce',
  'ecommerceSingleProduct',
  'identifyUser',
  'identifyUser2',
  'mergeUsers',
  'onDelete',
  'trackEvent',
  'trackEvent2',
  'trackPurchase',
  'trackPurchase2',
  'triggerCampaign',
  'triggerCanvas',
  'updateUserProfile',
  'updateUserProfile2',
  'upsertCatalogItem',
];

describe("Segment's actions", () => {
  it('are all here', () => expect([...Object.keys(actions), ...Object.keys(notPlayed)].sort()).toEqual(ALL));

  it.each(Object.keys(actions))('%s', (name) => actions[name]!());

  it.each(Object.entries(notPlayed))('%s is not played yet', async (_, [path, body]) => {
    expect(await send(path, body)).toMatchObject({ status: 404, body: { message: 'Invalid URL' } });
  });
});
