import { BrazeBench } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const ids = (count: number) => Array.from({ length: count }, (_, i) => `demo-${String(i + 1).padStart(4, '0')}`);

describe('users/delete', () => {
  const remove = (body: unknown) => bench.post('/users/delete', body);

  it('deletes by one kind of identifier, and tells the unknown ones', async () => {
    expect((await remove({ external_ids: ['user1', 'ghost'] })).body).toEqual({ message: 'success', deleted: 1, invalid_user_ids: ['ghost'] });
    expect(await bench.user('user1')).toBeUndefined();
    expect((await remove({ appboy_ids: ['braze-user2'] })).body).toEqual({ message: 'success', deleted: 1 });
    expect((await remove({ braze_ids: ['braze-user3'] })).body.deleted).toBe(1);
    expect((await remove({ user_aliases: [{ alias_name: 'demo-0001', alias_label: 'crm' }] })).body.deleted).toBe(1);
    expect((await remove({ email_addresses: [{ email: 'demo-0002@example.com', prioritization: ['most_recently_updated'] }] })).body.deleted).toBe(1);
    expect((await bench.post('/users/export/ids', { external_ids: ids(2) })).body).toMatchObject({ users: [], invalid_user_ids: ids(2) });
  });

  it('takes exactly one kind, and at most 50', async () => {
    expect((await remove({ external_ids: ids(50) })).body.deleted).toBe(50);
    expect(await remove({ external_ids: ids(51) })).toMatchObject({ status: 400, body: { message: 'The max number of ids per request was exceeded' } });
    for (const body of [{}, { external_ids: [] }, { external_ids: 'user1' }, { external_ids: [1] }, { external_ids: ['user1'], braze_ids: ['x'] }]) {
      expect(await remove(body)).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
    }
    await bench.set({ appboy: 1 });
    expect((await remove({ braze_ids: ['braze-user1'] })).status).toBe(400);
    expect((await remove({ appboy_ids: ['braze-user1'] })).body.deleted).toBe(1);
  });
});

describe('users/export/ids', () => {
  it('gives the user export object, with the least data possible', async () => {
    const { body } = await bench.post('/users/export/ids', { external_ids: ['demo-0002', 'ghost', 'demo-0002'] });
    expect(body).toMatchObject({ message: 'success', invalid_user_ids: ['ghost'] });
    expect(body.users).toEqual([
      {
        external_id: 'demo-0002',
        braze_id: 'braze-demo-0002',
        user_aliases: [{ alias_name: 'demo-0002', alias_label: 'crm' }],
        created_at: '2021-05-10T12:00:00.000Z',
        random_bucket: expect.any(Number),
        first_name: 'Bruno',
        last_name: 'Blanc',
        email: 'demo-0002@example.com',
        home_city: 'New York',
        country: 'US',
        language: 'en',
        time_zone: 'America/New_York',
        last_coordinates: [-73.991443, 40.753824],
        gender: 'F',
        total_revenue: 9.99,
        push_subscribe: 'subscribed',
        email_subscribe: 'subscribed',
        custom_attributes: {
          eye_color: 'brown',
          favorite_foods: ['sushi', 'curry'],
          loyalty_points: 1,
          member: false,
          last_purchase_time: '2022-05-09T12:00:00.000Z',
        },
        custom_events: [{ name: 'Event A', first: '2022-02-09T12:00:00.000Z', last: '2022-05-09T12:00:00.000Z', count: 2 }],
        purchases: [{ name: 'Product A', first: expect.any(String), last: expect.any(String), count: 1 }],
        devices: [{ model: 'Nexus 5', os: 'Android', carrier: 'Demo Mobile', ad_tracking_enabled: false }],
        push_tokens: [{ app: 'Demo Android', platform: 'Android', token: 'token-demo-0002', device_id: 'device-demo-0002', notifications_enabled: true }],
        apps: [expect.objectContaining({ name: 'Demo Android', sessions: '2' })],
      },
    ]);
  });

  it('gives only the fields that are asked for', async () => {
    const { body } = await bench.post('/users/export/ids', { external_ids: ['user1', 'demo-0001'], fields_to_export: ['email', 'purchases', 'dob'] });
    expect(body.users).toEqual([{ email: 'user1@example.com', dob: '1988-02-14' }, { email: 'demo-0001@example.com' }]);
    expect((await bench.post('/users/export/ids', { external_ids: ['user1'], fields_to_export: 'email' })).status).toBe(400);
  });

  it('takes at most 50 ids, and the names of the document when the account is that old', async () => {
    expect((await bench.post('/users/export/ids', { external_ids: ids(50) })).body.users).toHaveLength(50);
    expect((await bench.post('/users/export/ids', { external_ids: ids(51) })).status).toBe(400);
    expect((await bench.post('/users/export/ids', {})).status).toBe(400);
    expect((await bench.post('/users/export/ids', { braze_id: 'braze-user1' })).body.users).toHaveLength(1);
    await bench.set({ appboy: 1 });
    expect(await bench.user('user1')).toMatchObject({ appboy_id: 'braze-user1' });
    expect((await bench.post('/users/export/ids', { braze_id: 'braze-user1' })).status).toBe(400);
  });
});

describe('push_notification/remove', () => {
  const remove = (push_tokens: unknown) => bench.post('/push_notification/remove', { push_tokens });
  const app_id = '11ae5b4b-2445-4440-a04f-bf537764c9ad';

  it('takes tokens from their users', async () => {
    expect((await remove([{ app_id: 'another app', token: 'token-demo-0002' }])).status).toBe(201);
    expect(await bench.user('demo-0002')).toHaveProperty('push_tokens');
    expect((await remove([{ app_id, token: 'token-demo-0002', from_apns_feedback_service: true, uninstalled_at: 1651399200 }])).body).toEqual({
      message: 'success',
    });
    expect(await bench.user('demo-0002')).not.toHaveProperty('push_tokens');
  });

  it('takes at most 50, as the document has them', async () => {
    const token = { app_id, token: 'x' };
    expect((await remove(Array.from({ length: 50 }, () => token))).status).toBe(201);
    expect(await remove(Array.from({ length: 51 }, () => token))).toMatchObject({ status: 400, body: { message: 'Max input length exceeded' } });
    for (const wrong of [
      undefined,
      [],
      token,
      [{ token: 'x' }],
      [{ ...token, uninstalled_at: '2022-05-01' }],
      [{ ...token, from_apns_feedback_service: 'yes' }],
    ]) {
      expect(await remove(wrong)).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
    }
  });
});
