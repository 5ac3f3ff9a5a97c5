import { BrazeBench, DEMO_ID } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const HOUR = 3_600_000;
const messages = { android_push: { alert: 'Hello {{${first_name}}}', title: 'Hi' } };
const create = (schedule: unknown, more: object = {}) => bench.post('/messages/schedule/create', { external_user_ids: ['user1'], messages, schedule, ...more });
const createTrigger = (schedule: unknown, more: object = {}) =>
  bench.post('/campaigns/trigger/schedule/create', { campaign_id: DEMO_ID, recipients: [{ external_user_id: 'user1' }], schedule, ...more });
const state = async (id: string) => (await bench.batch(id)).state;

describe('a scheduled message', () => {
  it('is sent when its time has come', async () => {
    const { status, body } = await create({ time: '2022-05-10T16:00:00+02:00' });
    expect(status).toBe(201);
    expect(body).toEqual({ message: 'success', schedule_id: expect.any(String), dispatch_id: expect.any(String) });
    expect(await state(body.dispatch_id)).toBe('scheduled');
    expect(await bench.shown(body.dispatch_id)).toEqual(['android_push user1: Hi / Hello Jon (pending)']);
    await bench.advance(2 * HOUR - 1);
    expect(await state(body.dispatch_id)).toBe('scheduled');
    await bench.advance(1);
    expect(await state(body.dispatch_id)).toBe('sent');
    expect(await bench.shown(body.dispatch_id)).toEqual(['android_push user1: Hi / Hello Jon (sent)']);
  });

  it('can be changed wholly, deleted, and neither afterwards', async () => {
    const { body } = await create({ time: '2022-05-10T16:00:00', in_local_time: true });
    const update = (more: object) => bench.post('/messages/schedule/update', { schedule_id: body.schedule_id, ...more });
    expect((await update({ schedule: { time: '2022-05-10T15:00:00' }, messages: { windows_push: { toast_content: 'New' } } })).body).toEqual({
      message: 'success',
    });
    expect(await bench.batch(body.dispatch_id)).toMatchObject({ sendAt: Date.UTC(2022, 4, 10, 15), channel: 'windows_phone8_push' });
    expect(await update({})).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
    expect(await update({ messages: {} })).toMatchObject({ status: 400, body: { message: 'No message to send' } });
    expect((await update({ messages: { windows_phone8_push: { toast_content: 'New' } } })).status).toBe(400);

    const remove = () => bench.post('/messages/schedule/delete', { schedule_id: body.schedule_id });
    expect((await remove()).body).toEqual({ message: 'success' });
    expect(await state(body.dispatch_id)).toBe('canceled');
    await bench.advance(4 * HOUR);
    expect((await bench.messages(body.dispatch_id)).messages[0]?.status).toBe('canceled');
    expect((await remove()).status).toBe(400);
    expect((await update({ schedule: { time: '2022-05-11T15:00:00' } })).status).toBe(400);

    const sent = await create({ time: '2022-05-10T17:00:00Z' });
    await bench.advance(2 * HOUR);
    expect((await bench.post('/messages/schedule/delete', { schedule_id: sent.body.schedule_id })).status).toBe(400);
  });

  it('selects its people when it is sent', async () => {
    const audience = { custom_attribute: { custom_attribute_name: 'vip', comparison: 'equals', value: true } };
    const { body } = await create({ time: '2022-05-10T13:00:00Z' }, { external_user_ids: undefined, audience, broadcast: true });
    const vip = (external_id: string) => bench.post('/users/track', { attributes: [{ external_id, vip: true }] });
    expect((await bench.batch(body.dispatch_id)).count).toBe(0);
    await vip('user1');
    expect((await bench.batch(body.dispatch_id)).count).toBe(1);
    await bench.advance(HOUR);
    await vip('user2');
    expect(await bench.shown(body.dispatch_id)).toEqual(['android_push user1: Hi / Hello Jon (sent)']);
  });

  it('goes out at the local time of each', async () => {
    const { body } = await create({ time: '2022-05-11T09:00:00', in_local_time: true }, { external_user_ids: ['user1', 'user2', 'demo-0003'] });
    const statuses = async () => (await bench.messages(body.dispatch_id)).messages.map(({ status }) => status);
    await bench.advance(12 * HOUR); // midnight in UTC, 9 o'clock in Tokyo
    expect(await statuses()).toEqual(['pending', 'pending', 'sent']);
    expect(await state(body.dispatch_id)).toBe('sending');
    await bench.advance(7 * HOUR); // 9 o'clock in Paris
    expect(await statuses()).toEqual(['pending', 'sent', 'sent']);
    await bench.post('/messages/schedule/delete', { schedule_id: body.schedule_id });
    await bench.advance(24 * HOUR);
    expect(await statuses()).toEqual(['canceled', 'sent', 'sent']);
  });

  it('goes out within the day at optimal times', async () => {
    const { body } = await create({ time: '2022-05-11T09:00:00', at_optimal_time: true });
    await bench.advance(12 * HOUR - 1);
    expect(await state(body.dispatch_id)).toBe('scheduled');
    await bench.advance(24 * HOUR + 1);
    expect(await bench.shown(body.dispatch_id)).toEqual([expect.stringContaining('(sent)')]);
  });

  it.each([
    [undefined, "'schedule' must be an object"],
    [{}, 'Cannot parse send_at datetime'],
    [{ time: 'tomorrow' }, 'Cannot parse send_at datetime'],
    [{ time: '2022-05-11T25:00:00' }, 'Cannot parse send_at datetime'],
    [{ time: '2099-05-11T09:00:00Z', in_local_time: true }, 'Cannot parse send_at datetime'],
    [{ time: '2099-05-11T09:00:00+02:00', at_optimal_time: true }, 'Cannot parse send_at datetime'],
    [{ time: '2022-05-09T23:59:59', in_local_time: true }, 'time has passed'],
    [{ time: '2099-05-11T09:00:00', in_local_time: 'yes' }, "'in_local_time' must be a boolean"],
  ])('does not take the schedule %j', async (schedule, words) => {
    for (const answer of [await create(schedule), await createTrigger(schedule)]) {
      expect(answer).toMatchObject({ status: 400, body: { message: 'Bad Request', errors: [expect.stringContaining(words)] } });
    }
  });

  it('in local time must not have passed in UTC when the account is as old as the document', async () => {
    expect((await create({ time: '2022-05-10T11:00:00', in_local_time: true })).status).toBe(201);
    await bench.set({ appboy: 1 });
    expect((await create({ time: '2022-05-10T11:00:00', in_local_time: true })).status).toBe(400);
    expect((await create({ time: '2022-05-10T13:00:00', in_local_time: true })).body).toEqual({ message: 'success', schedule_id: expect.any(String) });
  });

  it('is checked like a send', async () => {
    const time = '2099-01-01T00:00:00Z';
    const refused = async (more: object) => (await create({ time }, more)).body.message;
    expect(await refused({ external_user_ids: undefined })).toBe('No Recipients');
    expect(await refused({ external_user_ids: undefined, segment_id: DEMO_ID })).toBe('No Recipients');
    expect(await refused({ messages: undefined })).toBe('No message to send');
    expect(await refused({ messages: { windows_universal_push: { push_type: 'toast_text_01', toast_text1: 'x' } } })).toBe('Bad Request');
    expect(await refused({ messages: { windows8_push: { push_type: 'toast_text_01', toast_text1: 'x' } } })).toBe('success');
    expect(await refused({ campaign_id: 'nothing' })).toBe('Invalid Campaign ID');
    expect(await refused({ campaign_id: DEMO_ID, messages: { windows_push: { toast_content: 'x', message_variation_id: 'variation-windows_push' } } })).toBe(
      'success',
    );
    expect(await refused({ override_messaging_limits: 1 })).toBe('Bad Request');
  });
});

