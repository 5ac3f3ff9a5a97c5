import { BrazeBench, DEMO_ID } from '../brazeHelpers';

/** "Create new user aliases", "Update user aliases", "Identify users", "Merge users", "Rename external ID", "Remove external ID". */
let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const track = (...attributes: object[]) => bench.post('/users/track', { attributes });
const find = async (by: object) => (await bench.post('/users/export/ids', by)).body.users[0];
const alias = (alias_name: string, alias_label = 'crm') => ({ alias_name, alias_label });
const byAlias = (alias_name: string, alias_label = 'crm') => find({ user_aliases: [alias(alias_name, alias_label)] });
const times = (count: number, one: (n: number) => object) => Array.from({ length: count }, (_, n) => one(n));

describe('aliases', () => {
  const create = (...user_aliases: object[]) => bench.post('/users/alias/new', { user_aliases });
  const rename = (...alias_updates: object[]) => bench.post('/users/alias/update', { alias_updates });

  it('are added to a user, or make one', async () => {
    const answer = await create({ external_id: 'user1', ...alias('c-1', 'crm_id') }, alias('device-1', 'device'));
    expect(answer).toMatchObject({ status: 201, body: { aliases_processed: 2, message: 'success' } });
    expect(await byAlias('c-1', 'crm_id')).toMatchObject({ external_id: 'user1', user_aliases: [alias('user1'), alias('c-1', 'crm_id')] });
    const made = await byAlias('device-1', 'device');
    expect([made?.external_id, made?.user_aliases]).toEqual([undefined, [alias('device-1', 'device')]]);
  });

  it('of somebody unknown, of a label that the user has, and of a name that is taken are not added, and nothing says so', async () => {
    const answer = await create(
      { external_id: 'ghost', ...alias('c-1') },
      { external_id: 'user1', ...alias('other') },
      { external_id: 'user1', ...alias('user2') },
    );
    expect(answer).toMatchObject({ status: 201, body: { aliases_processed: 0, message: 'success' } });
    expect([await bench.user('ghost'), await byAlias('c-1'), await byAlias('other'), (await byAlias('user2'))?.external_id]).toEqual([
      undefined,
      undefined,
      undefined,
      'user2',
    ]);
  });

  it('get another name', async () => {
    expect((await rename({ alias_label: 'crm', old_alias_name: 'user1', new_alias_name: 'c-1' })).body).toEqual({ message: 'success' });
    expect([await byAlias('user1'), (await byAlias('c-1'))?.external_id]).toEqual([undefined, 'user1']);
    expect((await rename({ alias_label: 'crm', old_alias_name: 'ghost', new_alias_name: 'x' })).status).toBe(201);
  });

  it('are fifty in a request, and named in full', async () => {
    expect((await create(...times(50, (n) => alias(`a${n}`)))).status).toBe(201);
    expect((await create(...times(51, (n) => alias(`b${n}`)))).status).toBe(400);
    for (const body of [{}, { user_aliases: [] }, { user_aliases: [{ alias_name: 'a' }] }, { user_aliases: [{ ...alias('a'), external_id: 7 }] }])
      expect((await bench.post('/users/alias/new', body)).status).toBe(400);
    for (const body of [{}, { alias_updates: [{ alias_label: 'crm', old_alias_name: 'user1' }] }])
      expect((await bench.post('/users/alias/update', body)).status).toBe(400);
  });
});

