import { bodies, calling, expectRefused, type Raw } from './sending';

/** The channels of a message and what it says on each; "Messaging" and "Messaging objects" of the Braze document. */

const send = calling('message.send', { body: { message: 'success', dispatch_id: 'd1' } });
const schedule = calling('message.schedule', { body: { message: 'success', schedule_id: 's1' } });
const update = calling('message.updateSchedule');

const texts = { title: 'Good news', message: 'It is on its way', link: 'https://www.example.com/a' };
const push = { title: texts.title, alert: texts.message, custom_uri: texts.link };
const to = { send_to: 'users', external_user_ids: ['u1'] };
const input = (more: Raw): Raw => ({ ...texts, ...to, ...more });
const messagesOf = async (more: Raw): Promise<unknown> => bodies((await send([input(more)])).send)[0]?.messages;
const warningsOf = async (more: Raw): Promise<unknown> => ((await send([input(more)])).outcomes[0] as unknown as { warnings: unknown }).warnings;

describe('title, message and link', () => {
  it('are those of each chosen channel', async () => {
    expect(await messagesOf({ channels: ['apple_push', 'android_push', 'kindle_push', 'web_push'] })).toEqual({
      apple_push: { alert: { title: texts.title, body: texts.message }, custom_uri: texts.link },
      android_push: push,
      kindle_push: push,
      web_push: push,
    });
  });

  it('give way to what is written for a channel, in fields or JSON', async () => {
    const own = {
      channels: ['apple_push', 'android_push'],
      apple_push: { json: { alert: { title: 'Own', body: 'Own body' } } },
      android_push: { title: 'For you', custom_uri: 'myapp://a', priority: 1 },
    };
    expect(await messagesOf(own)).toEqual({
      apple_push: { alert: { title: 'Own', body: 'Own body' }, custom_uri: texts.link },
      android_push: { title: 'For you', alert: texts.message, custom_uri: 'myapp://a', priority: 1 },
    });
  });

  it('are not those of a silent message', async () => {
    const silent = { channels: ['android_push'], android_push: { send_to_sync: true, extra: { a: 1 } }, link: '' };
    expect(await messagesOf(silent)).toEqual({ android_push: { send_to_sync: true, extra: { a: 1 } } });
  });

  it('may be scheduled, and changed later', async () => {
    const time = '2099-05-10T13:00:00Z';
    const { send: scheduled } = await schedule([input({ channels: ['android_push'], time })]);
    expect(bodies(scheduled)[0]).toMatchObject({ messages: { android_push: push }, external_user_ids: ['u1'] });
    const { send: changed } = await update([{ schedule_id: 's1', channels: ['android_push'], ...texts }]);
    expect(bodies(changed)).toEqual([{ schedule_id: 's1', messages: { android_push: push } }]);
    const { send: moved } = await update([{ schedule_id: 's1', channels: [], time }]);
    expect(bodies(moved)).toEqual([{ schedule_id: 's1', schedule: { time: expect.stringContaining('2099-05-10') } }]);
  });
});

describe('a link that is no web address', () => {
  const deep = { link: 'myapp://orders' };

  it.each<[string, Raw, string, RegExp]>([
    [
      'for all channels',
      { ...deep, channels: ['android_push', 'web_push'] },
      'link',
      /^'Link' \(link\) is 'myapp:\/\/orders', but a web push can only open a web address\.$/,
    ],
    [
      'of its own',
      { channels: ['web_push'], web_push: { custom_uri: 'myapp://a' } },
      'web_push.custom_uri',
      /'Custom URI' \(web_push\.custom_uri\) is 'myapp:\/\/a', which is not a valid URL/,
    ],
    [
      'in its JSON',
      { channels: ['web_push'], web_push: { json: { custom_uri: 'myapp://a' } } },
      'web_push.custom_uri',
      /'Custom URI' \(web_push\.custom_uri\)/,
    ],
    [
      'among other messages',
      { channels: ['messages'], messages: { web_push: { alert: 'A', title: 'B', custom_uri: 'myapp://a' } } },
      'messages.web_push.custom_uri',
      /'Custom URI' \(messages\.web_push\.custom_uri\)/,
    ],
  ])('%s is refused for a web push', async (_, more, field, says) => expectRefused(await send([input(more)]), field, says));

  it('is one for every other push, and gives way to the address of a web push, which may have Liquid', async () => {
    expect(await messagesOf({ ...deep, channels: ['android_push', 'apple_push', 'kindle_push'] })).toMatchObject({
      android_push: { custom_uri: deep.link },
      apple_push: { custom_uri: deep.link },
      kindle_push: { custom_uri: deep.link },
    });
    for (const custom_uri of [texts.link, '{{custom_attribute.${page}}}'])
      expect(await messagesOf({ ...deep, channels: ['android_push', 'web_push'], web_push: { custom_uri } })).toMatchObject({ web_push: { custom_uri } });
    expect(await messagesOf({ link: 'https://example.com/{{${user_id}}}', channels: ['web_push'] })).toMatchObject({ web_push: { title: texts.title } });
  });
});

