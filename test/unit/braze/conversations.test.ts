import { NOON } from '../../support/host';
import { bodies, calling, expectRefused, type Account, type Raw } from './sending';

/** "Content card object", "SMS object" and "WhatsApp object" of Braze. */

const send = calling('message.send');
const schedule = calling('message.schedule', { body: { message: 'success', schedule_id: 's1' } });
const to = (more: Raw): Raw => ({ external_user_ids: ['u1'], ...more });
const texts = { title: 'Good news', message: 'It is on its way', link: 'https://www.example.com/a' };
const messagesOf = async (more: Raw) => bodies((await send([to(more)])).send)[0]?.messages;
const inDays = (days: number): string => new Date(NOON + days * 86_400_000).toISOString();

const number = { subscription_group_id: 'g', app_id: 'a' };
const sms = { ...number, body: 'Hi' };
const card = { type: 'CLASSIC', title: 'Hi', description: 'Hello', time_to_live: 3600 };
const whatsApp = (message_type: string, more: Raw = {}): Raw => ({ whats_app: { ...number, message_type, ...more } });

describe('the texts of all channels', () => {
  it('are those of a card, on each platform, and of a text message', async () => {
    const own = { content_card: { time_to_live: 60 }, sms: number };
    expect(await messagesOf({ channels: ['content_card', 'sms'], ...texts, ...own })).toEqual({
      content_card: {
        type: 'CLASSIC',
        title: texts.title,
        description: texts.message,
        ios_uri: texts.link,
        android_uri: texts.link,
        web_uri: texts.link,
        time_to_live: 60,
      },
      sms: { ...number, body: texts.message },
    });
  });

  it('give way to what the card says itself', async () => {
    const own = { content_card: { ...card, web_uri: 'https://www.example.com/b' } };
    expect(await messagesOf({ channels: ['content_card'], ...texts, ...own })).toEqual({
      content_card: { ...card, web_uri: 'https://www.example.com/b', ios_uri: texts.link, android_uri: texts.link },
    });
  });

  it('are asked for where they lack', async () => {
    expectRefused(
      await send([to({ channels: ['content_card'], title: 'Hi', content_card: { time_to_live: 60 } })]),
      'message',
      /'Message' \(message\) is empty/,
    );
  });
});

describe('on the wire', () => {
  it('an expiry has its offset, unless it is in the time of each user', async () => {
    const { time_to_live: _, ...plain } = card;
    const at = '2099-07-01T10:00';
    const of = async (more: Raw) => {
      const { send: sent } = await schedule([to({ time: '2099-06-20T10:00:00Z', content_card: { ...plain, expire_at: at, ...more } })]);
      return (bodies(sent)[0]?.messages as { content_card: Raw }).content_card.expire_at;
    };
    expect(await of({})).toBe('2099-07-01T10:00:00+02:00');
    expect(await of({ expire_in_local_time: true })).toBe(at);
  });

  it('the content of a WhatsApp message is apart, and variables have their index', async () => {
    const template = { template_name: 't', template_language_code: 'en_US' };
    const wire = async (more: Raw) => (await messagesOf(more)) as unknown;
    expect(await wire(whatsApp('template_message', { ...template, header_variable: 'A', body_variables: ['B', 'C'], button_variables: { 1: '/x' } }))).toEqual({
      whats_app: {
        ...number,
        message_type: 'template_message',
        message: { ...template, header_variables: { 0: 'A' }, body_variables: { 0: 'B', 1: 'C' }, button_variables: { 1: '/x' } },
      },
    });
    const rows = [
      { section_title: 'One', row_title: 'a', row_description: 'b' },
      { section_title: 'One', row_title: 'c' },
      { section_title: 'Two', row_title: 'd' },
    ];
    expect(await wire(whatsApp('list_response_message', { body: 'Choose', list_button_text: 'Open', list_rows: rows, buttons: [], footer: 'f' }))).toEqual({
      whats_app: {
        ...number,
        message_type: 'list_response_message',
        message: {
          body: 'Choose',
          footer: 'f',
          list: {
            list_button_text: 'Open',
            list_sections: [
              { section_title: 'One', list_rows: [{ row_title: 'a', row_description: 'b' }, { row_title: 'c' }] },
              { section_title: 'Two', list_rows: [{ row_title: 'd' }] },
            ],
          },
        },
      },
    });
    expect(await wire(whatsApp('flow_response_message', { body: 'Fill in', flow_id: 'f1', flow_caption: 'Start' }))).toEqual({
      whats_app: { ...number, message_type: 'flow_response_message', message: { body: 'Fill in', flow_button: { caption: 'Start', flow_id: 'f1' } } },
    });
  });

  it('a whole object may be JSON, in its form or among other messages', async () => {
    const whole = { ...number, message_type: 'text_response_message', message: { body: 'Hi', preview_url: true, later: 1 } };
    expect(await messagesOf({ whats_app: { json: whole } })).toEqual({ whats_app: whole });
    expect(await messagesOf({ messages: { whats_app: whole, sms, content_card: card } })).toEqual({ whats_app: whole, sms, content_card: card });
  });
});

