import { BrazeBench, DEMO_ID, START } from '../brazeHelpers';

/** Today's endpoints for sends: transactional emails, send identifiers, what is scheduled, and Live Activities. */

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const HOUR = 3_600_000;
const RECEIPT = '44444444-4444-4444-8444-444444444444';
const PAUSED = '55555555-5555-4555-8555-555555555555';
const ARCHIVED = '66666666-6666-4666-8666-666666666666';
const BIG = '22222222-2222-4222-8222-222222222222';

describe('a transactional email', () => {
  const send = (body: object, campaign = RECEIPT) =>
    bench.post(`/transactional/v1/campaigns/${campaign}/send`, { recipient: { external_user_id: 'user1' }, ...body });
  const sent = async () =>
    (await bench.control<{ batches: { form: string }[] }>('GET', '/braze/batches')).batches.filter(({ form }) => form === 'transactional');

  it('is sent to one person, with the properties', async () => {
    const { status, body } = await send({ trigger_properties: { order_id: 'A-17', product_name: 'shoes' } });
    expect({ status, body }).toEqual({ status: 201, body: { dispatch_id: expect.any(String), status: 'sent', metadata: {} } });
    expect((await bench.shown(body.dispatch_id))[0]).toMatch(/^email user1: Your order A-17 \/ .*shoes/);
  });

  it('is recognized by its key for 24 hours', async () => {
    const first = await send({ external_send_id: 'order-1' });
    // At once, the first request is at work.
    expect(await send({ external_send_id: 'order-1' })).toMatchObject({ status: 400, body: { message: expect.stringContaining('has been queued') } });
    await bench.advance(23 * HOUR);
    expect((await send({ external_send_id: 'order-1' })).body.dispatch_id).toBe(first.body.dispatch_id);
    expect(await sent()).toHaveLength(1);
    await bench.advance(1 * HOUR);
    expect((await send({ external_send_id: 'order-1' })).body.dispatch_id).not.toBe(first.body.dispatch_id);
    expect(await sent()).toHaveLength(2);
  });

  it('is sent twice without a key', async () => {
    await send({});
    await send({});
    expect(await sent()).toHaveLength(2);
  });

  it('makes a user of the attributes, and no one without them', async () => {
    const recipient = { external_user_id: 'newcomer' };
    const unknown = await send({ recipient });
    expect((await bench.shown(unknown.body.dispatch_id))[0]).toContain('unknown user');
    const known = await send({ recipient: { ...recipient, attributes: { email: 'new@example.com' } } });
    expect((await bench.shown(known.body.dispatch_id))[0]).toContain('(sent)');
  });

  it.each<[object, string, string?]>([
    [{}, 'Campaign does not exist', 'nothing'],
    [{}, 'The campaign is paused', PAUSED],
    [{}, 'The campaign is archived', ARCHIVED],
    [{}, 'is not a transactional campaign', BIG],
    [{ external_send_id: 'a b' }, 'external_send_id'],
    [{ recipient: undefined }, "'recipient' is required"],
    [{ recipient: {} }, 'exactly one of external_user_id and user_alias'],
    [{ recipient: { external_user_id: 'a', user_alias: { alias_name: 'a', alias_label: 'b' } } }, 'exactly one of'],
    [{ trigger_properties: 'x' }, "'trigger_properties'"],
  ])('is refused: %j, %s', async (body, says, ...[campaign]) => {
    const { status, body: answer } = await send(body, campaign);
    expect({ status, words: `${answer.message} ${String(answer.errors?.[0])}` }).toEqual({ status: 400, words: expect.stringContaining(says) });
  });
});

describe('send identifiers', () => {
  const create = (body: object) => bench.post('/sends/id/create', { campaign_id: DEMO_ID, ...body });
  const series = async (id: unknown, more = 'length=3') => bench.get(`/sends/data_series?campaign_id=${DEMO_ID}&send_id=${String(id)}&${more}`);

  it('are made, or taken as given, and have a series for 14 days', async () => {
    expect((await create({})).body).toEqual({ send_id: expect.stringMatching(/^\S+$/), message: 'success' });
    const { body } = await create({ send_id: 'june' });
    expect(body).toEqual({ send_id: 'june', message: 'success' });
    const kept = async () => ((await series('june')).body.data as { messages: object }[]).filter(({ messages }) => Object.keys(messages).length > 0).length;
    expect(await kept()).toBe(1);
    await bench.advance(2 * 24 * HOUR);
    expect(await kept()).toBe(3);
    await bench.advance(13 * 24 * HOUR);
    expect(await kept()).toBe(0);
  });

  it('are a hundred a day', async () => {
    for (let i = 0; i < 100; i++) expect((await create({ send_id: `s${i}` })).status).toBe(201);
    expect((await create({ send_id: 's100' })).status).toBe(429);
    await bench.advance(24 * HOUR);
    expect((await create({ send_id: 's100' })).status).toBe(201);
  });

  it.each<[object, string]>([
    [{ campaign_id: 'nothing' }, 'Invalid Campaign ID'],
    [{ send_id: 'x'.repeat(65) }, 'at most 64 characters'],
    [{ send_id: 'é' }, 'ASCII'],
  ])('are refused: %j', async (body, says) => {
    const { status, body: answer } = await create(body);
    expect({ status, words: `${answer.message} ${String(answer.errors?.[0])}` }).toEqual({ status: 400, words: expect.stringContaining(says) });
  });

  it('that nobody created have no series', async () => {
    expect((await series('nothing')).status).toBe(400);
    expect((await series('spring-2099', 'length=101')).status).toBe(400);
  });
});