describe('users/identify', () => {
  const identify = (body: object) => bench.post('/users/identify', body);
  const aliased = (name: string, more: object = {}) => track({ user_alias: alias(name, 'device'), _update_existing_only: false, ...more });

  it('moves what the known user lacks, and removes the anonymous profile', async () => {
    await aliased('d-1', { first_name: 'Other', dob: '1990-01-01', shoe_size: 42, push_tokens: [{ app_id: DEMO_ID, token: 'their-token' }] });
    await bench.post('/users/track', { events: [{ user_alias: alias('d-1', 'device'), name: 'opened', time: '2022-05-01T10:00:00Z' }] });
    const { status, body } = await identify({ aliases_to_identify: [{ external_id: 'user2', user_alias: alias('d-1', 'device') }] });
    expect([status, body]).toEqual([201, { aliases_processed: 1, message: 'success' }]);
    expect(await bench.user('user2')).toMatchObject({
      first_name: 'Jill',
      dob: '1990-01-01',
      custom_attributes: { shoe_size: 42 },
      custom_events: [expect.objectContaining({ name: 'opened', count: 1 })],
      push_tokens: [expect.objectContaining({ token: 'their-token' })],
    });
    expect((await byAlias('d-1', 'device'))?.external_id).toBe('user2');
  });

  it('gives the external ID to the profile itself where nobody has it', async () => {
    await aliased('d-1', { first_name: 'Ann' });
    await identify({ aliases_to_identify: [{ external_id: 'new-1', user_alias: alias('d-1', 'device') }] });
    expect(await bench.user('new-1')).toMatchObject({ first_name: 'Ann', user_aliases: [alias('d-1', 'device')] });
  });

  it('does not combine profiles that both have an alias of one label', async () => {
    await track({ user_alias: alias('c-9'), _update_existing_only: false, dob: '1990-01-01' });
    await identify({ aliases_to_identify: [{ external_id: 'user2', user_alias: alias('c-9') }] });
    expect([(await bench.user('user2'))?.dob, (await byAlias('c-9'))?.external_id]).toEqual([undefined, undefined]);
    expect(await byAlias('c-9')).toBeDefined();
  });

  it('selects one of several who share an address, or nobody', async () => {
    const email = 'ours@example.com';
    await aliased('d-1', { email, shoe_size: 1 });
    await bench.advance(1000);
    await aliased('d-2', { email, shoe_size: 2 });
    const ask = (...prioritization: string[]) => identify({ emails_to_identify: [{ external_id: 'user2', email, prioritization }] });
    await ask('unidentified');
    expect((await bench.user('user2'))?.custom_attributes).toBeUndefined();
    expect((await ask('unidentified', 'most_recently_updated')).body).toEqual({ emails_processed: 1, message: 'success' });
    expect((await bench.user('user2'))?.custom_attributes).toEqual({ shoe_size: 2 });
    expect([(await byAlias('d-1', 'device'))?.email, (await byAlias('d-2', 'device'))?.external_id]).toEqual([email, 'user2']);
  });

  it.each([
    [{}],
    [{ aliases_to_identify: [] }],
    [{ aliases_to_identify: [{ user_alias: alias('a') }] }],
    [{ aliases_to_identify: [{ external_id: 'user1', user_alias: { alias_name: 'a' } }] }],
    [{ emails_to_identify: [{ external_id: 'user1', email: 'a@example.com' }] }],
    [{ emails_to_identify: [{ external_id: 'user1', email: 'a@example.com', prioritization: [] }] }],
    [{ emails_to_identify: [{ external_id: 'user1', email: 'a@example.com', prioritization: ['identified', 'unidentified'] }] }],
    [{ emails_to_identify: [{ external_id: 'user1', email: 'a@example.com', prioritization: ['newest'] }] }],
    [{ phone_numbers_to_identify: [{ external_id: 'user1', prioritization: ['identified'] }] }],
    [{ aliases_to_identify: times(51, (n) => ({ external_id: 'user1', user_alias: alias(`a${n}`) })) }],
  ])('refuses %j', async (body) => {
    expect((await identify(body)).status).toBe(400);
  });
});

