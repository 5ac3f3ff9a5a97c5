import { BIG, BrazeBench, DEMO_ID } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const HOUR = 3_600_000;
const android_push = { alert: 'Hello {{${first_name}}}', title: 'Hi' };
const email = { app_id: DEMO_ID, from: 'Shop <shop@example.com>', subject: 'News', body: 'Dear {{${first_name}}}' };
const send = (body: object) => bench.post('/messages/send', body);
const track = (attributes: object) => bench.post('/users/track', { attributes: [attributes] });

describe('a message that has gone out', () => {
  it('stays as it was when its receiver changes', async () => {
    const { body } = await send({ external_user_ids: ['user2', 'ghost'], messages: { android_push, email } });
    const shown = await bench.shown(body.dispatch_id);
    expect(shown[0]).toBe('android_push user2: Hi / Hello Jill (sent)');
    await track({ external_id: 'user2', first_name: 'Another', email_subscribe: 'unsubscribed', push_subscribe: 'unsubscribed' });
    await track({ external_id: 'ghost', first_name: 'Casper' });
    expect(await bench.shown(body.dispatch_id)).toEqual(shown);
    await bench.post('/users/delete', { external_ids: ['user2'] });
    expect(await bench.shown(body.dispatch_id)).toEqual(shown);
  });

  it.each(['bounce', 'spam', 'unsubscribe'])('was sent even if a %s follows, seen or not', async (event) => {
    const { body } = await send({ external_user_ids: ['user3'], messages: { email } });
    const later = await bench.post('/messages/schedule/create', {
      external_user_ids: ['user3'],
      messages: { email },
      schedule: { time: '2022-05-10T13:00:00Z' },
    });
    await bench.advance(2 * HOUR);
    await bench.control('POST', '/braze/emails', { email: 'user3@example.com', event });
    for (const { dispatch_id } of [body, later.body]) expect(await bench.shown(dispatch_id)).toEqual(['email user3: News / Dear Marie (sent)']);
  });

  it('stays as it was through what was queued during maintenance', async () => {
    const { body } = await bench.post('/messages/schedule/create', {
      external_user_ids: ['user2'],
      messages: { android_push },
      schedule: { time: '2022-05-10T13:00:00Z' },
    });
    await bench.set({ maintenance: 1 });
    await track({ external_id: 'user2', first_name: 'Another' });
    await bench.advance(2 * HOUR);
    await bench.set({ maintenance: 0 });
    expect(await bench.shown(body.dispatch_id)).toEqual(['android_push user2: Hi / Hello Jill (sent)']);
  });

  it('at a local time does not wait again when its receiver moves, while the others are still as they are now', async () => {
    const { body } = await bench.post('/messages/schedule/create', {
      external_user_ids: ['demo-0003', 'user1'],
      messages: { android_push },
      schedule: { time: '2022-05-11T09:00:00', in_local_time: true },
    });
    await bench.advance(12 * HOUR); // midnight in UTC, 9 o'clock in Tokyo
    await track({ external_id: 'demo-0003', first_name: 'Another', time_zone: 'America/New_York' });
    await track({ external_id: 'user1', first_name: 'John' });
    expect(await bench.shown(body.dispatch_id)).toEqual(['android_push demo-0003: Hi / Hello Carla (sent)', 'android_push user1: Hi / Hello John (pending)']);
  });

  it('is in the profile of its receiver only from then on', async () => {
    const { body } = await bench.post('/campaigns/trigger/schedule/create', {
      campaign_id: DEMO_ID,
      recipients: [{ external_user_id: 'demo-0003' }, { external_user_id: 'external_id1' }],
      schedule: { time: '2022-05-11T09:00:00', in_local_time: true },
    });
    await bench.advance(12 * HOUR);
    expect(await bench.user('demo-0003')).toMatchObject({ campaigns_received: [{ last_received: '2022-05-11T00:00:00.000Z' }] });
    expect(await bench.user('external_id1')).not.toHaveProperty('campaigns_received');
    await bench.post('/campaigns/trigger/schedule/delete', { campaign_id: DEMO_ID, schedule_id: body.schedule_id });
    await bench.advance(24 * HOUR);
    expect(await bench.user('external_id1')).not.toHaveProperty('campaigns_received');
  });
});

describe('a crowd that waits for its time', () => {
  it('is filtered once, not again after each request', async () => {
    await bench.set({ bigSegmentUsers: 1000 });
    const audience = { custom_attribute: { custom_attribute_name: 'loyalty_points', comparison: 'less_than', value: 10 } };
    const { body } = await bench.post('/messages/schedule/create', {
      segment_id: BIG,
      broadcast: true,
      audience,
      messages: { android_push },
      schedule: { time: '2099-01-01T00:00:00Z' },
    });
    expect((await bench.batch(body.dispatch_id)).count).toBe(10);
    const parse = jest.spyOn(JSON, 'parse');
    try {
      await send({ external_user_ids: ['user1'], messages: { android_push } });
      await bench.batch(body.dispatch_id);
      expect(parse.mock.calls.length).toBeLessThan(100);
    } finally {
      parse.mockRestore();
    }
    await bench.set({ bigSegmentUsers: 2000 });
    expect((await bench.batch(body.dispatch_id)).count).toBe(20);
  });
});
