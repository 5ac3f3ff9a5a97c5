import type { Draw, Drawn } from './draw';

/** Values that the vendors' stand-ins know, or that have the form which a document asks for, by the names of fields. */

const one =
  (...values: readonly unknown[]): Drawn =>
  (draw: Draw) =>
    draw.of(values);

const address = one('bob@example.com', 'demo-0001@example.com', 'a.b+c@example.co.uk');
const web = one('https://www.example.com/a.png', 'https://example.com/?a=b&c=%20#d', 'http://example.com');
const color = one('0xFF00AA88', '0x00000000');

const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
const CAMPAIGNS = ['1592695e-c1b1-11ee-b153-774c9d3a7957', '22222222-c1b1-11ee-b153-774c9d3a7957', '33333333-c1b1-11ee-b153-774c9d3a7957'];

const file = (content: string) => ({
  name: 'people.csv',
  content,
  async *open(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(content);
  },
});

const variables = one(
  { firstname: 'Ann', lastname: 'Lee', contractnumber: '17' },
  { firstname: 'Zoë "Z"', lastname: 'a,b\nc', contractnumber: 17 },
  { firstname: '', lastname: ' x ', contractnumber: true },
);

const attributes: Drawn = one(
  { score: 4.5, vip: true, plan: 'gold' },
  { first_name: 'Jon', dob: '1980-12-21', foods: ['pizza', 'sushi'], visits: { inc: 2 } },
  { plan: null, email_subscribe: 'subscribed', tags: { add: ['a'], remove: ['b'] } },
  { last_order: new Date(0), phone: '+15043277269', first_name: '' },
);

