import { BrazeBench, DEMO_ID } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const NEW_WORKSPACE = { authorization: 'Bearer demo-key-of-new-workspace' };
const ids = (body: object, headers?: Record<string, string>) => bench.post('/users/export/ids', body, headers);

describe("today's profiles", () => {
  it('have their age, a bucket for good, and devices of their push tokens', async () => {
    await bench.post('/users/track', {
      attributes: [
        {
          external_id: 'new',
          push_tokens: [
            { app_id: DEMO_ID, token: 'a', device_id: 'my-phone' },
            { app_id: DEMO_ID, token: 'b' },
          ],
        },
      ],
    });
    const user = await bench.user('new');
    expect(user).toMatchObject({ created_at: '2022-05-10T12:00:00.000Z', random_bucket: expect.any(Number) });
    expect(user?.push_tokens).toEqual([
      { app: 'Demo iOS', platform: 'iOS', token: 'a', device_id: 'my-phone', notifications_enabled: true },
      { app: 'Demo iOS', platform: 'iOS', token: 'b', device_id: expect.stringMatching(/^[0-9a-f-]{36}$/), notifications_enabled: true },
    ]);
    await bench.advance(86_400_000);
    await bench.post('/users/track', { attributes: [{ external_id: 'new', first_name: 'Ann' }] });
    const later = await bench.user('new');
    expect([later?.created_at, later?.random_bucket]).toEqual([user?.created_at, user?.random_bucket]);
  });

  it('spread over ten thousand buckets', async () => {
    const demo = Array.from({ length: 50 }, (_, index) => `demo-${String(index + 1).padStart(4, '0')}`);
    const { users } = (await ids({ external_ids: demo, fields_to_export: ['random_bucket'] })).body;
    const buckets = users.map(({ random_bucket }) => Number(random_bucket));
    expect(new Set(buckets).size).toBeGreaterThan(45);
    expect(Math.max(...buckets)).toBeLessThan(10_000);
  });

  it('are found by a device', async () => {
    expect((await ids({ device_id: 'device-demo-0007', fields_to_export: ['external_id'] })).body.users).toEqual([{ external_id: 'demo-0007' }]);
    await bench.post('/push_notification/remove', { push_tokens: [{ app_id: DEMO_ID, token: 'token-demo-0007' }] });
    expect((await ids({ device_id: 'device-demo-0007' })).body).toMatchObject({ users: [], invalid_user_ids: ['device-demo-0007'] });
  });

  it('have nothing of it in the document', async () => {
    await bench.set({ appboy: 1 });
    const user = await bench.user('demo-0002');
    expect(user).not.toHaveProperty('created_at');
    expect(user).not.toHaveProperty('random_bucket');
    expect(user?.push_tokens).toEqual([{ app: 'Demo Android', platform: 'Android', token: 'token-demo-0002' }]);
  });
});

describe('fields_to_export', () => {
  const segment = (body: object, headers?: Record<string, string>) => bench.post('/users/export/segment', { segment_id: DEMO_ID, ...body }, headers);
  const some = { fields_to_export: ['email'] };

  it('is required in a workspace of today, by its key', async () => {
    for (const fields of [{}, { fields_to_export: [] }, { fields_to_export: null }])
      expect(await ids({ external_ids: ['user1'], ...fields }, NEW_WORKSPACE)).toMatchObject({
        status: 400,
        body: { message: 'Bad Request', errors: ["'fields_to_export' is required"] },
      });
    expect(await ids({ external_ids: ['user1'], ...some }, NEW_WORKSPACE)).toMatchObject({ status: 201, body: { users: [{ email: 'user1@example.com' }] } });
    expect(await segment({}, NEW_WORKSPACE)).toMatchObject({ status: 400, body: { message: 'fields_to_export is required' } });
    expect((await segment(some, NEW_WORKSPACE)).status).toBe(200);
  });

  it('is required by a setting, and never by the document', async () => {
    expect((await ids({ external_ids: ['user1'] })).status).toBe(201);
    await bench.set({ fieldsRequired: 1 });
    expect((await ids({ external_ids: ['user1'] })).status).toBe(400);
    expect((await segment({})).status).toBe(400);
    await bench.set({ appboy: 1 });
    expect((await ids({ external_ids: ['user1'] })).status).toBe(200);
    expect((await segment({})).status).toBe(200);
  });
});

describe("today's filter last_used_app", () => {
  const reached = async (audience: unknown) => {
    const { body } = await bench.post('/messages/send', {
      broadcast: true,
      segment_id: DEMO_ID,
      audience,
      messages: { android_push: { alert: 'Hello', title: 'Hi' } },
    });
    return body.dispatch_id ? (await bench.batch(body.dispatch_id)).count : body.message;
  };
  const filter = (comparison: string, value: unknown) => ({ last_used_app: { comparison, value } });

  it('compares with the last use, by date or time', async () => {
    // The last use of each demo user is 0 to 59 days ago, at noon.
    expect(await reached(filter('after', '2022-05-09T00:00:00Z'))).toBe(40);
    expect(await reached(filter('before', '2022-05-09'))).toBe(1160);
    expect(await reached({ AND: [filter('after', '2022-05-01'), filter('before', '2022-05-03')] })).toBe(40);
    await bench.post('/users/track', { attributes: [{ external_id: 'demo-0060', date_of_last_session: '2022-05-10T00:00:00Z' }] });
    expect(await reached(filter('after', '2022-05-09T00:00:00Z'))).toBe(41);
  });

  it('leaves out who never used the app', async () => {
    const { body } = await bench.post('/messages/send', {
      external_user_ids: ['user1'],
      audience: filter('before', '2030-01-01'),
      messages: { android_push: { alert: 'Hello', title: 'Hi' } },
    });
    expect((await bench.messages(body.dispatch_id)).messages[0]?.status).toBe('not in the audience');
  });

  it('has two comparisons and a time, and is none of the document', async () => {
    for (const wrong of [filter('is', '2022-05-09'), filter('after', 'yesterday'), filter('after', 3), { last_used_app: '2022-05-09' }])
      expect(await reached(wrong)).toBe('Bad Request');
    await bench.set({ appboy: 1 });
    expect(await reached(filter('after', '2022-05-09'))).toBe('Bad Request');
  });
});

describe('custom_attributes_to_export', () => {
  const lines = async (body: object) => {
    const { url } = (await bench.post('/users/export/segment', { segment_id: DEMO_ID, ...body })).body;
    await bench.advance(5_000);
    const zip = Buffer.from(await (await fetch(String(url))).arrayBuffer());
    return zip.length;
  };

  it('leaves the other attributes out, unless all are asked for', async () => {
    const fields = ['external_id'];
    const [none, one, all] = [
      await lines({ fields_to_export: fields }),
      await lines({ fields_to_export: fields, custom_attributes_to_export: ['eye_color'] }),
      await lines({ fields_to_export: [...fields, 'custom_attributes'], custom_attributes_to_export: ['eye_color'] }),
    ];
    expect([none < one, one < all]).toEqual([true, true]);
  });
});