describe('a scheduled trigger', () => {
  it('is sent, changed and deleted by campaign and id', async () => {
    const { body } = await createTrigger({ time: '2022-05-10T14:00:00Z' }, { trigger_properties: { product_name: 'shoes' } });
    const ids = { campaign_id: DEMO_ID, schedule_id: body.schedule_id };
    expect(await bench.batch(body.dispatch_id)).toMatchObject({ form: 'trigger schedule', state: 'scheduled' });
    expect((await bench.post('/campaigns/trigger/schedule/update', { ...ids, schedule: { time: '2022-05-10T13:00:00' } })).body).toEqual({
      message: 'success',
    });
    await bench.advance(HOUR);
    expect(await bench.shown(body.dispatch_id)).toEqual(['apple_push user1: Hello  / shoes for  (sent)']);
    expect((await bench.post('/campaigns/trigger/schedule/delete', ids)).status).toBe(400);
  });

  it('is not found by another endpoint, by another campaign, or without an id', async () => {
    const trigger = { campaign_id: DEMO_ID, schedule_id: 'demo-trigger-schedule' };
    const remove = (body: object) => bench.post('/campaigns/trigger/schedule/delete', body);
    expect((await bench.post('/messages/schedule/delete', trigger)).status).toBe(400);
    expect((await remove({ ...trigger, schedule_id: 'demo-schedule' })).status).toBe(400);
    expect((await remove({ ...trigger, campaign_id: '44444444-4444-4444-8444-444444444444' })).status).toBe(400);
    expect((await remove({ campaign_id: DEMO_ID })).status).toBe(400);
    expect((await remove({ schedule_id: 'demo-trigger-schedule' })).body.message).toBe('Invalid Campaign ID');
    expect((await bench.post('/campaigns/trigger/schedule/update', trigger)).status).toBe(400);
    expect((await remove(trigger)).status).toBe(201);
    expect((await bench.post('/messages/schedule/delete', { schedule_id: 'demo-schedule' })).status).toBe(201);
  });
});