describe('what is written for a channel', () => {
  const email = { app_id: 'a1', from: 'Shop <shop@example.com>', subject: 'Hi', body: '<p>Hi</p>' };

  it('is sent where nobody has chosen, as it was before there was a choice', async () => {
    const { send: sent } = await send([{ ...to, send_to: undefined, android_push: { title: 'A', alert: 'B' }, email }]);
    expect(bodies(sent)[0]?.messages).toEqual({ android_push: { title: 'A', alert: 'B' }, email });
    expect(await messagesOf({ channels: ['as_filled_in'], android_push: { priority: 1 } })).toEqual({ android_push: { ...push, priority: 1 } });
  });

  it('stays at home where another one is chosen, and the user hears of it', async () => {
    const more = { channels: ['android_push'], email, messages: { sms: { body: 'Hi' } } };
    expect(await messagesOf(more)).toEqual({ android_push: push });
    expect(await warningsOf(more)).toEqual([
      "'Email' is filled in, but not chosen in 'Channels', so it is not sent.",
      "'Other Messages' is filled in, but not chosen in 'Channels', so it is not sent.",
    ]);
  });

  it('may be JSON of a channel without fields', async () => {
    const rcs = { subscription_group_id: 'g', body: 'Hi' };
    expect(await messagesOf({ channels: ['messages'], title: '', message: '', link: '', messages: { rcs } })).toEqual({ rcs });
  });

  it('tells of texts that no chosen channel shows', async () => {
    expect(await warningsOf({ channels: ['email'], email })).toEqual(
      ['Title', 'Message', 'Link'].map((label) => `'${label}' is set, but no channel chosen in 'Channels' shows it, so it is not sent.`),
    );
  });
});

describe('refused, with the field', () => {
  const nothing = { title: '', message: '', link: '' };
  it.each<[string, Raw, string, RegExp]>([
    ['no channel', { channels: [] }, 'channels', /^'Channels' \(channels\) is empty\.$/],
    ['a channel that there is not', { channels: ['fax'] }, 'channels[0]', /must be one of apple_push/],
    ['texts for no channel', { send_to: 'users' }, 'messages', /^There is no message/],
    [
      'channels without content',
      { ...nothing, channels: ['apple_push', 'web_push'] },
      'message',
      /^'Message' \(message\) is empty, but 'Apple Push', 'Web Push' are chosen in 'Channels' and have no content\.$/,
    ],
    ['a channel of its own without content', { channels: ['email'] }, 'email', /^'Email' \(email\) is empty, but chosen in 'Channels'\.$/],
    ['a title without a message', { channels: ['android_push', 'web_push'], message: '' }, 'message', /^'Message' \(message\) is empty\.$/],
    ['a channel that lacks what is its own', { channels: ['email'], email: { subject: 'Hi' } }, 'email.app_id', /'App ID' \(email\.app_id\) is empty/],
    ['a link that is none', { channels: ['android_push'], link: 'offers' }, 'link', /'Link' \(link\) is 'offers'/],
  ])('%s', async (_, more, field, says) => {
    expectRefused(await send([input(more)]), field, says);
  });
});

describe('to whom it is sent', () => {
  const message = { channels: ['android_push'], ...texts };
  const filters = [{ kind: 'push_subscription_status', status_comparison: 'is', status: 'opted_in' }];
  const targetsOf = async (more: Raw): Promise<unknown> => {
    const { messages: _messages, ...targets } = bodies((await send([{ ...message, ...more }])).send)[0] ?? {};
    return targets;
  };

  it('is what is chosen, and the choice says that everyone is meant', async () => {
    expect(await targetsOf({ send_to: 'users', external_user_ids: ['u1'] })).toEqual({ external_user_ids: ['u1'] });
    expect(await targetsOf({ send_to: 'segment', segment_id: 's1' })).toEqual({ broadcast: true, segment_id: 's1' });
    expect(await targetsOf({ send_to: 'audience', audience_filters: filters })).toEqual({
      broadcast: true,
      audience: { push_subscription_status: { comparison: 'is', value: 'opted_in' } },
    });
  });

  it('is sent once where many items mean the same segment', async () => {
    const { outcomes, send: sent } = await send(Array.from({ length: 3 }, () => ({ ...message, send_to: 'segment', segment_id: 's1' })));
    expect(sent.requests).toHaveLength(1);
    expect(outcomes[0]).toMatchObject({ warnings: ['3 items contained the same message to everyone; it was sent once.'] });
  });

  it.each<[string, Raw, string, RegExp]>([
    ['users of whom there is none', { send_to: 'users' }, 'external_user_ids', /is empty: there is nobody to send to/],
    ['an empty list of users', { send_to: 'users', external_user_ids: [] }, 'external_user_ids', /is empty: there is nobody to send to/],
    ['users, and a segment', { send_to: 'users', segment_id: 's1' }, 'segment_id', /'Segment' \(segment_id\) is set, but 'send_to' is not segment/],
    ['a segment that is none', { send_to: 'segment' }, 'segment_id', /'Segment' \(segment_id\) is empty: there is nobody/],
    ['a segment, and users', { send_to: 'segment', segment_id: 's1', external_user_ids: ['u1'] }, 'external_user_ids', /is set, but 'send_to'/],
    ['an audience that is none', { send_to: 'audience' }, 'audience_filters', /'Audience Filters' \(audience_filters\) is empty/],
    ['an audience of everyone', { send_to: 'audience', audience: {} }, 'audience.AND', /contains no filter/],
    ['a switch beside the choice', { send_to: 'users', external_user_ids: ['u1'], broadcast: true }, 'broadcast', /is set, but 'send_to'/],
  ])('is refused: %s', async (_, more, field, says) => {
    expectRefused(await send([{ ...message, ...more }]), field, says);
  });
});
