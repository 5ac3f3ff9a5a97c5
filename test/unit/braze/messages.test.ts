import { operationOf, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { bodies, calling, expectRefused, type Account, type Raw } from './sending';

const send = calling('message.send');
const schedule = calling('message.schedule', { body: { message: 'success', schedule_id: 's1' } });
const to = (more: Raw): Raw => ({ external_user_ids: ['user1'], ...more });
const android = { alert: 'Hello', title: 'Hi' };
const sentAs = async (more: Raw, account: Account = 'today') => (bodies((await send([to(more)], account)).send)[0] as { messages: JsonObject }).messages;
const x = (n: number) => 'x'.repeat(n);
const inApp = (more: object = {}) => ({ in_app_message: { message: 'Hello', ...more } });
const mail = (more: object = {}) => ({ email: { app_id: 'app', from: 'Shop <shop@example.com>', body: '<p>Hi</p>', ...more } });

/** Each rule of the message objects, the field that it names, and words that the user reads. */
const refused: [string, Raw, string, RegExp, Account?][] = [
  ['no message at all', {}, 'messages', /There is no message: none of 'Apple Push' \(apple_push\), .*'Other Messages' \(messages\)/],
  ['groups and JSON that nobody filled', { apple_push: {}, messages: {} }, 'messages', /There is no message/],
  ['a message that is no object', { messages: { sms: 'Hello' } }, 'messages.sms', /'Other Messages' \(messages\.sms\) must be an object/],
  ['a message given twice', { android_push: android, messages: { android_push: android } }, 'messages.android_push', /android_push is given twice/],
  [
    'a campaign but no variation',
    { campaign_id: 'c1', android_push: android },
    'android_push.message_variation_id',
    /'Message Variation ID' \(android_push\.message_variation_id\) is empty, but a campaign is set/,
  ],
  ['a campaign but no variation in JSON', { campaign_id: 'c1', messages: { sms: { body: 'Hi' } } }, 'messages.sms.message_variation_id', /is empty, but/],

  ['an Apple push without alert', { apple_push: { badge: 1 } }, 'apple_push.alert', /'Alert' \(apple_push\.alert\) is empty/],
  ['an Apple alert object without body', { apple_push: { title: 'Hi' } }, 'apple_push.alert', /has a title or localization keys but no text/],
  ['an Apple alert in JSON that is a number', { apple_push: { json: { alert: [1] } } }, 'apple_push.alert', /must be text but is a list/],
  ['the key ab in extra', { apple_push: { alert: 'Hi', extra: { ab: 1 } } }, 'apple_push.extra', /contains the key 'ab', which Braze rejects/],
  ['the key aps in extra of JSON', { apple_push: { json: { alert: 'Hi', extra: { aps: {} } } } }, 'apple_push.extra', /contains the key 'aps'/],
  ['an asset without its type', { apple_push: { alert: 'Hi', asset_url: 'https://x/y' } }, 'apple_push.asset_file_type', /is empty, but an asset URL/],
  ['an unknown asset type', { apple_push: { alert: 'Hi', asset_url: 'u', asset_file_type: 'exe' } }, 'apple_push.asset_file_type', /must be one of aif, gif/],
  ['1913 bytes for Apple', { apple_push: { alert: x(1913) } }, 'apple_push.alert', /have 1913 bytes in total; at most 1912 are allowed/],
  ['1914 bytes in 957 characters', { apple_push: { alert: 'é'.repeat(957) } }, 'apple_push.alert', /have 1914 bytes/],
  ['an expiry in JSON that is no date', { apple_push: { json: { alert: 'Hi', expiry: 'soon' } } }, 'apple_push.expiry', /not a valid date and time/],
  ['an expiry that is no date', { apple_push: { alert: 'Hi', expiry: 'soon' } }, 'apple_push.expiry', /not a valid date and time/],

  ['an Android push without alert', { android_push: { title: 'Hi' } }, 'android_push.alert', /'Alert' \(android_push\.alert\) is empty/],
  ['an Android push without title', { android_push: { alert: 'Hi' } }, 'android_push.title', /'Title' \(android_push\.title\) is empty/],
  ['a silent Android push with alert', { android_push: { send_to_sync: true, alert: 'Hi' } }, 'android_push.alert', /is set, but the message is silent/],
  ['a silent Android push with title', { android_push: { send_to_sync: true, title: 'Hi' } }, 'android_push.title', /is set, but the message is silent/],
  ['4001 bytes for Android', { android_push: { ...android, alert: x(3994), extra: { a: 1 } } }, 'android_push.alert', /have 4001 bytes in total; at most 4000/],
  ['priority 3', { android_push: { ...android, priority: 3 } }, 'android_push.priority', /is 3; the maximum is 2/],
  ['priority -3', { kindle_push: { ...android, priority: -3 } }, 'kindle_push.priority', /is -3; the minimum is -2/],
  ['priority 9 in JSON', { android_push: { ...android, json: { priority: 9 } } }, 'android_push.priority', /\(android_push\.priority\) is 9; the maximum is 2/],
  [
    'priority 9 in other messages',
    { messages: { kindle_push: { ...android, priority: 9 } } },
    'messages.kindle_push.priority',
    /\(messages\.kindle_push\.priority\) is 9/,
  ],
  ['an extra that is no object', { android_push: { ...android, json: { extra: 'a' } } }, 'android_push.extra', /must be a JSON object but is text/],
  ['more than four weeks to live', { android_push: { ...android, time_to_live: 2_419_201 } }, 'android_push.time_to_live', /the maximum is 2419200/],
  ['a Kindle push without title', { kindle_push: { alert: 'Hi' } }, 'kindle_push.title', /is empty/],
  ['a web push without alert', { web_push: { title: 'Hi' } }, 'web_push.alert', /is empty/],

  ['an email without app', { email: { from: 'Shop <a@b>', body: 'x' } }, 'email.app_id', /'App ID' \(email\.app_id\) is empty/],
  ['an email without sender', { email: { app_id: 'a', body: 'x' } }, 'email.from', /'From' \(email\.from\) is empty/],
  ['a sender that is a bare address', mail({ from: 'shop@example.com' }), 'email.from', /is not valid: 'shop@example\.com'/],
  ['a sender without name', mail({ from: '<shop@example.com>' }), 'email.from', /is not valid/],
  ['an email without body and template', mail({ body: '' }), 'email.body', /is empty, and no template is set/],
  ['an answer address with a name', mail({ reply_to: 'Shop <a@b>' }), 'email.reply_to', /is not valid/],
  ['an attachment without URL', mail({ attachments: [{ file_name: 'a.pdf' }] }), 'email.attachments[0].url', /is empty/],

  ['a webhook without URL', { webhook: { request_method: 'POST' } }, 'webhook.url', /is empty/],
  ['a webhook without method', { webhook: { url: 'https://x' } }, 'webhook.request_method', /is empty/],
  ['an unknown method', { webhook: { url: 'https://x', request_method: 'PATCH' } }, 'webhook.request_method', /must be one of DELETE, GET, POST, PUT/],
  ['an immediate webhook at Appboy', { webhook: { url: 'https://x', request_method: 'POST' } }, 'webhook', /can only be scheduled in the Appboy/, 'appboy'],

  ['an in-app message at Braze', inApp(), 'in_app_message', /'In-App Message' \(in_app_message\) is no longer part of Braze's API/, 'today'],
  ['a Windows push at Braze', { windows_phone8_push: { toast_content: 'Hi' } }, 'windows_phone8_push', /is no longer part of Braze's API/, 'today'],
  ['a Windows push as JSON at Braze', { messages: { windows8_push: { toast_text1: 'Hi' } } }, 'messages.windows8_push', /is no longer part of/, 'today'],
  ['a Windows Phone push without content', { windows_phone8_push: { toast_title: 'Hi' } }, 'windows_phone8_push.toast_content', /is empty/, 'custom'],
  ['a Windows push without template', { windows_universal_push: { toast_text1: 'Hi' } }, 'windows_universal_push.push_type', /is empty/, 'custom'],
  ['a Windows push without text', { windows_universal_push: { push_type: 'toast_text_01' } }, 'windows_universal_push.toast_text1', /is empty/, 'custom'],
  [
    'an unknown template',
    { windows_universal_push: { push_type: 'toast_text_05', toast_text1: 'Hi' } },
    'windows_universal_push.push_type',
    /must be one of/,
    'custom',
  ],

  ['an in-app message without text', { in_app_message: { header: 'Hi' } }, 'in_app_message.message', /is empty/, 'custom'],
  ['141 characters in a slideup', inApp({ message: x(141) }), 'in_app_message.message', /has 141 characters; a slideup can have at most 140/, 'custom'],
  [
    'three buttons',
    inApp({ buttons: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] }),
    'in_app_message.buttons',
    /has 3 entries; at most 2 are allowed/,
    'custom',
  ],
  ['three buttons in JSON', inApp({ json: { buttons: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] } }), 'in_app_message.buttons', /at most 2/, 'custom'],
  ['a button without text', inApp({ buttons: [{ text_color: '0xFF00AA88' }] }), 'in_app_message.buttons[0].text', /is empty/, 'custom'],
  ['a color with a hash', inApp({ background_color: '#00AA88' }), 'in_app_message.background_color', /is not valid: '#00AA88'/, 'custom'],
  ['a color of a button', inApp({ buttons: [{ text: 'a', text_color: 'red' }] }), 'in_app_message.buttons[0].text_color', /is not valid: 'red'/, 'custom'],
  ['an icon with 0x', inApp({ icon: '0xf042' }), 'in_app_message.icon', /is not valid: '0xf042'/, 'custom'],
  [
    'a click without address',
    inApp({ ios_click_action: 'URI' }),
    'in_app_message.ios_uri',
    /'iOS URI' \(in_app_message\.ios_uri\) is empty, but the click action/,
    'custom',
  ],
  [
    'a click on a button without address',
    inApp({ type: 'MODAL', buttons: [{ text: 'a', web_click_action: 'URI' }] }),
    'in_app_message.buttons[0].web_uri',
    /'Web URI' .* is empty, but/,
    'custom',
  ],
  ['an address without protocol', inApp({ ios_click_action: 'URI', ios_uri: 'example' }), 'in_app_message.ios_uri', /is not valid: 'example'/, 'custom'],
];

describe('a message', () => {
  it.each(refused)('with %s is refused with its field, and nothing is sent', async (_, more, field, says, account = 'today') => {
    expectRefused(await send([to(more)], account), field, says);
  });

  it('at its limits goes out', async () => {
    await expect(sentAs({ apple_push: { alert: x(1912), message_variation_id: x(50) } })).resolves.toHaveProperty('apple_push');
    await expect(sentAs({ android_push: { ...android, alert: x(3993), extra: { a: 1 } } })).resolves.toHaveProperty('android_push');
    await expect(sentAs(inApp({ message: '😀'.repeat(140) }), 'custom')).resolves.toHaveProperty('in_app_message');
  });

  it('may have no alert where it only wakes the app', async () => {
    await expect(sentAs({ apple_push: { 'content-available': true }, android_push: { send_to_sync: true } })).resolves.toEqual({
      apple_push: { 'content-available': true },
      android_push: { send_to_sync: true },
    });
  });

  it('has a form with every documented member and a JSON of its own', () => {
    const { fields } = operationOf(braze, 'message.send');
    const kinds = Object.entries(fields).filter(([, { type }]) => type === 'group');
    expect(kinds.map(([name]) => name).sort()).toEqual([
      'android_push',
      'apple_push',
      'content_card',
      'email',
      'in_app_message',
      'kindle_push',
      'sms',
      'web_push',
      'webhook',
      'whats_app',
      'windows_phone8_push',
      'windows_universal_push',
    ]);
    for (const [, group] of kinds)
      expect(Object.keys((group as { columns: object }).columns)).toEqual(expect.arrayContaining(['json', 'message_variation_id']));
  });
});

describe('on the wire', () => {
  it('an Apple alert is a text, or an object as soon as it has parts', async () => {
    expect((await sentAs({ apple_push: { alert: 'Hi', badge: 1 } })).apple_push).toEqual({ alert: 'Hi', badge: 1 });
    expect((await sentAs({ apple_push: { alert: 'Hi', title: 'T', loc_key: 'K', loc_args: ['a', 'b'] } })).apple_push).toEqual({
      alert: { body: 'Hi', title: 'T', loc_key: 'K', loc_args: ['a', 'b'] },
    });
    expect((await sentAs({ apple_push: { title: 'New', json: { alert: { body: 'Hi', title: 'Old', loc_key: 'K' }, sound: 'default' } } })).apple_push).toEqual({
      alert: { body: 'Hi', title: 'New', loc_key: 'K' },
      sound: 'default',
    });
  });

  it('an expiry has its offset', async () => {
    expect((await sentAs({ apple_push: { alert: 'Hi', expiry: '2099-07-01T10:00' } })).apple_push).toEqual({
      alert: 'Hi',
      expiry: '2099-07-01T10:00:00+02:00',
    });
  });

  it('fields win over JSON, and JSON adds what has no field', async () => {
    expect((await sentAs({ android_push: { ...android, json: { alert: 'Old', android_priority: 'high' } } })).android_push).toEqual({
      ...android,
      android_priority: 'high',
    });
  });

  it('kinds without a form go through as they are', async () => {
    await expect(sentAs({ android_push: android, messages: { rcs: { body: 'Hi', subscription_group_id: 'g' } } })).resolves.toEqual({
      android_push: android,
      rcs: { body: 'Hi', subscription_group_id: 'g' },
    });
  });

  it('untouched lists are left out', async () => {
    await expect(sentAs(mail({ attachments: [] }))).resolves.toEqual(mail());
    await expect(sentAs(inApp({ buttons: [] }), 'custom')).resolves.toEqual(inApp());
  });

  it('the Windows keys are those of the endpoint', async () => {
    const windows = { windows_phone8_push: { toast_content: 'Hi' }, windows_universal_push: { push_type: 'toast_text_01', toast_text1: 'Hi' } };
    await expect(sentAs(windows, 'custom')).resolves.toEqual(windows);
    const scheduled = await schedule([to({ ...windows, time: '2099-01-01T00:00:00Z' })], 'custom');
    expect(bodies(scheduled.send)[0]!.messages).toEqual({ windows_push: windows.windows_phone8_push, windows8_push: windows.windows_universal_push });
  });

  it("buttons and clicks stand as the document's In-App Message Object has them", async () => {
    const message = inApp({
      type: 'MODAL',
      also_send_to_slideup_only_versions: false,
      header: 'News',
      background_color: '0xFF00AA88',
      icon: 'f042',
      extras: { a: 1 },
      buttons: [
        { text: 'Open', ios_click_action: 'URI', ios_uri: 'app://page' },
        { text: 'Close', text_color: '0xFFFFFFFF', android_click_action: 'NONE' },
      ],
    });
    await expect(sentAs(message, 'appboy')).resolves.toEqual(message);
  });
});

describe('doubts', () => {
  const doubtsOf = async (more: Raw) => (await send([to(more)], 'custom')).outcomes.flatMap((outcome) => (outcome.state === 'done' ? outcome.warnings : []));

  it.each<[string, Raw, RegExp]>([
    ['a long modal message', inApp({ type: 'MODAL', message: x(141) }), /has 141 characters; the documentation allows 140/],
    ['an address that no click opens', inApp({ ios_uri: 'app://page' }), /'iOS URI' \(in_app_message\.ios_uri\) has no effect/],
    ['clicks beside buttons', inApp({ type: 'FULL', ios_click_action: 'NEWS_FEED', buttons: [{ text: 'a' }] }), /have no effect, because it has buttons/],
    [
      'a line that the template does not show',
      { windows_universal_push: { push_type: 'toast_text_02', toast_text1: 'a', toast_text2: 'b', toast_text3: 'c' } },
      /'Toast Text 3' \(windows_universal_push\.toast_text3\) is not displayed by the template toast_text_02/,
    ],
  ])('%s goes out and is pointed out', async (_, more, says) => {
    expect(await doubtsOf(more)).toEqual([expect.stringMatching(says)]);
  });
});