const rowsOf = (count: number) => Array.from({ length: count }, (_, i) => ({ section_title: 's', row_title: `r${i}` }));
const list = (more: Raw) => whatsApp('list_response_message', { body: 'b', list_button_text: 'l', list_rows: rowsOf(1), ...more });
const quick = (more: Raw) => whatsApp('quick_reply_response_message', { body: 'b', buttons: [{ text: 'Yes' }], ...more });
const flow = (more: Raw) => whatsApp('flow_response_message', { body: 'b', flow_id: 'f', flow_caption: 'c', ...more });
const without = (object: Raw, name: string): Raw => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const refused: [string, Raw, string, RegExp, Account?][] = [
  ['a card without title', { content_card: without(card, 'title') }, 'content_card.title', /'Title' \(content_card\.title\) is empty/],
  ['a card without description', { content_card: without(card, 'description') }, 'content_card.description', /is empty/],
  ['a card without end', { content_card: without(card, 'time_to_live') }, 'content_card.time_to_live', /is empty, and no expiry is set/],
  ['a card with two ends', { content_card: { ...card, expire_at: inDays(1) } }, 'content_card.expire_at', /is set, but 'Time to Live \(Seconds\)' is too/],
  ['a card for 31 days', { content_card: { ...card, time_to_live: 31 * 86_400 } }, 'content_card.time_to_live', /the maximum is 2592000/],
  ['a card until yesterday', { content_card: { ...without(card, 'time_to_live'), expire_at: inDays(-1) } }, 'content_card.expire_at', /has passed/],
  [
    'a card until day 31',
    { content_card: { ...without(card, 'time_to_live'), expire_at: inDays(31) } },
    'content_card.expire_at',
    /is more than 30 days ahead/,
  ],
  ['a local end that is none', { content_card: { ...card, expire_in_local_time: true } }, 'content_card.expire_in_local_time', /no expiry is set/],
  ['a banner without image', { content_card: { ...card, type: 'BANNER' } }, 'content_card.image_url', /is empty, but the type BANNER needs it/],
  ['an image card without image', { content_card: { ...card, type: 'CAPTIONED_IMAGE' } }, 'content_card.image_url', /is empty/],
  ['an unknown card', { messages: { content_card: { ...card, type: 'VIDEO' } } }, 'messages.content_card.type', /must be one of CLASSIC/],
  ['a card in JSON without type', { messages: { content_card: without(card, 'type') } }, 'messages.content_card.type', /is empty/],

  ['an SMS without group', { sms: without(sms, 'subscription_group_id') }, 'sms.subscription_group_id', /'Subscription Group ID' .* is empty/],
  ['an SMS without app', { sms: without(sms, 'app_id') }, 'sms.app_id', /is empty/],
  ['an SMS without text', { sms: number }, 'sms.body', /is empty/],
  [
    'clicks of links that are not shortened',
    { sms: { ...sms, user_click_tracking_enabled: true } },
    'sms.user_click_tracking_enabled',
    /is on, but 'Shorten Links' is/,
  ],
  ['media that is no URL', { sms: { ...sms, media_items: ['a.png'] } }, 'sms.media_items[0]', /which is not a valid URL/],

  ['WhatsApp without type', { whats_app: { ...number, body: 'x' } }, 'whats_app.message_type', /is empty/],
  ['WhatsApp without group', { whats_app: { app_id: 'a', message_type: 'text_response_message', body: 'x' } }, 'whats_app.subscription_group_id', /is empty/],
  ['a template without name', whatsApp('template_message', { template_language_code: 'en' }), 'whats_app.template_name', /is empty, but 'Template' needs it/],
  ['a template without language', whatsApp('template_message', { template_name: 't' }), 'whats_app.template_language_code', /is empty, but 'Template'/],
  [
    'a template with text',
    whatsApp('template_message', { template_name: 't', template_language_code: 'en', body: 'x' }),
    'whats_app.body',
    /is set, but 'Template' does not have it/,
  ],
  [
    'two button variables',
    whatsApp('template_message', { template_name: 't', template_language_code: 'en', button_variables: { 0: 'a', 1: 'b' } }),
    'whats_app.button_variables',
    /has 2 entries; at most 1 is allowed/,
  ],
  ['a response without text', whatsApp('text_response_message', { preview_url: true }), 'whats_app.body', /is empty, but 'Text Response' needs it/],
  ['an image response without image', whatsApp('text_image_response_message', { caption: 'c' }), 'whats_app.image_uri', /is empty/],
  ['replies without buttons', quick({ buttons: [] }), 'whats_app.buttons', /is empty, but 'Quick Reply Response' needs it/],
  [
    'replies with two headers',
    quick({ header_text: 'a', header_image_uri: 'https://example.com/a.png' }),
    'whats_app.header_image_uri',
    /'Header Text' is too/,
  ],
  ['a list without rows', list({ list_rows: [] }), 'whats_app.list_rows', /is empty/],
  ['a list without label', list({ list_button_text: undefined }), 'whats_app.list_button_text', /is empty/],
  ['eleven rows', list({ list_rows: rowsOf(11) }), 'whats_app.list_rows', /has 11 rows; at most 10 are allowed/],
  ['a flow without ID', flow({ flow_id: undefined }), 'whats_app.flow_id', /is empty/],
  ['21 characters on a button', flow({ flow_caption: 'x'.repeat(21) }), 'whats_app.flow_caption', /has 21 characters; at most 20 are allowed/],
  [
    'a section in JSON without title',
    {
      messages: {
        whats_app: {
          ...number,
          message_type: 'list_response_message',
          message: { body: 'b', list: { list_button_text: 'l', list_sections: [{ list_rows: [{ row_title: 'r' }] }] } },
        },
      },
    },
    'messages.whats_app.list_rows',
    /has a section or a row without title/,
  ],

  ['a card at Appboy', { content_card: card }, 'content_card', /'Content Card' \(content_card\) is not supported by the Appboy API version/, 'appboy'],
  ['an SMS at Appboy', { sms }, 'sms', /is not supported by the Appboy/, 'appboy'],
  ['WhatsApp at Appboy', { messages: { whats_app: { ...number } } }, 'messages.whats_app', /is not supported by the Appboy/, 'appboy'],
];

