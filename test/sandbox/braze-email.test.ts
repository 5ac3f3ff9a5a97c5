import { BrazeBench } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const addresses = async (query: string) => (await bench.get(`/email/unsubscribes?${query}`)).body.emails.map(({ email }) => email);
const DAY = 86_400_000;

describe('email/status', () => {
  const set = (email: unknown, subscription_state: unknown) => bench.post('/email/status', { email, subscription_state });

  it('changes users, and addresses that are nobody’s yet', async () => {
    expect((await set(['user1@example.com', 'FUTURE@example.com'], 'unsubscribed')).body).toEqual({ message: 'success' });
    expect(await bench.user('user1')).toMatchObject({ email_subscribe: 'unsubscribed' });
    await bench.post('/users/track', { attributes: [{ external_id: 'future', email: 'future@example.com' }] });
    expect(await bench.user('future')).toMatchObject({ email_subscribe: 'unsubscribed' });
    expect(await addresses('start_date=2022-05-10&end_date=2022-05-11')).toEqual(['future@example.com', 'user1@example.com']);
    await set('user1@example.com', 'opted_in');
    expect(await addresses('start_date=2022-05-10&end_date=2022-05-11')).toEqual(['future@example.com']);
  });

  it('takes a string or up to 50, and three states', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `a${i}@example.com`);
    expect((await set(many(50), 'subscribed')).status).toBe(201);
    expect(await set(many(51), 'subscribed')).toMatchObject({ status: 400, body: { message: 'Max input length exceeded' } });
    for (const wrong of [
      [undefined, 'subscribed'],
      [[], 'subscribed'],
      ['nobody', 'subscribed'],
      [['a@example.com', 7], 'subscribed'],
      ['a@example.com', 'optedin'],
      ['a@example.com', undefined],
    ]) {
      expect(await set(wrong[0], wrong[1])).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
    }
  });
});

describe('email/unsubscribes', () => {
  it('lists those of a range of days, newest first', async () => {
    expect((await bench.get('/email/unsubscribes?start_date=2022-05-08&end_date=2022-05-09')).body).toEqual({
      message: 'success',
      emails: [{ email: 'bob@example.com', unsubscribed_at: '2022-05-08 12:00:00 +0000' }],
    });
    expect(await addresses('start_date=2022-05-01&end_date=2022-05-08')).toEqual([]);
  });

  it('also hears of users who are tracked as unsubscribed', async () => {
    await bench.advance(DAY);
    await bench.post('/users/track', { attributes: [{ external_id: 'user2', email_subscribe: 'unsubscribed' }] });
    expect(await addresses('start_date=2022-05-08&end_date=2022-05-12')).toEqual(['user2@example.com', 'bob@example.com']);
    expect(await addresses('start_date=2022-05-08&end_date=2022-05-12&sort_direction=asc')).toEqual(['bob@example.com', 'user2@example.com']);
  });

  it('pages with limit and offset', async () => {
    const year = 'start_date=2021-01-01&end_date=2022-06-01';
    expect(await addresses(year)).toHaveLength(100);
    const all = await addresses(`${year}&limit=500`);
    expect(all).toHaveLength(121);
    expect([
      ...(await addresses(`${year}&limit=60`)),
      ...(await addresses(`${year}&limit=60&offset=60`)),
      ...(await addresses(`${year}&limit=60&offset=120`)),
    ]).toEqual(all);
  });

  it('says of one address whether it is unsubscribed', async () => {
    expect(await addresses('email=BOB@example.com&end_date=2022-05-10')).toEqual(['bob@example.com']);
    expect(await addresses('email=user1@example.com&end_date=2022-05-10')).toEqual([]);
  });

  it.each([
    '',
    'start_date=2022-05-01',
    'end_date=2022-05-01',
    'email=bob@example.com',
    'start_date=2022-05-02&end_date=2022-05-02',
    'start_date=2022-5-1&end_date=2022-05-02',
    'start_date=2022-02-30&end_date=2022-05-02',
    'start_date=2022-05-01&end_date=2022-05-02&limit=501',
    'start_date=2022-05-01&end_date=2022-05-02&limit=ten',
    'start_date=2022-05-01&end_date=2022-05-02&offset=-1',
    'email=bob&end_date=2022-05-02',
  ])('refuses "%s"', async (query) => {
    expect(await bench.get(`/email/unsubscribes?${query}`)).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
  });

  it('takes an address alone when the account is as old as the document', async () => {
    await bench.set({ appboy: 1 });
    expect(await addresses('email=bob@example.com')).toEqual(['bob@example.com']);
  });
});

describe('email/bounce/remove and email/spam/remove', () => {
  it('take addresses from the lists, so that they are sent to again', async () => {
    const email = 'user1@example.com';
    const send = async () => {
      const messages = { email: { app_id: 'a', from: 'A <a@example.com>', body: 'b' } };
      const { body } = await bench.post('/messages/send', { external_user_ids: ['user1'], messages });
      return (await bench.messages(body.dispatch_id)).messages[0]?.status;
    };
    for (const [event, path, status] of [
      ['bounce', '/email/bounce/remove', 'hard bounce'],
      ['spam', '/email/spam/remove', 'reported spam'],
    ] as const) {
      await bench.control('POST', '/braze/emails', { email, event });
      expect(await send()).toBe(status);
      expect((await bench.post(path, { email: [email.toUpperCase(), 'unknown@example.com'] })).body).toEqual({ message: 'success' });
      expect(await send()).toBe('sent');
      expect((await bench.post(path, { email: 'no address' })).status).toBe(400);
    }
  });
});