/** An RSA public key, whose private half was thrown away. */
const RSA = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDGqE82iwoLrB4VTl/VO6oKjsgt
S8MU4LvfZtisd+fx4e/x7szqBGQOdKUTwqt/UaNeHJNzr8iop1Xmjv0qYJFtrcDm
QnmrlchSyXeFKKAg6Bauh6h2OPoI0NyL6iQp/t1HSTyHSfajcZKexOT5P8u72HMW
Yc2yNhINJwR/Oe2hPQIDAQAB
-----END PUBLIC KEY-----`;

const braze: Readonly<Record<string, Drawn>> = {
  campaign_id: one(DEMO, DEMO, '44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555'),
  segment_id: one(DEMO),
  content_block_id: one('bbbbbbbb-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'),
  email_template_id: one('eeeeeeee-0000-4000-8000-000000000001'),
  tags: one(['demo'], ['demo', 'sale']),
  preference_center_api_id: one('dddddddd-0000-4000-8000-000000000001'),
  external_id: one('user1', 'demo-0002'),
  asset_file: (draw) => ({ ...file(draw.of(['GIF89a', 'é\u0000\n'])), name: draw.of(['a.gif', 'b c.PNG']) }),
  href: web,
  integration_id: one('cd100000-0000-4000-8000-000000000001', 'cd100000-0000-4000-8000-000000000002'),
  key_id: one('cccccccc-0000-4000-8000-000000000001', 'cccccccc-0000-4000-8000-000000000002'),
  rsa_public_key_str: one(RSA),
  catalog_name: one('restaurants', 'offers'),
  item_id: one('restaurant1', 'restaurant120'),
  ids: one('restaurant1', 'no-such-item'),
  id: one('restaurant1', 'new-1', 17),
  fields: one({ Name: 'x', Rating: 4 }, { City: null, Top_Dishes: ['a', 1] }, { Location: { a: { b: 'ü' } }, Loyalty_Program: false }),
  field_name: one('Opened_In', 'Place'),
  selection_name: one('top_rated', 'other'),
  sort_field: one('Rating', 'City'),
  card_id: one(DEMO),
  app_id: one(DEMO, '11ae5b4b-2445-4440-a04f-bf537764c9ad'),
  app_ids: one(DEMO, 'api'),
  schedule_id: one('demo-schedule', 'demo-trigger-schedule', 'x y'),
  user: one('user1', 'demo-0001', 'new user', 'bob@example.com', '17', '+15043277269'),
  external_user_id: one('user1', 'demo-0002', 'somebody new'),
  email: address,
  email_address: address,
  email_addresses: address,
  phone: one('+15043277269', '+49 30 123456'),
  phone_numbers: one('+15043277269', '+4930123456'),
  country: one('DE', 'US'),
  language: one('en', 'fr'),
  dob: one('1980-12-21'),
  time_zone: one('Europe/Paris'),
  currency: one('USD', 'EUR'),
  price: one(9.99, 0, '12.50', 1e6),
  image_url: web,
  asset_url: web,
  url: web,
  push_icon_image_url: web,
  image_uri: web,
  header_image_uri: web,
  header_media_uri: web,
  media_items: web,
  button_variables: one({ 0: '/a' }),
  custom_uri: web,
  link: one('https://www.example.com/?a=b', 'myapp://offers'),
  callback_endpoint: web,
  from: one('Example Shop <shop@example.com>'),
  reply_to: one('service@example.com'),
  bcc: address,
  prioritization: one('identified', 'most_recently_updated'),
  facebook: one({ id: '12', likes: ['x'], num_friends: 3 }),
  twitter: one({ id: 12, screen_name: 'jon' }),
  custom_attributes: attributes,
  attributes: one(
    [
      { external_id: 'user1', score: 3 },
      { external_id: 'user2', plan: null },
    ],
    [{ email: 'bob@example.com', vip: true }],
  ),
  events: one([{ external_id: 'user1', name: 'Event A', time: '2026-01-01 10:00', properties: { a: null, b: 'c' } }], [{ external_id: 'u', name: 'E' }]),
  purchases: one([{ external_id: 'user1', product_id: 'P', currency: 'EUR', price: 3, time: new Date(Date.UTC(2026, 0, 1)) }]),
  audience: one({ AND: [{ custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } }] }),
  messages: one(
    { content_card: { type: 'CLASSIC', title: 'x', description: 'y', time_to_live: 60 } },
    { android_push: { alert: 'a', title: 'b' } },
    { apple_push: { alert: 'a', title: 'b' } },
  ),
  json: one({}, { own_member: 3 }),
  message_variation_id: one('variation-email'),
  icon: one('f042'),
  message_text_color: color,
  header_text_color: color,
  background_color: color,
  close_button_color: color,
  icon_color: color,
  icon_background_color: color,
  text_color: color,
  ios_uri: web,
  android_uri: web,
  web_uri: web,
  event: one('Event A', 'Event 001', 'x & y'),
  product: one('Product A', 'nobody buys it'),
  extra: one({ order: 'A-17' }, { a: { b: [1, true] } }),
  extras: one({ a: 'b' }, { n: 1 }),
  headers: one({ 'X-A': 'b' }),
  request_headers: one({ 'X-A': 'b' }),
  properties: one({ a: 'b', n: 3 }, { gone: null, list: [1, { x: 'y' }] }, { at: new Date(0) }),
  canvas_id: one(DEMO, DEMO, '88888888-8888-4888-8888-888888888888', 'aaaaaaaa-5555-4555-8555-555555555555'),
  trigger_properties: one({ product_name: 'shoes', price: 3.5 }, { nested: { a: [1] }, no: null }),
  context: one({ product_name: 'shoes', price: 3.5 }, { nested: { a: [1] }, no: null }),
  tag_names: one(['demo'], ['sale', 'demo']),
  string_value: one('blue', '^a+$', ' x'),
  value: one('gold', '3', '-2', 'a, b', '["x",1]', 'true', '2026-01-01 10:00'),
};

const bryj: Readonly<Record<string, Drawn>> = {
  campaign_id: one('CMP_Dl3Egjp4HA', 'CMP_demo_welcome', 'CMP_demo_plain'),
  request_id: one('4c74a153ff6f31c7ac75480e06373d6b', 'b615b03a0c538be18cd2c8610cca1d79', 'unknown id', 'ä/b?c#d'),
  user_id: one('USER_ID1', 'john "365"', 'a,b', '17'),
  template_variables: variables,
  file: (draw) => file(draw.of(['User,firstname,lastname,contractnumber\nu1,Ann,Lee,1\nu2,"B, b",C,2\n', '\ufeffUser\r\nu1\r\n', 'Other\nx\n'])),
};

const followAnalytics: Readonly<Record<string, Drawn>> = {
  campaign_id: one('FACMPGN_fQq2YaB9vrJQuDid', 'FACMPGN_vRvb99Xme2IeHj', 'a b'),
  campaign_identifiers: one('FACMPGN_VCFzh_NpR3Qrru3B', 'FACMPGN_fQq2YaB9vrJQuDid'),
  request_id: one('A_UNIQUE_REQUEST_ID', 'demo-scheduled-request', 'x&y'),
  user_id: one('john365', 'duce23', '17'),
  template_variables: one({ lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56', image_name: 'sofa', pos: 'top', width: '300' }, { firstname: 'J' }),
  app_id: one('FAAPPLI_0VDvT50'),
  app_ids: one('FAAPPLI_0VDvT50', 'x y'),
  segment_identifiers: one('FASEGMT_uWQ4x3fPuNMt2PjC'),
  filters: one({
    blocks: [{ filters: [{ filter_on: 'segments', selection: 'any_of', segment_identifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'], operator: 'is_in' }] }],
  }),
  recurrence_timezone: one('Europe/Paris'),
  pushAttachment: web,
  inapp_content_url: web,
  push_message: one('Hello *@first_name@*', 'Hello'),
  start_date: one('2099-01-01T08:00:00+01:00', '2099-01-01'),
  end_date: one('2099-03-01T08:00:00+01:00'),
  payload: one({
    ...{ name: 'By JSON', type: 'transactional', source: 'API', app_id: 'FAAPPLI_0VDvT50', includes_push: true, includes_inapp: false, start_date: 'now' },
    params: { push_message: 'Hello *@a@*' },
  }),
};

const horisen: Readonly<Record<string, Drawn>> = {
  service_uuid: one('5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11'),
  campaign_uuid: one(...CAMPAIGNS),
  clone_uuid: one(...CAMPAIGNS),
  recipient_lists: one(LIST),
  sender: one('+41587000000', 'news@example.com'),
  card_media_url: web,
  url: web,
  webpush_target_url: web,
  webpush_icon: web,
  webpush_image: web,
  message: one({ messages: [{ body: { textMessage: { content: 'Hi "you"' } } }] }),
  query: one({ segmentation: [{ operator: 'OR', rules: [{ field: 'city', condition: 'eq', value: 'Bern', operator: 'AND' }] }] }),
  rule: one('FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0', 'RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0'),
  by_hour: one('9', '0', '23', 7),
  by_minute: one('30', 5),
  by_month_day: one('1', '-1'),
  sort: one('name', '-created_dt'),
  field: one('name', 'created_dt', 'status'),
  template_vars: one({ temp: '-22C' }, { wind: 3, on: true }),
  page_number: one(1),
  // Rarer, a rule may fall due beyond the years that the sandbox looks through.
  interval: one(1, 2, '3'),
  value: one('John', 'Bern', '3', 'a,b'),
};

const moEngage: Readonly<Record<string, Drawn>> = {
  campaignName: (draw) => `campaign-${draw.below(1_000_000)}`,
  customSegmentName: one('Demo Segment'),
  redirectURL: web,
  iconURL: web,
  imageURL: web,
  kvPairs: one({ a: 'b' }, { n: 3, on: false }),
  fallback: one({ title: 'x', message: 'y' }),
  time: one('16:55', '4:05 pm', ' 12:00 AM '),
  timezone: one('Europe/Paris', 'Asia/Kolkata'),
  payload: one({
    ANDROID: { title: 'Hi', message: 'You' },
    IOS: { title: 'Hi', message: 'You' },
    WEB: { title: 'a', message: 'b', redirectURL: 'https://a.example', iconURL: 'https://a.example/i.png' },
  }),
  conversion_goals_json: one([{ name: 'Added', eventName: 'Added' }]),
};

const byVendor: Readonly<Record<string, Readonly<Record<string, Drawn>>>> = { braze, bryj, followAnalytics, horisen, moEngage };

/** Where one name means two things. */
const byOperation: Readonly<Record<string, Readonly<Record<string, Drawn>>>> = {
  'braze.rawData.export': { starting_at: () => new Date(Date.now() - 5 * 86_400_000), ending_at: () => new Date(Date.now() - 3 * 86_400_000) },
  'braze.contentBlock.create': { name: (draw) => `block_${draw.below(1_000_000)}` },
  'braze.media.create': { asset_url: web },
  'braze.preferenceCenter.create': { name: (draw) => `center_${draw.below(1_000_000)}` },
  'braze.contentBlock.update': { name: (draw) => `block_${draw.below(1_000_000)}` },
  'braze.campaign.trigger': { attributes },
  'braze.campaign.scheduleTrigger': { attributes },
  'braze.canvas.trigger': { attributes },
  'braze.canvas.scheduleTrigger': { attributes },
  'braze.user.track': { time: one('2026-01-01T10:00:00Z', '2025-12-31T23:00:00.250+02:00', new Date(Date.UTC(2026, 0, 2)), '2026-01-05') },
};

export const goodFor = (vendor: string, operation: string, name: string): Drawn | undefined =>
  [byOperation[`${vendor}.${operation}`] ?? {}, byVendor[vendor] ?? {}].find((all) => Object.hasOwn(all, name))?.[name];

/** Members without which a group is refused, so that more than those that are refused are tried. */
const groups: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'braze.apple_push': { alert: 'Your order' },
  'braze.android_push': { alert: 'Your order', title: 'Good news' },
  'braze.kindle_push': { alert: 'Your order', title: 'Good news' },
  'braze.web_push': { alert: 'Your order', title: 'Good news' },
  'braze.email': { app_id: DEMO, from: 'Example Shop <shop@example.com>', body: '<p>Hello</p>' },
  'braze.content_card': { title: 'Good news', description: 'Your order', time_to_live: 60 },
  'braze.sms': { subscription_group_id: 'group-sms', app_id: DEMO, body: 'Your order' },
  'braze.whats_app': { subscription_group_id: 'group-whatsapp', app_id: DEMO, message_type: 'text_response_message', body: 'Hello' },
  'braze.webhook': { url: 'https://example.com/hook', request_method: 'POST' },
  'braze.in_app_message': { message: 'Hello' },
  'braze.windows_phone8_push': { toast_content: 'Hello' },
  'braze.windows_universal_push': { push_type: 'toast_text_01', toast_text1: 'Hello' },
  'moEngage.android': { title: 'Your order', message: 'It is on its way' },
  'moEngage.ios': { title: 'Your order', message: 'It is on its way' },
  'moEngage.web': { title: 'Your order', message: 'It is on its way', redirectURL: 'https://example.com', iconURL: 'https://example.com/i.png' },
};

export const groupStart = (vendor: string, name: string): Readonly<Record<string, unknown>> => groups[`${vendor}.${name}`] ?? {};

/** Fields that are asked for by more than their tables say. */
const ASKED_FOR = ['user', 'recipients', 'external_user_ids', 'messages', 'segmentation', 'notif_maximum', 'android', 'email', 'start_date'];

export const isAskedFor = (name: string): boolean => ASKED_FOR.includes(name);
