import { BrazeBench } from '../brazeHelpers';
import { OutboxReader } from '../outboxHelpers';

/** "Update user's subscription group status V2", "List user's subscription group status", "List user's subscription groups". */
let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const NEWS = 'my-newsletter';
const SMS = 'my-sms';
const set = (...subscription_groups: object[]) => bench.post('/v2/subscription/status/set', { subscription_groups });
const group = (subscription_group_id: string, subscription_state: string, who: object) => ({ subscription_group_id, subscription_state, ...who });
const states = async (query: string) => (await bench.get(`/subscription/status/get?subscription_group_id=${NEWS}&${query}`)).body.status;
const ids = (count: number) => Array.from({ length: count }, (_, i) => `demo-${String(i + 1).padStart(4, '0')}`);

it('keeps the state of each user in each group, and tells it', async () => {
  expect(await set(group(NEWS, 'subscribed', { external_ids: ['user1', 'user2'] }), group(NEWS, 'unsubscribed', { external_ids: ['user3'] }))).toMatchObject({
    status: 201,
    body: { message: 'success' },
  });
  expect(await states('external_id[]=user1&external_id[]=user3&external_id[]=external_id1&external_id[]=ghost')).toEqual({
    user1: 'Subscribed',
    user3: 'Unsubscribed',
    external_id1: 'Unknown',
    ghost: 'Unknown',
  });
  expect(await states('external_id=user2')).toEqual({ user2: 'Subscribed' });
  expect(await states('email=user3@example.com')).toEqual({ user3: 'Unsubscribed' });
  await set(group(NEWS, 'unsubscribed', { external_ids: ['user1'] }));
  expect(await states('external_id=user1')).toEqual({ user1: 'Unsubscribed' });
});

it('changes all who share an address or a number', async () => {
  await bench.post('/users/track', {
    attributes: ['user1', 'user2'].map((external_id) => ({ external_id, email: 'ours@example.com', phone: '+15043277269' })),
  });
  await set(group(NEWS, 'subscribed', { emails: ['Ours@example.com'] }));
  expect(await states('email=ours@example.com')).toEqual({ user1: 'Subscribed', user2: 'Subscribed' });
  await set(group(NEWS, 'unsubscribed', { phones: ['+15043277269'] }));
  expect(await states('phone=%2B15043277269')).toEqual({ user1: 'Unsubscribed', user2: 'Unsubscribed' });
});

it('waits for the answer of those who are asked by SMS', async () => {
  await set(group(NEWS, 'subscribed', { external_ids: ['user1'], use_double_opt_in_logic: true }));
  expect(await states('external_id=user1')).toEqual({ user1: 'Unknown' });
});

it('takes fifty users in all, and never addresses and numbers together', async () => {
  expect((await set(group(NEWS, 'subscribed', { external_ids: ids(25) }), group(SMS, 'subscribed', { external_ids: ids(25) }))).status).toBe(201);
  expect((await set(group(NEWS, 'subscribed', { external_ids: ids(25) }), group(SMS, 'subscribed', { external_ids: ids(26) }))).status).toBe(400);
  const [emails, phones] = [['a@example.com'], ['+15043277269']];
  for (const groups of [[group(NEWS, 'subscribed', { emails, phones })], [group(NEWS, 'subscribed', { emails }), group(SMS, 'subscribed', { phones })]]) {
    expect(await set(...groups)).toMatchObject({
      status: 400,
      body: { errors: ['Either an email address or a phone number should be provided, but not both.'] },
    });
  }
});

it.each([
  [{}],
  [{ subscription_groups: [] }],
  [{ subscription_groups: 'x' }],
  [{ subscription_groups: [{ subscription_state: 'subscribed', external_ids: ['user1'] }] }],
  [{ subscription_groups: [group(NEWS, 'opted_in', { external_ids: ['user1'] })] }],
  [{ subscription_groups: [group(NEWS, 'subscribed', {})] }],
  [{ subscription_groups: [group(NEWS, 'subscribed', { external_ids: [] })] }],
  [{ subscription_groups: [group(NEWS, 'subscribed', { emails: ['bob'] })] }],
  [{ subscription_groups: [group(NEWS, 'subscribed', { phones: ['15043277269'] })] }],
  [{ subscription_groups: [group(NEWS, 'subscribed', { external_ids: ['user1'], use_double_opt_in_logic: 'yes' })] }],
])('refuses %j', async (body) => {
  expect(await bench.post('/v2/subscription/status/set', body)).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
});