describe('email/hard_bounces', () => {
  const bounces = async (query: string) => (await bench.get(`/email/hard_bounces?${query}`)).body;

  it('lists those of a range of days, newest first, or of an address at any time', async () => {
    await bench.control('POST', '/braze/emails', { email: 'Late@example.com', event: 'bounce' });
    const [late, before] = [
      { email: 'late@example.com', hard_bounced_at: '2022-05-10T12:00:00+00:00' },
      { email: 'bounced@example.com', hard_bounced_at: '2022-05-07T12:00:00+00:00' },
    ];
    expect(await bounces('start_date=2022-05-01&end_date=2022-05-11')).toEqual({ emails: [late, before], message: 'success' });
    expect((await bounces('start_date=2022-05-01&end_date=2022-05-10')).emails).toEqual([before]);
    expect((await bounces('start_date=2022-05-01&end_date=2022-05-11&limit=1&offset=1')).emails).toEqual([before]);
    expect((await bounces('email=bounced@example.com&start_date=2022-05-09&end_date=2022-05-11')).emails).toEqual([before]);
    await bench.post('/email/bounce/remove', { email: 'late@example.com' });
    expect((await bounces('email=late@example.com&end_date=2022-05-11')).emails).toEqual([]);
  });

  it.each([
    '',
    'end_date=2022-05-11',
    'email=bob@example.com',
    'start_date=2022-05-11&end_date=2022-05-11',
    'start_date=2022-05-01&end_date=2022-05-11&limit=501',
  ])('refuses %s', async (query) => {
    expect((await bench.get(`/email/hard_bounces?${query}`)).status).toBe(400);
  });
});

describe('email/blocklist', () => {
  it.each(['blocklist', 'blacklist'])('as %s unsubscribes and marks as hard bounced', async (name) => {
    expect(await bench.post(`/email/${name}`, { email: ['user1@example.com'] })).toMatchObject({ status: 201, body: { message: 'success' } });
    expect(await bench.user('user1')).toMatchObject({ email_subscribe: 'unsubscribed' });
    expect(await bench.control('GET', '/braze/emails')).toMatchObject({ bounced: ['bounced@example.com', 'user1@example.com'] });
    expect((await bench.post(`/email/${name}`, { email: [] })).status).toBe(400);
  });

  it('needs the permission email.blacklist', async () => {
    const as = (permission: string) => bench.post('/email/blocklist', { email: 'a@example.com' }, { authorization: `Bearer demo-key-with:${permission}` });
    expect([(await as('email.blocklist')).status, (await as('email.blacklist')).status]).toEqual([403, 201]);
  });
});

describe('invalid phone numbers', () => {
  const numbers = async (query: string) => ((await bench.get(`/sms/invalid_phone_numbers?${query}`)).body.sms as { phone: string }[]).map(({ phone }) => phone);
  const [ONE, OTHER] = ['+15043277269', '+15043277270'];
  const DAYS = 'start_date=2022-05-01&end_date=2022-05-11';

  it('are listed by days, by number and by reason', async () => {
    expect((await bench.get(`/sms/invalid_phone_numbers?${DAYS}&limit=1`)).body).toEqual({
      sms: [{ phone: ONE, invalid_detected_at: '2022-05-08T12:00:00+00:00', reason: 'deactivated' }],
      message: 'success',
    });
    expect(await numbers(DAYS)).toEqual([ONE, OTHER]);
    expect(await numbers(`${DAYS}&reason=provider_error`)).toEqual([OTHER]);
    expect(await numbers('phone_numbers[]=15043277270&phone_numbers[]=%2B15043277299')).toEqual([OTHER]);
    expect(await numbers('phone_numbers[]=%2B15043277270&start_date=2022-05-09&end_date=2022-05-11')).toEqual([OTHER]);
  });

  it.each(['', 'start_date=2022-05-01', 'phone_numbers[]=x', `${DAYS}&reason=other`])('are not listed for %s', async (query) => {
    expect((await bench.get(`/sms/invalid_phone_numbers?${query}`)).status).toBe(400);
  });

  it('are removed by 50, and get messages again', async () => {
    const remove = (phone_numbers: unknown) => bench.post('/sms/invalid_phone_numbers/remove', { phone_numbers });
    await bench.post('/users/track', { attributes: [{ external_id: 'user1', phone: ONE }] });
    const send = async () => {
      const { body } = await bench.post('/messages/send', {
        external_user_ids: ['user1'],
        messages: { sms: { subscription_group_id: 'g', body: 'Hi', app_id: 'a' } },
      });
      return (await bench.shown(body.dispatch_id)).map((line) => line.replace(/^.*\(/, '('));
    };
    expect(await send()).toEqual(['(invalid phone number)']);
    expect((await remove([ONE])).status).toBe(201);
    expect(await numbers(DAYS)).toEqual([OTHER]);
    expect(await send()).toEqual(['(sent)']);
    for (const wrong of [undefined, [], 'x', ['x'], Array.from({ length: 51 }, () => ONE)]) expect((await remove(wrong)).status).toBe(400);
  });
});