describe('scheduled broadcasts', () => {
  const until = async (end: string) => bench.get(`/messages/scheduled_broadcasts?end_time=${encodeURIComponent(end)}`);
  const listed = async (end: string) => (await until(end)).body.scheduled_broadcasts as Record<string, unknown>[];
  const at = (hours: number) => new Date(START + hours * HOUR).toISOString();
  const push = { alert: 'a', title: 't', message_variation_id: 'variation-android_push' };

  it('are what is ahead, the next first, and nothing once it is sent or canceled', async () => {
    const { body } = await bench.post('/messages/schedule/create', {
      campaign_id: DEMO_ID,
      external_user_ids: ['user1'],
      messages: { android_push: push },
      schedule: { time: at(2) },
    });
    expect((await until(at(3))).body).not.toHaveProperty('message');
    expect(await listed(at(3))).toEqual([
      { name: 'Demo Campaign', id: DEMO_ID, type: 'Campaign', tags: ['demo'], next_send_time: '2022-05-10 14:00:00', schedule_type: 'UTC' },
    ]);
    expect(await listed(at(1))).toEqual([]);
    expect((await listed('2100-01-02')).length).toBe(4);
    await bench.post('/messages/schedule/delete', { schedule_id: body.schedule_id });
    expect(await listed(at(3))).toEqual([]);
  });

  it.each(['', 'soon'])('need a time: %j', async (end) => expect((await until(end)).status).toBe(400));
});

describe('a Live Activity', () => {
  const STATE = { app_id: DEMO_ID, activity_id: 'order-1', content_state: { stops: 3 } };
  const ALERT = { alert: { title: 'Good news', body: 'On its way' } };
  const START_OF = { ...STATE, activity_attributes_type: 'Delivery', activity_attributes: { order: 1 }, notification: ALERT };
  const start = (more: object = {}) => bench.post('/messages/live_activity/start', { ...START_OF, external_user_ids: ['user1'], ...more });
  const update = (more: object = {}) => bench.post('/messages/live_activity/update', { ...STATE, ...more });
  const activities = () => bench.control<{ live_activities: string[] }>('GET', '/braze/live-activities');
  const alerts = async () =>
    (await bench.control<{ batches: { form: string; count: number }[] }>('GET', '/braze/batches')).batches.filter(({ form }) => form === 'live activity');

  it('starts, is updated with and without an alert, and ends', async () => {
    expect(await start()).toMatchObject({ status: 201, body: { message: 'success' } });
    expect(await activities()).toEqual({ live_activities: ['order-1'] });
    expect((await update()).status).toBe(201);
    expect(await alerts()).toHaveLength(1);
    await update({ notification: ALERT, end_activity: true });
    expect(await alerts()).toMatchObject([{ count: 1 }, { count: 1 }]);
    expect(await activities()).toEqual({ live_activities: [] });
  });

  it('starts for a segment or an audience', async () => {
    const audience = { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } };
    expect((await start({ external_user_ids: undefined, segment_id: DEMO_ID })).status).toBe(201);
    expect((await start({ external_user_ids: undefined, custom_audience: audience })).status).toBe(201);
  });

  it.each<[object, string]>([
    [{ app_id: 'nothing' }, "'app_id' is no app"],
    [{ activity_id: undefined }, "'activity_id' is required"],
    [{ content_state: 'x' }, "'content_state'"],
    [{ activity_attributes_type: undefined }, "'activity_attributes_type' is required"],
    [{ notification: undefined }, "'notification' is required"],
    [{ notification: { alert: { title: 'a' } } }, "'body' is required"],
    [{ external_user_ids: undefined }, 'Exactly one of'],
    [{ segment_id: DEMO_ID }, 'Exactly one of'],
    [{ stale_date: 'soon' }, "'stale_date'"],
  ])('is refused: %j', async (more, says) => expect(String((await start(more)).body.errors?.[0])).toContain(says));
});