describe('refused, with its field, before anything is sent', () => {
  it.each(refused)('%s', async (_, more, field, says, account = 'today') => expectRefused(await send([to(more)], account), field, says));
});

describe('limits', () => {
  it('are met by what they allow', async () => {
    const { time_to_live: _, ...plain } = card;
    for (const content_card of [
      { ...card, time_to_live: 30 * 86_400 },
      { ...plain, expire_at: inDays(29.9) },
    ])
      expect(await messagesOf({ content_card })).toBeDefined();
    for (const more of [list({ list_rows: rowsOf(10) }), flow({ flow_caption: 'x'.repeat(20) })]) expect(await messagesOf(more)).toBeDefined();
  });
});

describe('JSON of a form that the first release saved', () => {
  const short = { messages: { content_card: without(card, 'time_to_live') } };
  const asFirst = calling('message.send');

  it('is sent as it was, and what has become an error is a warning', async () => {
    const { outcomes, send: sent } = await asFirst([to(short)], 'today', undefined, { sameNames: false });
    expect(bodies(sent)[0]?.messages).toEqual(short.messages);
    expect(outcomes[0]).toMatchObject({
      state: 'done',
      warnings: ["'Time to Live (Seconds)' (messages.content_card.time_to_live) is empty, and no expiry is set. Enter it, or 'Expire At'."],
    });
  });

  it('is refused in a new form', async () => {
    expectRefused(await asFirst([to(short)], 'today', undefined, { sameNames: true }), 'messages.content_card.time_to_live', /is empty/);
  });
});
