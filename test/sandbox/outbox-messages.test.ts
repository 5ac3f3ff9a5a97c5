import { BrazeBench } from './brazeHelpers';
import { OutboxReader } from './outboxHelpers';

const HOUR = 3_600_000;
const PUSH = { android_push: { title: 'Hi', alert: 'Hello {{${first_name}}}' } };
const EMAIL = { email: { app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', from: 'Shop <shop@example.com>', subject: 'News', body: '<h1>Hi</h1>' } };

let bench: BrazeBench;
let outbox: OutboxReader;
beforeEach(async () => {
  bench = await BrazeBench.open();
  outbox = new OutboxReader(bench.sandbox.url);
});
afterEach(() => bench.close());

const send = async (external_user_ids: string[], messages: object = PUSH): Promise<string> =>
  String((await bench.post('/messages/send', { external_user_ids, messages })).body.dispatch_id);

describe('the messages of all vendors', () => {
  it('are listed, the newest first, with what they belong to', async () => {
    const batch = await send(['user2']);
    const { messages, total, all } = await outbox.messages('limit=1');
    expect(messages).toMatchObject([
      {
        vendor: 'braze',
        batch,
        campaignId: '',
        channel: 'push',
        type: 'android_push',
        user: 'user2',
        title: 'Hi',
        body: 'Hello Jill',
        status: 'sent',
        times: 1,
      },
    ]);
    expect(total).toBe(all);
    const vendors = Object.keys((await outbox.messages('limit=0&counts=1')).counts!.vendor);
    expect(vendors.sort()).toEqual(['braze', 'bryj', 'followAnalytics', 'horisen']);
  });

  it('are answered without HTTP too', async () => {
    await send(['user2', 'user3']);
    expect(await bench.sandbox.messages({ user: 'user3', q: 'hi', limit: '1' })).toEqual(await outbox.messages('user=user3&q=hi&limit=1'));
    expect((await bench.sandbox.messages()).all).toBeGreaterThan(700);
    await expect(bench.sandbox.messages({ usr: 'user3' })).rejects.toThrow('"usr" is not a parameter');
  });

  it.each([
    ['user=user2', ['user2']],
    ['user=user2&user=user3', ['user2', 'user3']],
    ['user=user', []],
    ['q=JILL', ['user2']],
    ['q=hello+jill', ['user2']],
    ['q="jill+hello"', []],
    ['q=ser3', ['user3']],
    ['channel=push', ['user2', 'user3', 'ghost']],
    ['channel=email', []],
    ['status=unknown+user', ['ghost']],
    ['status=failed', ['ghost']],
    ['status=sent&status=failed', ['user2', 'user3', 'ghost']],
    ['vendor=bryj', []],
    ['from=2022-05-10T12:00:00Z', ['user2', 'user3', 'ghost']],
    ['to=2022-05-10T12:00:00Z', []],
  ])('are filtered by %s', async (query, users) => {
    const batch = await send(['user2', 'user3', 'ghost']);
    expect(await outbox.users(`batch=${batch}&${query}`)).toEqual(users);
  });

  it('are found by campaign, by its ID and by its name', async () => {
    const campaign = '44444444-4444-4444-8444-444444444444';
    const byId = await outbox.messages(`campaign=${campaign}`);
    expect(byId.messages.map(({ user }) => user)).toEqual(['user3', 'demo-0010']);
    expect((await outbox.messages(`campaign=${encodeURIComponent(byId.messages[0]!.campaignName)}`)).total).toBe(2);
  });

  it.each(['usr=user2', 'status=sent&stauts=sent', 'limit=-1', 'limit=501', 'twice=yes', 'from=yesterday', 'cursor=x', 'expect=many'])(
    'refuses %s, which would otherwise find too much',
    async (query) => {
      const answer = await outbox.fetch(`/messages?${query}`);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: string }).error).toContain(`"${/(\w+)=[^&]*$/.exec(query)![1]}"`);
    },
  );

  it('count what each value of a filter would find, given the others', async () => {
    const batch = await send(['user2', 'user3', 'ghost'], { ...PUSH, ...EMAIL });
    const { counts } = await outbox.messages(`batch=${batch}&channel=email&status=sent&counts=1`);
    expect(counts).toMatchObject({ vendor: { braze: 2 }, channel: { push: 2, email: 2 }, status: { sent: 2, 'unknown user': 1 } });
  });

  it('are as they are now: sent when the time has come, and gone after a reset', async () => {
    const { body } = await bench.post('/messages/schedule/create', {
      external_user_ids: ['user2'],
      messages: PUSH,
      schedule: { time: '2022-05-10T13:00:00Z' },
    });
    const status = async () => (await outbox.messages(`batch=${body.dispatch_id}`)).messages.map((message) => `${message.body} ${message.status}`);
    expect(await status()).toEqual(['Hello Jill pending']);
    await bench.post('/users/track', { attributes: [{ external_id: 'user2', first_name: 'Jo' }] });
    expect(await status()).toEqual(['Hello Jo pending']);
    await bench.advance(2 * HOUR);
    expect(await status()).toEqual(['Hello Jo sent']);
    await bench.control('POST', '/reset');
    expect(await status()).toEqual([]);
  });

  it('are as they are now, also after what a control route changed', async () => {
    const { body } = await bench.post('/messages/schedule/create', {
      external_user_ids: ['user3'],
      messages: EMAIL,
      schedule: { time: '2022-05-10T13:00:00Z' },
    });
    const status = async () => (await outbox.messages(`batch=${body.dispatch_id}`)).messages[0]!.status;
    expect(await status()).toBe('pending');
    await bench.control('POST', '/braze/emails', { email: 'user3@example.com', event: 'bounce' });
    expect(await status()).toBe('hard bounce');
  });

  it('are canceled once their batch is', async () => {
    const { body } = await bench.post('/messages/schedule/create', {
      external_user_ids: ['user2'],
      messages: PUSH,
      schedule: { time: '2022-05-10T13:00:00Z' },
    });
    await outbox.messages('limit=1');
    await bench.post('/messages/schedule/delete', { schedule_id: body.schedule_id });
    expect((await outbox.messages(`batch=${body.dispatch_id}`)).messages[0]!.status).toBe('canceled');
  });
});