it.each([
  ['/subscription/status/get?external_id=user1', 400],
  [`/subscription/status/get?subscription_group_id=${NEWS}`, 400],
  [`/subscription/status/get?subscription_group_id=${NEWS}&email=a@example.com&phone=%2B15043277269`, 400],
  [`/subscription/status/get?subscription_group_id=${NEWS}&email=a@example.com&external_id=user1`, 200],
  [
    `/subscription/status/get?subscription_group_id=${NEWS}&${ids(51)
      .map((id) => `external_id[]=${id}`)
      .join('&')}`,
    400,
  ],
  ['/subscription/user/status', 400],
  ['/subscription/user/status?external_id=user1&limit=101', 400],
  ['/subscription/user/status?email=bob', 400],
])('answers %s with %d', async (path, status) => {
  expect((await bench.get(path)).status).toBe(status);
});

describe('the groups of a user', () => {
  const groupsOf = async (query: string) => (await bench.get(`/subscription/user/status?${query}`)).body;

  it('are those in which the state ever changed, in either form', async () => {
    expect(await groupsOf('external_id=user2')).toEqual({ users: [], total_count: 0, message: 'success' });
    await set(group(NEWS, 'subscribed', { external_ids: ['user2'] }));
    await set(group(SMS, 'unsubscribed', { external_ids: ['user2'] }));
    const groups = [
      { id: NEWS, name: NEWS, channel: 'email', status: 'Subscribed' },
      { id: SMS, name: SMS, channel: 'email', status: 'Unsubscribed' },
    ];
    expect((await groupsOf('external_id=user2')).users).toEqual([
      { email: 'user2@example.com', phone: null, external_id: 'user2', subscription_groups: groups },
    ]);
    await bench.set({ groupsForm: 'groups' });
    expect(await groupsOf('external_id=user2')).toEqual({ success: true, subscription_groups: groups });
  });

  it('have pages', async () => {
    for (let n = 0; n < 3; n++) await set(group(`group-${n}`, 'subscribed', { external_ids: ['user2'] }));
    await bench.set({ groupsForm: 'groups' });
    const page = async (query: string) => ((await groupsOf(`external_id=user2&${query}`)).subscription_groups as { id: string }[]).map(({ id }) => id);
    expect([await page('limit=2'), await page('limit=2&offset=2'), await page('offset=3')]).toEqual([['group-0', 'group-1'], ['group-2'], []]);
  });
});

it('is in the profiles, and an attribute of users/track', async () => {
  const answer = await bench.post('/users/track', { attributes: [{ external_id: 'user2', subscription_groups: [group(NEWS, 'subscribed', {})] }] });
  expect(answer.body).toEqual({ message: 'success', attributes_processed: 1 });
  expect(await states('external_id=user2')).toEqual({ user2: 'Subscribed' });
  const wrong = [{ subscription_group_id: NEWS }, { subscription_group_id: NEWS, subscription_state: 'opted_in' }, { subscription_state: 'subscribed' }, 'x'];
  for (const one of wrong) {
    const { errors } = (await bench.post('/users/track', { attributes: [{ external_id: 'user2', subscription_groups: [one] }] })).body;
    expect(errors).toEqual([{ type: expect.stringContaining("'subscription_groups'"), input_array: 'attributes', index: 0 }]);
  }
  const { profiles } = await new OutboxReader(bench.sandbox.url).get<{ profiles: { subscriptions: object }[] }>('/profiles?id=user2&vendor=braze');
  expect(profiles[0]!.subscriptions).toEqual({ push: 'opted_in', email: 'opted_in', [NEWS]: 'subscribed' });
});

it('is not in the document', async () => {
  await bench.set({ appboy: 1 });
  expect(await set(group(NEWS, 'subscribed', { external_ids: ['user1'] }))).toMatchObject({ status: 404, body: { message: 'Invalid URL' } });
  expect((await bench.get('/subscription/user/status?external_id=user1')).status).toBe(404);
});
