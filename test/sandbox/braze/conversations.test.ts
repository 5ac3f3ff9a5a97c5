import { BrazeBench, DEMO_ID, START } from '../brazeHelpers';

/** Today's "Content card object", "SMS object" and "WhatsApp object", and what the pushes and emails of today have. */

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const NUMBER = { subscription_group_id: 'g', app_id: DEMO_ID };
const CARD = { type: 'CLASSIC', title: 'Hi {{${first_name}}}', description: 'News', time_to_live: 60 };
const inDays = (days: number): string => new Date(START + days * 86_400_000).toISOString();
const sendTo = (messages: object) => bench.post('/messages/send', { external_user_ids: ['demo-0002'], messages });
const refusal = async (messages: object) => {
  const { status, body } = await sendTo(messages);
  return status === 400 ? String(body.errors?.[0]) : status;
};
const whatsApp = (message_type: string, message: object) => ({ whats_app: { ...NUMBER, message_type, message } });
const card = (more: object) => ({ content_card: { ...CARD, ...more } });
const sms = (more: object) => ({ sms: { ...NUMBER, body: 'Hi', ...more } });
const list = (rows: number) =>
  whatsApp('list_response_message', {
    body: 'b',
    list: { list_button_text: 'l', list_sections: [{ section_title: 's', list_rows: Array.from({ length: rows }, () => ({ row_title: 'r' })) }] },
  });

describe('the outbox', () => {
  it('shows a card as a card, and what goes to a number as its text', async () => {
    const { body } = await sendTo({
      ...card({ image_url: 'https://example.com/a.png', web_uri: 'https://example.com', uri_text: 'More' }),
      ...sms({ body: 'Dear {{${first_name}}}', media_items: ['https://example.com/b.png'] }),
      ...whatsApp('quick_reply_response_message', { header_text: 'Head', body: 'Well?', buttons: [{ text: 'Yes' }, { text: 'No' }] }),
    });
    const { messages } = await bench.messages(body.dispatch_id);
    expect(messages.map(({ channel, title, body: says, parts }) => ({ channel, title, body: says, parts }))).toEqual([
      {
        channel: 'card',
        title: 'Hi Bruno',
        body: 'News',
        parts: { image: 'https://example.com/a.png', link: 'https://example.com', buttons: [{ text: 'More', link: 'https://example.com' }] },
      },
      { channel: 'sms', title: '', body: 'Dear Bruno', parts: { image: 'https://example.com/b.png' } },
      { channel: 'whatsapp', title: 'Head', body: 'Well?', parts: { buttons: [{ text: 'Yes' }, { text: 'No' }] } },
    ]);
  });

  it('shows a template by its name and values', async () => {
    const { body } = await sendTo(whatsApp('template_message', { template_name: 'sent', template_language_code: 'en', body_variables: { 0: 'A-17' } }));
    const { messages } = await bench.messages(body.dispatch_id);
    expect(messages[0]).toMatchObject({ body: '(template sent)\nA-17' });
  });
});

describe('refused', () => {
  it.each<[object, string]>([
    [card({ type: 'VIDEO' }), "'type' must be one of"],
    [card({ type: 'BANNER' }), "'image_url' is required for BANNER"],
    [card({ title: undefined }), "'title' is required"],
    [card({ expire_at: inDays(1) }), "either 'time_to_live' or 'expire_at'"],
    [card({ time_to_live: 2_592_001 }), "'time_to_live'"],
    [card({ time_to_live: undefined, expire_at: inDays(31) }), "'expire_at' must be within 30 days"],
    [card({ time_to_live: undefined, expire_at: inDays(-1) }), "'expire_at' has passed"],
    [card({ web_uri: 'example' }), "'web_uri'"],
    [sms({ app_id: undefined }), "'app_id' is required"],
    [sms({ subscription_group_id: '' }), "'subscription_group_id'"],
    [sms({ body: '' }), "'body'"],
    [sms({ media_items: ['a'] }), "'media_items'"],
    [sms({ user_click_tracking_enabled: true }), 'needs link_shortening_enabled'],
    [whatsApp('video_message', {}), "'message_type' must be one of"],
    [whatsApp('template_message', { template_name: 't' }), "'template_language_code' is required"],
    [whatsApp('template_message', { template_name: 't', template_language_code: 'en', header_variables: { 0: 'a', 1: 'b' } }), 'at most 1 variable'],
    [whatsApp('text_response_message', {}), "'body' is required"],
    [whatsApp('text_image_response_message', { image_uri: 'a' }), "'image_uri'"],
    [whatsApp('quick_reply_response_message', { body: 'b', buttons: [{}] }), "'buttons'"],
    [
      whatsApp('quick_reply_response_message', { body: 'b', buttons: [{ text: 'a' }], header_text: 'h', header_image_uri: 'https://example.com/a.png' }),
      'exclude each other',
    ],
    [list(11), 'at most 10 rows'],
    [whatsApp('flow_response_message', { body: 'b', flow_button: { caption: 'x'.repeat(21), flow_id: 'f' } }), 'at most 20 characters'],
    [{ apple_push: { alert: 'a', relevance_score: 2 } }, "'relevance_score'"],
    [{ apple_push: { alert: 'a', apns_priority: 11 } }, "'apns_priority'"],
    [{ apple_push: { alert: 'a', buttons: [{ action: 'URI' }] } }, "'action_id' is required"],
    [{ android_push: { alert: 'a', title: 't', android_priority: 'urgent' } }, "'android_priority'"],
    [{ android_push: { alert: 'a', title: 't', buttons: [{ text: 'a', action: 'OPEN' }] } }, "'action' must be one of"],
    [{ android_push: { alert: 'a', title: 't', conversation_data: { shortcut_id: 's' } } }, "'reply_person_id' is required"],
    [{ email: { app_id: DEMO_ID, from: 'Shop <shop@example.com>', body: 'b', attachments: [{ file_name: 'a' }] } }, "'url' is required"],
  ])('%j', async (messages, says) => expect(await refusal(messages)).toContain(says));
});

it('takes what the limits allow', async () => {
  for (const messages of [
    card({ time_to_live: 2_592_000 }),
    card({ time_to_live: undefined, expire_at: inDays(29) }),
    list(10),
    sms({ link_shortening_enabled: true }),
  ])
    expect(await refusal(messages)).toBe(201);
});