describe('pages', () => {
  const all = async (query: string): Promise<string[]> => {
    const users: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await outbox.messages(`${query}&limit=7${next && `&cursor=${next}`}`);
      users.push(...page.messages.map(({ vendor, batch, index }) => `${vendor} ${batch} ${index}`));
      next = page.next;
    }
    return users;
  };

  it('together have every message once, also while others arrive', async () => {
    await send(Array.from({ length: 20 }, (_, index) => `person-${index}`));
    const { total, next } = await outbox.messages('q=person&limit=7');
    await send(['person-new', 'person-newer']);
    const second = await outbox.users(`q=person&limit=7&cursor=${next}`);
    expect([total, second]).toEqual([20, Array.from({ length: 7 }, (_, index) => `person-${index + 7}`)]);
    const keys = await all('vendor=braze');
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength((await outbox.messages('vendor=braze')).total);
  });

  it('start anywhere', async () => {
    const batch = await send(Array.from({ length: 20 }, (_, index) => `person-${index}`));
    expect(await outbox.users(`batch=${batch}&offset=18&limit=5`)).toEqual(['person-18', 'person-19']);
  });
});

describe('marks', () => {
  it('whoever is pushed twice, by the same campaign or with the same words', async () => {
    await send(['user2', 'user3']);
    await send(['user2'], { android_push: { title: 'Hi', alert: 'Hello, in other words' } });
    const again = await send(['user2']);
    expect((await outbox.messages('user=user2&q=hi+hello&from=2022-05-10T12:00:00Z')).messages.map(({ body, times }) => [body, times])).toEqual([
      ['Hello Jill', 2],
      ['Hello, in other words', 1],
      ['Hello Jill', 2],
    ]);
    expect((await outbox.messages(`batch=${again}&counts=1`)).counts!.mark).toEqual({ twice: 1 });
    expect(await outbox.users('user=user3&q=hi&twice=1')).toEqual([]);
    // By a campaign, whatever it says.
    for (const order_id of ['1', '2']) {
      const recipients = [{ external_user_id: 'user1', trigger_properties: { order_id, product_name: 'x' } }];
      await bench.post('/campaigns/trigger/send', { campaign_id: '44444444-4444-4444-8444-444444444444', recipients });
    }
    expect(await outbox.users('user=user1&campaign=44444444-4444-4444-8444-444444444444&twice=1')).toEqual(['user1', 'user1']);
  });

  it('nobody as pushed twice whom a message does not reach, or on two kinds of device', async () => {
    await send(['ghost']);
    await send(['ghost']);
    await send(['demo-0007'], { ...PUSH, apple_push: { alert: { title: 'Hi', body: 'Hello {{${first_name}}}' } } });
    expect(await outbox.users('vendor=braze&user=ghost&user=demo-0007&twice=1')).toEqual([]);
    expect(await outbox.users('vendor=braze&user=demo-0007')).toEqual(['demo-0007', 'demo-0007']);
  });

  it('where a value is missing', async () => {
    await bench.post('/users/track', { attributes: [{ external_id: 'nameless', city: 'Bern' }] });
    const batch = await send(['nameless', 'user2']);
    const [message] = (await outbox.messages(`batch=${batch}&missing=1`)).messages;
    expect(message).toMatchObject({ user: 'nameless', body: 'Hello ', gaps: [{ field: 'body', at: 6, length: 0, name: 'first_name' }] });
    expect((await outbox.messages(`batch=${batch}&counts=1`)).counts!.mark).toEqual({ missing: 1 });
  });
});

