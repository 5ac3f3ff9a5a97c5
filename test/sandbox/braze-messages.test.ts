import { BIG, BrazeBench, DEMO_ID } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const SMS = { subscription_group_id: 'g', app_id: DEMO_ID, body: 'x' };
const PUSH = { alert: 'Hello {{${first_name}}}', title: 'Hi' };
const EMAIL = { app_id: DEMO_ID, from: 'Shop <shop@example.com>', subject: 'News', body: '<p>Dear {{${first_name} | default: "friend"}}</p>' };
const send = (body: object) => bench.post('/messages/send', body);
const sendTo = (messages: unknown, more: object = {}) => send({ external_user_ids: ['user1'], messages, ...more });
/** The answer's message and the first of its errors. */
const refusal = async (messages: unknown, more: object = {}) => {
  const { status, body } = await sendTo(messages, more);
  return status === 400 ? `${body.message}${body.errors ? `: ${String(body.errors[0])}` : ''}` : status;
};

describe('a send', () => {
  it('shows each kind of message as its receivers would see it', async () => {
    const { status, body } = await sendTo(
      {
        apple_push: { alert: { body: 'Your eyes are {{custom_attribute.${eye_color}}}', title: 'Look' }, badge: 1, extra: { a: 1 } },
        android_push: PUSH,
        kindle_push: PUSH,
        web_push: PUSH,
        windows_phone8_push: { toast_content: 'Toast', toast_title: 'T' },
        windows_universal_push: { push_type: 'toast_text_02', toast_text1: 'One', toast_text2: 'Two' },
        in_app_message: { message: 'In', header: 'App', buttons: [{ text: 'OK', ios_click_action: 'URI', ios_uri: 'app://x' }] },
        email: EMAIL,
        webhook: { url: 'https://example.com/hook', request_method: 'POST', body: '{"user":"{{${user_id}}}"}' },
      },
      { external_user_ids: ['demo-0002'] },
    );
    expect(status).toBe(201);
    expect(body).toEqual({ message: 'success', dispatch_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await bench.shown(body.dispatch_id)).toEqual([
      'apple_push demo-0002: Look / Your eyes are brown (sent)',
      'android_push demo-0002: Hi / Hello Bruno (sent)',
      'kindle_push demo-0002: Hi / Hello Bruno (sent)',
      'web_push demo-0002: Hi / Hello Bruno (sent)',
      'windows_phone8_push demo-0002: T / Toast (sent)',
      'windows_universal_push demo-0002: One / Two (sent)',
      'in_app_message demo-0002: App / In (sent)',
      'email demo-0002: News / Dear Bruno (sent)',
      'webhook demo-0002: POST https://example.com/hook / {"user":"demo-0002"} (sent)',
    ]);
    expect(await bench.batch(body.dispatch_id)).toMatchObject({
      form: 'send',
      state: 'sent',
      count: 1,
      channel: expect.stringContaining('apple_push, android_push'),
    });
  });

  it('reaches the unknown and the unsubscribed not, and does not fail for them', async () => {
    const { body } = await sendTo({ android_push: PUSH, email: EMAIL }, { external_user_ids: ['demo-0010', 'ghost', 'demo-0005', 'demo-0010'] });
    expect((await bench.shown(body.dispatch_id)).map((line) => line.replace(/:.*\(/, ' ('))).toEqual([
      'android_push demo-0010 (sent)',
      'email demo-0010 (unsubscribed)',
      'android_push ghost (unknown user)',
      'email ghost (unknown user)',
      'android_push demo-0005 (unsubscribed)',
      'email demo-0005 (sent)',
    ]);
    expect((await bench.messages(body.dispatch_id)).counts).toEqual({ sent: 2, unsubscribed: 2, 'unknown user': 2 });
  });

  it('follows recipient_subscription_state', async () => {
    const status = async (recipient_subscription_state: string, user: string) => {
      const { body } = await sendTo({ email: EMAIL }, { external_user_ids: [user], recipient_subscription_state });
      return (await bench.messages(body.dispatch_id)).messages[0]?.status;
    };
    expect(await status('all', 'demo-0010')).toBe('sent');
    expect(await status('subscribed', 'demo-0002')).toBe('sent');
    expect(await status('opted_in', 'demo-0002')).toBe('not opted in');
    expect(await status('opted_in', 'demo-0001')).toBe('sent');
  });

  it('that is accepted and dropped leaves nothing', async () => {
    await bench.fault({ kind: 'acceptAndDrop' });
    const { status, body } = await sendTo({ android_push: PUSH });
    expect(status).toBe(201);
    expect(await bench.batch(body.dispatch_id)).toEqual({ error: 'No such batch' });
  });
});

describe('the target', () => {
  const messages = { android_push: PUSH };
  const count = async (body: object) => {
    const { body: answer } = await send({ messages, ...body });
    return answer.dispatch_id ? (await bench.batch(answer.dispatch_id)).count : answer.message;
  };
  const attribute = (custom_attribute_name: string, comparison: string, value?: unknown) => ({
    custom_attribute: { custom_attribute_name, comparison, value },
  });

  it('is needed, and broadcast says whether it is people or an audience', async () => {
    expect(await count({})).toBe('No Recipients');
    expect(await count({ broadcast: true })).toBe('No Recipients');
    expect(await count({ segment_id: DEMO_ID })).toBe('No Recipients');
    expect(await count({ segment_id: DEMO_ID, broadcast: false })).toBe('No Recipients');
    expect(await count({ segment_id: DEMO_ID, broadcast: true })).toBe(1200);
    expect(await count({ external_user_ids: ['user1'], broadcast: true })).toBe('Bad Request');
    expect(await count({ external_user_ids: ['user1'], broadcast: 'no' })).toBe('Bad Request');
    expect(await count({ external_user_ids: [], segment_id: DEMO_ID, broadcast: true })).toBe(1200);
    expect(await count({ user_aliases: [{ alias_name: 'demo-0001', alias_label: 'crm' }], broadcast: false })).toBe(1);
  });

  it('needs no broadcast when the account is as old as the document', async () => {
    await bench.set({ appboy: 1 });
    expect((await send({ messages, segment_id: DEMO_ID })).body).toEqual({ message: 'success' });
  });

  it('is the intersection of ids, segment and audience', async () => {
    const { body } = await send({
      messages,
      external_user_ids: ['user1', 'demo-0001', 'demo-0002'],
      segment_id: DEMO_ID,
      audience: attribute('eye_color', 'equals', 'blue'),
    });
    expect((await bench.messages(body.dispatch_id)).messages.map(({ user, status }) => `${user}: ${status}`)).toEqual([
      'user1: not in the segment',
      'demo-0001: sent',
      'demo-0002: not in the audience',
    ]);
  });

  it.each([
    [attribute('eye_color', 'equals', 'blue'), 400],
    [attribute('eye_color', 'not_equal', 'blue'), 805],
    [attribute('eye_color', 'matches_regex', '^b'), 800],
    [attribute('eye_color', 'does_not_match_regex', '^b'), 405],
    [attribute('favorite_foods', 'includes_value', 'pizza'), 480],
    [attribute('favorite_foods', 'does_not_include_value', 'pizza'), 725],
    [attribute('loyalty_points', 'greater_than', 1190), 9],
    [attribute('loyalty_points', 'greater_than_or_equal_to', 1190), 10],
    [attribute('loyalty_points', 'less_than', 10), 10],
    [attribute('loyalty_points', 'less_than_or_equal_to', 10), 11],
    [attribute('member', 'equals', true), 600],
    [attribute('member', 'does_not_equal', true), 605],
    [attribute('last_purchase_time', 'less_than_x_days_ago', 3), 120],
    [attribute('last_purchase_time', 'greater_than_x_days_ago', 27), 80],
    [attribute('last_purchase_time', 'less_than_x_days_in_the_future', 3), 40],
    [attribute('last_purchase_time', 'greater_than_x_days_in_the_future', 3), 0],
    [attribute('last_purchase_time', 'after', '2022-05-08T13:00:00+00:00'), 80],
    [attribute('last_purchase_time', 'before', '2022-05-08T13:00:00Z'), 1120],
    [attribute('eye_color', 'exists'), 1200],
    [attribute('eye_color', 'does_not_exist'), 5],
    [{ email_subscription_status: { comparison: 'is', value: 'unsubscribed' } }, 120],
    [{ push_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } }, 1085],
    [{ AND: [attribute('member', 'equals', true), { OR: [attribute('eye_color', 'equals', 'blue'), attribute('eye_color', 'equals', 'green')] }] }, 400],
  ])('%j reaches %d people', async (audience, people) => {
    expect(await count({ audience, broadcast: true })).toBe(people);
  });

  it.each([
    {},
    [],
    { AND: [] },
    { OR: {} },
    { AND: [{}] },
    { ...attribute('a', 'exists'), push_subscription_status: { comparison: 'is', value: 'opted_in' } },
    attribute('a', 'is', 1),
    attribute('', 'exists'),
    attribute('a', 'equals'),
    attribute('a', 'greater_than', '1'),
    attribute('a', 'before', 'tomorrow'),
    attribute('a', 'matches_regex', '('),
    { push_subscription_status: { comparison: 'equals', value: 'opted_in' } },
    { email_subscription_status: { comparison: 'is', value: 'yes' } },
    { shoe_size: { comparison: 'is', value: 44 } },
  ])('refuses the audience %j', async (audience) => {
    expect(await count({ audience, broadcast: true })).toBe('Bad Request');
  });

  it('may be a crowd that is kept nowhere', async () => {
    const { body } = await send({ messages, segment_id: BIG, broadcast: true });
    expect((await bench.batch(body.dispatch_id)).count).toBe(500_000);
    const page = await bench.messages(body.dispatch_id, '?offset=499999&limit=5');
    expect(page.total).toBe(500_000);
    expect(page.messages).toMatchObject([{ index: 499_999, user: 'big-0500000' }]);
    await bench.set({ bigSegmentUsers: 1000 });
    expect(await count({ segment_id: BIG, broadcast: true, audience: attribute('loyalty_points', 'less_than', 10) })).toBe(10);
  });

  it.each([
    [{ external_user_ids: Array.from({ length: 51 }, (_, i) => `u${i}`) }, 'Max input length exceeded'],
    [{ external_user_ids: 'user1' }, 'Bad Request'],
    [{ external_user_ids: [1] }, 'Bad Request'],
    [{ user_aliases: [{ alias_name: 'x' }] }, 'Bad Request'],
    [{ external_user_ids: ['user1'], segment_id: 'nothing' }, 'Bad Request'],
    [{ external_user_ids: ['user1'], recipient_subscription_state: 'unsubscribed' }, 'Bad Request'],
    [{ external_user_ids: ['user1'], override_frequency_capping: 'yes' }, 'Bad Request'],
    [{ external_user_ids: ['user1'], send_id: 7 }, 'Bad Request'],
  ])('refuses %j', async (body, message) => {
    expect(await count(body)).toBe(message);
  });
});

describe('messages', () => {
  it.each([undefined, null, {}, { android_push: null }])('are needed: %j', async (messages) => {
    expect(await refusal(messages)).toBe('No message to send');
  });

  it('have the names of the endpoint', async () => {
    for (const type of ['windows_push', 'windows8_push', 'sms_message']) expect(await refusal({ [type]: {} })).toContain(type);
    expect(await refusal({ sms: SMS })).toBe(201);
    await bench.set({ appboy: 1 });
    expect(await refusal({ sms: SMS })).toContain('sms');
    expect(await refusal({ webhook: { url: 'https://example.com', request_method: 'GET' } })).toContain('webhook');
  });

  const apple = (more: object) => ({ apple_push: { alert: 'a', ...more } });
  const android = (more: object) => ({ android_push: { ...PUSH, ...more } });
  const inApp = (more: object) => ({ in_app_message: { message: 'm', ...more } });
  const email = (more: object) => ({ email: { ...EMAIL, ...more } });
  const webhook = (more: object) => ({ webhook: { url: 'https://example.com', request_method: 'POST', ...more } });

  it.each([
    [apple({ alert: undefined }), "'alert' is required"],
    [apple({ alert: { title: 'only' } }), "'alert' is required"],
    [apple({ alert: 7 }), "'alert' must be"],
    [apple({ alert: { body: 'b', loc_args: 'x' } }), "'loc_args'"],
    [apple({ badge: '1' }), "'badge'"],
    [apple({ 'content-available': 1 }), "'content-available'"],
    [apple({ expiry: 'soon' }), "'expiry'"],
    [apple({ asset_url: 'https://example.com/a.png' }), "'asset_file_type' is required"],
    [apple({ asset_url: 'https://example.com/a.bmp', asset_file_type: 'bmp' }), "'asset_file_type' must be one of"],
    [apple({ extra: 'x' }), 'Invalid Extra Push Payload'],
    [apple({ extra: { aps: {} } }), 'Invalid Extra Push Payload'],
    [apple({ extra: { ab: 1 } }), 'Invalid Extra Push Payload'],
    [apple({ alert: 'x'.repeat(1912) }), 'Apple Push Length Exceeded'],
    [android({ title: undefined }), "'title' is required"],
    [android({ alert: '' }), "'alert'"],
    [android({ extra: [] }), 'Invalid Extra Push Payload'],
    [android({ priority: 'high' }), "'priority'"],
    [android({ send_to_sync: true }), 'must not be set'],
    [android({ time_to_live: -1 }), "'time_to_live'"],
    [android({ accent_color: '#fff' }), "'accent_color'"],
    [android({ alert: 'é'.repeat(2000) }), 'Android Push Length Exceeded'],
    [{ kindle_push: { alert: 'a' } }, "'title' is required"],
    [{ web_push: { ...PUSH, image_url: 'a.png' } }, "'image_url'"],
    [{ windows_phone8_push: { push_type: 'tile', toast_content: 'x' } }, "'push_type'"],
    [{ windows_universal_push: { push_type: 'toast_text_05', toast_text1: 'x' } }, "'push_type'"],
    [{ windows_universal_push: { push_type: 'toast_text_01' } }, "'toast_text1' is required"],
    [inApp({ message: 'x'.repeat(141) }), 'Slideup Message Length Exceeded'],
    [inApp({ type: 'BANNER' }), "'type'"],
    [inApp({ background_color: '#FF00AA88' }), "'background_color'"],
    [inApp({ icon: '0xf042' }), "'icon'"],
    [inApp({ slide_from: 'LEFT' }), "'slide_from'"],
    [inApp({ web_click_action: 'OPEN' }), "'web_click_action'"],
    [inApp({ buttons: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] }), 'at most 2'],
    [inApp({ buttons: [{ text_color: '0xFFFFFFFF' }] }), "'text' is required"],
    [email({ app_id: undefined }), "'app_id' is required"],
    [email({ from: 'shop@example.com' }), "'from'"],
    [email({ reply_to: 'Shop <shop@example.com>' }), "'reply_to'"],
    [email({ body: undefined }), "'body' is required unless email_template_id"],
    [email({ headers: { a: {} } }), "'headers'"],
    [webhook({ url: 'example.com' }), "'url'"],
    [webhook({ request_method: 'PATCH' }), "'request_method'"],
    [webhook({ body: {} }), "'body'"],
    [{ android_push: 'hello' }, 'must be an object'],
    [[], "'messages' must be an object"],
  ])('refuse %j', async (messages, words) => {
    expect(await refusal(messages)).toContain(words);
  });

  it.each([
    apple({ alert: undefined, 'content-available': true }),
    apple({ alert: 'x'.repeat(1700), expiry: '2099-01-01T00:00:00+01:00', asset_url: 'https://example.com/a.png', asset_file_type: 'png' }),
    { android_push: { send_to_sync: true, extra: { a: 1 } } },
    android({ alert: 'x'.repeat(4000 - 2), extra: {}, priority: 7 }),
    inApp({ message: 'x'.repeat(141), type: 'FULL' }),
    inApp({ message: 'x'.repeat(140), icon: 'f042', icon_color: '0xFF00AA88', message_close: 'SWIPE' }),
    email({ body: undefined, email_template_id: 'template' }),
  ])('take %j', async (messages) => {
    expect(await refusal(messages)).toBe(201);
  });
});

