import { BIG, BrazeBench, DEMO_ID } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const RECEIPT = '44444444-4444-4444-8444-444444444444';
const MULTIVARIATE = '11111111-1111-4111-8111-111111111111';
const PAUSED = '55555555-5555-4555-8555-555555555555';

type Messages = Record<string, Record<string, unknown>>;
const details = async (id: string, more = '') => (await bench.get(`/campaigns/details?campaign_id=${id}${more}`)).body;
const messages = async (id: string, more = ''): Promise<Messages> => (await details(id, more)).messages as Messages;
const series = async (id: string) => (await bench.get(`/campaigns/data_series?campaign_id=${id}&length=1`)).body.data as Record<string, unknown>[];
const inSeries = async (id: string) => (await series(id))[0]?.messages as Record<string, Record<string, unknown>[]>;
/** The first campaign in the list with this channel. */
const withChannel = async (channel: string): Promise<string> => {
  const { campaigns } = (await bench.get('/campaigns/list')).body as unknown as { campaigns: { id: string }[] };
  for (const { id } of campaigns.slice(2)) if (((await details(id)).channels as string[]).includes(channel)) return id;
  throw new Error(`No campaign has ${channel}`);
};

describe("today's campaigns/details", () => {
  it('has the texts that an API-triggered campaign sends, with the properties they need', async () => {
    const [demo] = Object.entries(await messages(DEMO_ID)).filter(([, { alert }]) => alert);
    expect(demo).toEqual([
      'variation-apple_push',
      {
        channel: 'ios_push',
        name: 'Variant 1',
        alert: '{{api_trigger_properties.${product_name}}} for {{api_trigger_properties.${product_price}}}',
        title: 'Hello {{api_trigger_properties.${first_name}}}',
        extras: {},
        action: null,
        image_url: null,
        large_image_url: null,
      },
    ]);
    expect(Object.values(await messages(RECEIPT))).toMatchObject([
      {
        channel: 'email',
        subject: 'Your order {{api_trigger_properties.${order_id}}}',
        body: "Hello {{${first_name} | default: 'there'}}, thank you for {{api_trigger_properties.${product_name}}}.",
        title: 'Order Receipt',
        should_inline_css: true,
      },
    ]);
    expect(JSON.stringify(await messages(BIG))).toContain('{{api_trigger_properties.${news}}}');
    expect(JSON.stringify(await messages(PAUSED))).toContain('{{api_trigger_properties.${text}}}');
  });

  it('names the variations that messages/send accepts', async () => {
    const message = { alert: 'Hello', message_variation_id: Object.keys(await messages(DEMO_ID)).find((id) => id.endsWith('android_push')) };
    const sent = await bench.post('/messages/send', {
      campaign_id: DEMO_ID,
      external_user_ids: ['user1'],
      messages: { android_push: { ...message, title: 'Hi' } },
    });
    expect(sent.status).toBe(201);
  });

  it('has every channel in its own form, and no Windows push', async () => {
    const { channels, messages: all } = await details(DEMO_ID);
    expect(channels).toEqual([
      'ios_push',
      'android_push',
      'kindle_push',
      'web_push',
      'in-app_message',
      'email',
      'webhook',
      'content_cards',
      'sms',
      'whats_app',
    ]);
    const byChannel = Object.fromEntries(Object.values(all as Messages).map((message) => [message.channel, Object.keys(message).sort()]));
    expect(byChannel).toMatchObject({
      webhook: ['body', 'channel', 'headers', 'method', 'name', 'type', 'url'],
      sms: ['body', 'channel', 'from', 'name', 'subscription_group_id'],
      content_cards: ['channel', 'extras', 'name'],
      'in-app_message': ['channel', 'data', 'name', 'type'],
      whats_app: expect.arrayContaining(['template_name', 'body_variables', 'subscription_group_id']),
    });
  });

  it('has variations, a control group, and the draft that was not launched yet', async () => {
    expect(await details(MULTIVARIATE)).toMatchObject({ has_post_launch_draft: true, draft: false, enabled: true, archived: false });
    const [first, second, control] = Object.values(await messages(MULTIVARIATE));
    expect([first?.name, second?.name, control]).toEqual(['Variant 1', 'Variant 2', { channel: 'android_push', type: 'control' }]);
    const [draft] = Object.values(await messages(MULTIVARIATE, '&post_launch_draft_version=true'));
    expect(draft).toMatchObject({ name: 'Variant 1', title: first?.title });
    expect(draft?.alert).not.toBe(first?.alert);
    expect((await bench.get(`/campaigns/details?campaign_id=${MULTIVARIATE}&post_launch_draft_version=1`)).status).toBe(400);
  });

  it('has conversions and teams', async () => {
    expect(await details(RECEIPT)).toMatchObject({
      has_post_launch_draft: false,
      teams: [],
      conversion_behaviors: [
        { type: 'Makes Any Purchase', window: 259_200 },
        { type: 'Opens Email', window: 86_400 },
      ],
    });
    expect((await details(DEMO_ID)).teams).toEqual(['Demo Team']);
  });

  it('has nothing of it for the document’s accounts', async () => {
    await bench.set({ appboy: 1 });
    expect(Object.keys(await details(MULTIVARIATE))).toEqual([
      'message',
      'created_at',
      'updated_at',
      'name',
      'description',
      'schedule_type',
      'channels',
      'first_sent',
      'last_sent',
      'tags',
    ]);
    expect((await details(DEMO_ID)).channels).toEqual(expect.arrayContaining(['apple_push', 'windows_universal_push']));
    expect((await details(DEMO_ID)).channels).not.toContain('sms');
  });
});