describe('what a message has besides its text', () => {
  it.each([
    [
      {
        apple_push: {
          alert: { title: 'A', body: 'B' },
          asset_url: 'https://example.com/a.png',
          asset_file_type: 'png',
          custom_uri: 'https://example.com/${x}',
        },
      },
      { image: 'https://example.com/a.png', link: 'https://example.com/${x}' },
    ],
    [
      { android_push: { title: 'A', alert: 'B', custom_uri: 'app://offer/{{${first_name}}}', buttons: [{ text: 'Buy', uri: 'https://example.com/buy' }] } },
      { link: 'app://offer/Jill', buttons: [{ text: 'Buy', link: 'https://example.com/buy' }] },
    ],
    [
      { in_app_message: { message: 'B', image_url: 'https://example.com/a.png', buttons: [{ text: 'OK', ios_uri: 'app://ok' }] } },
      { image: 'https://example.com/a.png', buttons: [{ text: 'OK', link: 'app://ok' }] },
    ],
    [
      { content_card: { type: 'CAPTIONED_IMAGE', title: 'A', description: 'B', image_url: 'https://example.com/c.png', web_uri: 'https://example.com' } },
      { image: 'https://example.com/c.png', link: 'https://example.com' },
    ],
    [
      {
        webhook: {
          url: 'https://example.com/hook?api_key=s3cret&a=1',
          request_method: 'POST',
          request_headers: { Authorization: 'Bearer s3cret', 'X-Kind': 'a' },
          body: '{"password":"s3cret","name":"{{${first_name}}}"}',
        },
      },
      {
        call: {
          method: 'POST',
          url: 'https://example.com/hook?api_key=***&a=1',
          headers: { Authorization: '***', 'X-Kind': 'a' },
          body: '{"password":"***","name":"Jill"}',
        },
      },
    ],
  ])('%j', async (messages, parts) => {
    const batch = await send(['user2'], messages);
    const answer = await outbox.messages(`batch=${batch}`);
    expect(answer.messages[0]!.parts).toEqual(parts);
    expect(JSON.stringify(answer)).not.toContain('s3cret');
  });

  it("an email's HTML has an address of its own, where nothing in it can run", async () => {
    const batch = await send(['user2'], EMAIL);
    const { htmlUrl, parts, channel } = (await outbox.messages(`batch=${batch}`)).messages[0]!;
    expect([channel, parts]).toEqual(['email', { from: 'Shop <shop@example.com>' }]);
    const answer = await fetch(bench.sandbox.url + htmlUrl!);
    expect(await answer.text()).toBe('<h1>Hi</h1>');
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
    expect((await fetch(`${bench.sandbox.url}${htmlUrl}&images=1`)).headers.get('content-security-policy')).toContain('img-src data: https: http:;');
    expect((await outbox.fetch('/messages/html?vendor=braze&batch=none&index=0')).status).toBe(404);
  });
});

describe('expectations, for the tests of others', () => {
  const expecting = async (query: string) => {
    const answer = await outbox.fetch(`/messages?${query}`);
    return [answer.status, ((await answer.json()) as { error?: string }).error];
  };

  it('are answered with 200 or 417', async () => {
    const batch = await send(['user2', 'user3', 'ghost']);
    expect(await expecting(`batch=${batch}&expect=3`)).toEqual([200, undefined]);
    expect(await expecting(`batch=${batch}&status=sent&expect=2%2B`)).toEqual([200, undefined]);
    expect(await expecting(`batch=${batch}&expect=4-9`)).toEqual([417, 'Expected 4-9 messages, found 3']);
    expect(await expecting(`batch=${batch}&user=user2&expect=2+`)).toEqual([417, 'Expected 2+ messages, found 1']);
    expect(await expecting(`user=nobody&expect=0`)).toEqual([200, undefined]);
    expect(await expecting(`batch=${batch}&user=nobody&expect=1`)).toEqual([417, 'Expected 1 message, found 0']);
  });

  it('wait for what is still to come', async () => {
    const answer = expecting('q=latecomer&expect=1&within=30000');
    await send(['latecomer']);
    expect(await answer).toEqual([200, undefined]);
  });
});