describe('users/merge', () => {
  const merge = (...merge_updates: unknown[]) => bench.post('/users/merge', { merge_updates });
  const pair = (from: object, to: object) => ({ identifier_to_merge: from, identifier_to_keep: to });

  it('adds up what both did, keeps what the one who stays has, and removes the other', async () => {
    const time = '2022-05-01T10:00:00Z';
    await track({ external_id: 'a', first_name: 'A', last_name: 'L', x: 1, y: 1, phone: '+15043277269' }, { external_id: 'b', first_name: 'B', x: 2 });
    await bench.post('/users/track', {
      events: ['a', 'b'].map((external_id) => ({ external_id, name: 'opened', time })),
      purchases: ['a', 'b'].map((external_id) => ({ external_id, product_id: 'shoes', currency: 'USD', price: 10, time })),
    });
    expect(await merge(pair({ external_id: 'a' }, { external_id: 'b' }))).toMatchObject({ status: 202, body: { message: 'success' } });
    expect(await bench.user('a')).toBeUndefined();
    expect(await bench.user('b')).toMatchObject({
      first_name: 'B',
      last_name: 'L',
      phone: '+15043277269',
      custom_attributes: { x: 2, y: 1 },
      custom_events: [expect.objectContaining({ name: 'opened', count: 2 })],
      purchases: [expect.objectContaining({ name: 'shoes', count: 2 })],
      total_revenue: 20,
    });
    expect((await find({ phone: '+15043277269' }))?.external_id).toBe('b');
  });

  it('finds them by alias, and by address with rules; somebody unknown changes nothing', async () => {
    await merge(pair({ user_alias: alias('user2') }, { user_alias: alias('user1') }));
    expect([await bench.user('user2'), (await byAlias('user1'))?.external_id]).toEqual([undefined, 'user1']);
    await track({ user_alias: alias('d', 'device'), _update_existing_only: false, email: 'user3@example.com', shoe_size: 43 });
    const contact = (...prioritization: string[]) => ({ email: 'user3@example.com', prioritization });
    await merge(pair(contact('unidentified'), contact('identified')));
    expect((await bench.user('user3'))?.custom_attributes).toEqual({ shoe_size: 43 });
    expect((await merge(pair({ external_id: 'ghost' }, { external_id: 'user1' }))).status).toBe(202);
  });

  it.each([
    [{}, "'merge_updates' must be an array of objects"],
    [{ merge_updates: ['x'] }, "'merge_updates' must be an array of objects"],
    [{ merge_updates: times(51, () => pair({ external_id: 'a' }, { external_id: 'b' })) }, 'a single request may not contain more than 50 merge updates'],
    [{ merge_updates: [{ identifier_to_merge: { external_id: 'a' } }] }, "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'"],
    [{ merge_updates: [pair({ external_id: 7 }, { external_id: 'b' })] }, expect.stringContaining('identifiers must be objects')],
    [{ merge_updates: [pair({ email: 'a@example.com' }, { external_id: 'b' })] }, expect.stringContaining('identifiers must be objects')],
  ])('refuses %j in the words of the page', async (body, message) => {
    expect(await bench.post('/users/merge', body)).toMatchObject({ status: 400, body: { message } });
  });
});