describe('a campaign', () => {
  const variation = (message_variation_id?: unknown) => ({ android_push: { ...PUSH, message_variation_id } });
  it.each([
    [{ campaign_id: 'nothing' }, variation('variation-android_push'), 'Invalid Campaign ID'],
    [{ campaign_id: '11111111-1111-4111-8111-111111111111' }, variation('variation-android_push'), 'Invalid Campaign ID'],
    [{ campaign_id: DEMO_ID }, variation(), 'Message Variant Unspecified'],
    [{ campaign_id: DEMO_ID }, variation('another'), 'Invalid Message Variant'],
    [{ campaign_id: DEMO_ID }, variation('variation-email'), 'Mismatched Message Type'],
  ])('is checked with its variations: %j %j', async (campaign, messages, words) => {
    expect(await refusal(messages, campaign)).toContain(words);
  });

  it('takes its own variations, and is in the profile of those who got it', async () => {
    expect(await bench.user('external_id1')).not.toHaveProperty('campaigns_received');
    expect(await refusal(variation('variation-android_push'), { campaign_id: DEMO_ID, external_user_ids: ['external_id1'] })).toBe(201);
    expect(await bench.user('external_id1')).toMatchObject({
      campaigns_received: [{ name: 'Demo Campaign', api_campaign_id: DEMO_ID, last_received: '2022-05-10T12:00:00.000Z' }],
    });
  });
});

describe('sends to an audience', () => {
  it('have a lower rate limit, and a lower one still for the same audience', async () => {
    const limits = ({ headers }: { headers: Headers }) => ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
    const to = (more: object) => send({ messages: { android_push: PUSH }, ...more });
    const audience = { email_subscription_status: { comparison: 'is', value: 'opted_in' } };
    const minute = Date.UTC(2022, 4, 10, 12, 1) / 1000;
    await bench.set({ rateBroadcast: 5, rateAudience: 2 });
    expect(limits(await to({ broadcast: true, audience }))).toEqual([5, 4, minute]);
    expect((await to({ broadcast: true, audience })).status).toBe(201);
    const refused = await to({ broadcast: true, audience });
    expect(refused).toMatchObject({ status: 429, body: { message: 'Rate limited' } });
    expect(limits(refused)).toEqual([2, 0, minute]);
    expect(limits(await to({ broadcast: true, audience: { AND: [audience] } }))).toEqual([5, 2, minute]);
    expect(limits(await to({ external_user_ids: ['user1'] }))[0]).toBe(250_000);
  });
});