describe("today's campaigns/data_series", () => {
  it('has the channels that came later, each with its figures, and no Windows push', async () => {
    const names = async (id: string, channel: string) => Object.keys((await inSeries(id))[channel]?.[0] ?? {});
    const demo = await inSeries(DEMO_ID);
    expect(Object.keys(demo)).toEqual(expect.arrayContaining(['sms', 'whats_app', 'content_cards', 'ios_push', 'in_app_message']));
    expect(Object.keys(demo).filter((name) => name.startsWith('windows'))).toEqual([]);
    expect(await names(DEMO_ID, 'sms')).toEqual([
      'variation_api_id',
      'sent',
      'sent_to_carrier',
      'delivered',
      'rejected',
      'delivery_failed',
      'clicks',
      'opt_out',
      'help',
    ]);
    expect(await names(DEMO_ID, 'whats_app')).toEqual(['variation_api_id', 'sent', 'delivered', 'failed', 'read']);
    expect(await names(DEMO_ID, 'content_cards')).toEqual(expect.arrayContaining(['total_clicks', 'unique_impressions', 'unique_dismissals']));
    expect(await names(DEMO_ID, 'email')).toEqual(expect.arrayContaining(['machine_open', 'machine_amp_open']));
    const triggered = await names(await withChannel('in-app_message'), 'trigger_in_app_message');
    expect(triggered).toEqual(['variation_api_id', 'impressions', 'clicks', 'first_button_clicks', 'second_button_clicks']);
  });

  it('names the variations as the details do', async () => {
    for (const id of [DEMO_ID, MULTIVARIATE, RECEIPT]) {
      const named = Object.values(await inSeries(id)).flatMap((rows) => rows.map((row) => row.variation_api_id));
      expect([...named].sort()).toEqual(Object.keys(await messages(id)).sort());
    }
  });

  it('has four kinds of conversions; those without an event are 0', async () => {
    expect((await series(RECEIPT))[0]).toMatchObject({
      conversions: expect.any(Number),
      conversions1: expect.any(Number),
      conversions2: 0,
      conversions3: 0,
      conversions3_by_send_time: 0,
    });
  });

  it('has nothing of it for the document’s accounts', async () => {
    await bench.set({ appboy: 1 });
    const [point] = await series(DEMO_ID);
    expect(Object.keys(point ?? {})).toEqual(['time', 'conversions', 'revenue', 'conversions_by_send_time', 'messages']);
    const { apple_push, windows_phone8_push, sms } = point?.messages as Record<string, unknown[]>;
    expect(Object.keys((apple_push?.[0] as object) ?? {})).toEqual(['sent', 'direct_opens', 'total_opens', 'bounces']);
    expect([windows_phone8_push?.length, sms]).toEqual([1, undefined]);
  });
});

describe('lists and details', () => {
  it('end a time with an offset, like a live account', async () => {
    const { campaigns } = (await bench.get('/campaigns/list')).body as unknown as { campaigns: { last_edited: string }[] };
    for (const { last_edited } of campaigns) expect(last_edited).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  });

  it('say of a segment what people wrote about it, and whose it is', async () => {
    const path = `/segments/details?segment_id=${DEMO_ID}`;
    expect((await bench.get(path)).body).toMatchObject({
      text_description: 'Everybody to try things with',
      teams: ['Demo Team'],
      description: expect.any(String),
    });
    await bench.set({ appboy: 1 });
    expect(Object.keys((await bench.get(path)).body)).toEqual(['message', 'created_at', 'updated_at', 'name', 'description', 'tags']);
  });
});