describe('external IDs', () => {
  const rename = async (...external_id_renames: unknown[]) => (await bench.post('/users/external_ids/rename', { external_id_renames })).body;
  const remove = async (...external_ids: unknown[]) => (await bench.post('/users/external_ids/remove', { external_ids })).body;
  const to = (current_external_id: string, new_external_id: string) => ({ current_external_id, new_external_id });

  it('change, and the old one stays valid until it is removed', async () => {
    expect(await rename(to('user3', 'c-3'))).toEqual({ message: 'success', external_ids: ['c-3'], rename_errors: [] });
    expect((await bench.user('user3'))?.external_id).toBe('c-3');
    await track({ external_id: 'user3', shoe_size: 42 });
    expect((await bench.user('c-3'))?.custom_attributes).toEqual({ shoe_size: 42 });
    expect(await remove('user3')).toEqual({ message: 'success', removed_ids: ['user3'], removal_errors: [] });
    expect([await bench.user('user3'), (await bench.user('c-3'))?.external_id]).toEqual([undefined, 'c-3']);
  });

  it('are judged one by one', async () => {
    await rename(to('user3', 'c-3'));
    const answer = await rename(
      to('user3', 'x'),
      to('ghost', 'y'),
      to('user1', 'user2'),
      to('c-3', 'user3'),
      to('user1', 'user1'),
      to('user1', 'c-1'),
      to('user2', 'c-1'),
      'z',
    );
    const wrong = answer.rename_errors as [number, string][];
    expect([answer.external_ids, wrong.map(([index]) => index)]).toEqual([['c-1'], [0, 1, 2, 3, 4, 6, 7]]);
    expect(wrong[2]).toEqual([2, 'new_external_id is already in use']);
    const removal = await remove('user3', 'c-3', 'ghost', 7);
    expect([removal.removed_ids, (removal.removal_errors as [number][]).map(([index]) => index)]).toEqual([['user3'], [1, 2, 3]]);
  });

  it('that are deprecated still delete the whole person', async () => {
    await rename(to('user3', 'c-3'));
    expect((await bench.post('/users/delete', { external_ids: ['user3'] })).body.deleted).toBe(1);
    expect([await bench.user('c-3'), await bench.user('user3')]).toEqual([undefined, undefined]);
  });

  it('are fifty in a request', async () => {
    for (const [path, body] of [
      ['/users/external_ids/rename', {}],
      ['/users/external_ids/rename', { external_id_renames: times(51, (n) => to(`a${n}`, `b${n}`)) }],
      ['/users/external_ids/remove', { external_ids: [] }],
      ['/users/external_ids/remove', { external_ids: times(51, (n) => [n]) }],
    ] as const)
      expect((await bench.post(path, body)).status).toBe(400);
  });
});

describe('limits and versions', () => {
  it('users/delete, aliases, identify and merge are counted together, external IDs and subscription groups by themselves', async () => {
    await bench.set({ rateDelete: 4, rateExternalIds: 1, rateSubscriptions: 1 });
    await bench.post('/users/delete', { external_ids: ['ghost'] });
    await bench.post('/users/alias/new', { user_aliases: [alias('a')] });
    await bench.post('/users/alias/update', { alias_updates: [{ alias_label: 'crm', old_alias_name: 'a', new_alias_name: 'b' }] });
    await bench.post('/users/merge', { merge_updates: [{ identifier_to_merge: { external_id: 'a' }, identifier_to_keep: { external_id: 'b' } }] });
    const identify = { aliases_to_identify: [{ external_id: 'user1', user_alias: alias('a') }] };
    expect((await bench.post('/users/identify', identify)).status).toBe(429);
    expect((await bench.post('/users/external_ids/remove', { external_ids: ['a'] })).status).toBe(201);
    expect((await bench.post('/users/external_ids/rename', { external_id_renames: [{}] })).status).toBe(429);
    const groups = { subscription_groups: [{ subscription_group_id: 'g', subscription_state: 'subscribed', external_ids: ['user1'] }] };
    expect([(await bench.post('/v2/subscription/status/set', groups)).status, (await bench.post('/v2/subscription/status/set', groups)).status]).toEqual([
      201, 429,
    ]);
    await bench.advance(60_000);
    expect((await bench.post('/users/identify', identify)).status).toBe(201);
  });

  it.each(['/users/alias/new', '/users/alias/update', '/users/merge', '/users/external_ids/rename', '/users/external_ids/remove'])(
    'the document has no %s',
    async (path) => {
      await bench.set({ appboy: 1 });
      expect(await bench.post(path, {})).toMatchObject({ status: 404, body: { message: 'Invalid URL' } });
    },
  );

  it('users/delete selects one of several who share an address by its rules', async () => {
    await track({ email: 'user1@example.com' }, { user_alias: alias('d', 'device'), _update_existing_only: false, email: 'user1@example.com' });
    const remove = (...prioritization: string[]) => bench.post('/users/delete', { email_addresses: [{ email: 'user1@example.com', prioritization }] });
    expect((await remove('unidentified')).body).toEqual({ message: 'success', deleted: 1 });
    expect([await byAlias('d', 'device'), (await bench.user('user1'))?.external_id]).toEqual([undefined, 'user1']);
    expect((await remove('unidentified')).body.deleted).toBe(0);
    expect((await remove('identified', 'unidentified')).status).toBe(400);
  });
});
