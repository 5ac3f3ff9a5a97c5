import { BrazeBench, START } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const track = (body: unknown) => bench.post('/users/track', body);
const attributes = (...list: object[]) => track({ attributes: list });
const TIME = '2022-05-01T10:00:00Z';
const event = (more: object = {}) => ({ external_id: 'user1', name: 'watched_trailer', time: TIME, ...more });
const purchase = (more: object = {}) => ({ external_id: 'user1', product_id: 'backpack', currency: 'USD', price: 40, time: TIME, ...more });
/** What is said about the only object of a request. */
const complaint = async (list: string, object: object) => {
  const { status, body } = await track({ [list]: [object] });
  expect(status).toBe(201);
  expect(body[`${list}_processed`]).toBe(body.errors ? 0 : 1);
  return (body.errors?.[0] as { type: string } | undefined)?.type;
};

describe('attributes', () => {
  it('make and change profiles', async () => {
    expect((await attributes({ external_id: 'new', first_name: 'Ann', email: 'ann@example.com', colour: 'red', n: 1, tags: ['a', 'b'] })).body).toEqual({
      message: 'success',
      attributes_processed: 1,
    });
    await attributes({ external_id: 'new', colour: null, n: { inc: -3 }, tags: { add: ['c', 'a'], remove: ['b'] }, fresh: { inc: 2 }, more: { add: ['x'] } });
    expect(await bench.user('new')).toMatchObject({
      external_id: 'new',
      first_name: 'Ann',
      email: 'ann@example.com',
      custom_attributes: { n: -2, tags: ['a', 'c'], fresh: 2, more: ['x'] },
    });
    expect((await bench.user('new'))?.custom_attributes).not.toHaveProperty('colour');
  });

  it('cut arrays at 25 elements', async () => {
    await attributes({ external_id: 'new', tags: Array.from({ length: 30 }, (_, i) => i) });
    await attributes({ external_id: 'new', tags: { add: ['one more'] } });
    expect((await bench.user('new'))?.custom_attributes.tags).toHaveLength(25);
  });

  it('have errors that spoil nothing else', async () => {
    const { status, body } = await attributes(
      { first_name: 'x' },
      { external_id: 'a', dob: '1980-02-30' },
      { external_id: 'b', first_name: 'B' },
      'text' as never,
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      message: 'success',
      attributes_processed: 1,
      errors: [
        { type: expect.stringContaining("'external_id'"), input_array: 'attributes', index: 0 },
        { type: expect.stringContaining("'dob'"), input_array: 'attributes', index: 1 },
        { type: 'must be an object', input_array: 'attributes', index: 3 },
      ],
    });
    expect(await bench.user('a')).toBeUndefined();
    expect(await bench.user('b')).toBeDefined();
  });

  it('have errors in words when the account is that old', async () => {
    await bench.set({ errorForm: 'strings', appboy: 1 });
    const { body, status } = await attributes({ email: 'x@example.com' });
    expect(status).toBe(200);
    expect(body).toEqual({ message: 'success', errors: ["'external_id' is required"] });
  });

  it.each([
    ['email', 'nobody'],
    ['country', 7],
    ['language', 'french'],
    ['gender', 'male'],
    ['phone', 'call me'],
    ['email_subscribe', 'yes'],
    ['push_subscribe', true],
    ['dob', '21.12.1980'],
    ['date_of_first_session', 'yesterday'],
    ['current_location', { longitude: 200, latitude: 0 }],
    ['current_location', { longitude: 1 }],
    ['facebook', { likes: 'many' }],
    ['twitter', { followers_count: 1.5 }],
    ['push_tokens', [{ token: 'x' }]],
    ['foursquare', 'x'],
    ['first_name', 7],
    ['_update_existing_only', 'yes'],
    ['pets', { $add: [{ id: 1 }], more: 1 }],
    ['pets', { $update: 'x' }],
    ['count', { inc: 1.5 }],
    ['loyalty_points', { add: ['x'] }],
    ['eye_color', { inc: 1 }],
  ])('do not take %s: %j', async (name, value) => {
    expect(await complaint('attributes', { external_id: 'demo-0002', [name]: value })).toContain(`'${name}'`);
  });

  it('have countries by code or name; what is none is removed, and refused by the document', async () => {
    const countryAfter = async (country: string) => {
      expect(await complaint('attributes', { external_id: 'new', country })).toBeUndefined();
      return (await bench.user('new'))?.country;
    };
    expect([await countryAfter('fr'), await countryAfter('United States'), await countryAfter('XX')]).toEqual(['FR', 'US', undefined]);
    await bench.set({ appboy: 1 });
    for (const country of ['XX', 'France']) expect((await attributes({ external_id: 'new', country })).body.errors).toHaveLength(1);
  });

  it.each([
    { country: 'FR', language: 'fr', gender: 'P', phone: '+1 (555) 010-9999', dob: '1980-12-21' },
    { date_of_first_session: '2013-07-16T19:20:30.123+0100', current_location: { longitude: -73.99, latitude: 40.75 } },
    { facebook: { id: '1', likes: ['a'], num_friends: 3 }, twitter: { id: 7, screen_name: 'x' }, bio: 'x', image_url: 'https://example.com/a.png' },
  ])('take %j', async (profile) => {
    expect(await complaint('attributes', { external_id: 'new', ...profile })).toBeUndefined();
  });

  it('set only time zones that there are, and say nothing about others', async () => {
    expect(await complaint('attributes', { external_id: 'user1', time_zone: 'Mars/Olympus' })).toBeUndefined();
    expect((await bench.user('user1'))?.time_zone).toBe('America/New_York');
    for (const time_zone of ['Asia/Tokyo', 'Eastern Time (US & Canada)']) {
      await attributes({ external_id: 'user1', time_zone });
      expect((await bench.user('user1'))?.time_zone).toBe(time_zone);
    }
  });
});

describe('users', () => {
  it('are named by alias, Braze id, email or phone too', async () => {
    const { body } = await attributes(
      { user_alias: { alias_name: 'demo-0001', alias_label: 'crm' }, n: 1 },
      { braze_id: 'braze-demo-0002', n: 2 },
      { email: 'demo-0003@example.com', n: 3 },
      { external_id: 'user1', phone: '15550100' },
      { phone: '15550100', n: 4 },
    );
    expect(body).toEqual({ message: 'success', attributes_processed: 5 });
    const n = async (id: string) => (await bench.user(id))?.custom_attributes.n;
    expect([await n('demo-0001'), await n('demo-0002'), await n('demo-0003'), await n('user1')]).toEqual([1, 2, 3, 4]);
  });

  it('are not made with _update_existing_only, by an unknown Braze id, or by an alias unless that is said', async () => {
    const user_alias = { alias_name: 'x', alias_label: 'y' };
    expect(await complaint('attributes', { external_id: 'ghost', _update_existing_only: true })).toContain('_update_existing_only');
    expect(await complaint('events', event({ external_id: 'ghost', _update_existing_only: true }))).toContain('_update_existing_only');
    expect(await complaint('attributes', { braze_id: 'ghost' })).toContain('braze_id');
    expect(await complaint('attributes', { user_alias, n: 1 })).toContain('user_alias');
    expect(await bench.user('ghost')).toBeUndefined();
    expect(await complaint('attributes', { user_alias, n: 1, _update_existing_only: false })).toBeUndefined();
    const { body } = await bench.post('/users/export/ids', { user_aliases: [user_alias] });
    expect(body.users).toEqual([
      {
        braze_id: expect.any(String),
        user_aliases: [user_alias],
        created_at: new Date(START).toISOString(),
        random_bucket: expect.any(Number),
        custom_attributes: { n: 1 },
      },
    ]);
  });

  it('are made by email alone', async () => {
    await attributes({ email: 'only@example.com', first_name: 'O' });
    await attributes({ email: 'ONLY@example.com', n: 1 });
    expect((await bench.post('/users/export/ids', { email_address: 'only@example.com' })).body.users).toMatchObject([
      { first_name: 'O', custom_attributes: { n: 1 } },
    ]);
  });

  it('get imported push tokens anonymously, each once', async () => {
    const push_tokens = [{ app_id: 'app', token: 'imported' }];
    expect(await complaint('attributes', { push_token_import: true, external_id: 'user1', push_tokens })).toContain("'external_id'");
    expect(await complaint('attributes', { push_token_import: true })).toContain("'push_tokens'");
    expect(await complaint('attributes', { push_token_import: true, push_tokens, email: 'token@example.com' })).toBeUndefined();
    expect(await complaint('attributes', { push_token_import: true, push_tokens, email: 'other@example.com' })).toBeUndefined();
    const find = async (email_address: string) => (await bench.post('/users/export/ids', { email_address })).body.users;
    expect(await find('token@example.com')).toMatchObject([{ push_tokens: [{ app: 'app', platform: '', token: 'imported' }] }]);
    expect(await find('other@example.com')).toEqual([]);
  });
});

describe('events and purchases', () => {
  it('are counted, with their first and last time', async () => {
    await track({
      events: [event(), event({ time: '2022-05-03T00:00:00+02:00' }), event({ time: '2099-01-01' })],
      purchases: [purchase({ quantity: 3 }), purchase({ price: 0.1 })],
    });
    const user = await bench.user('user1');
    expect(user?.custom_events).toEqual([{ name: 'watched_trailer', first: '2022-05-01T10:00:00.000Z', last: new Date(START).toISOString(), count: 3 }]);
    expect(user?.purchases).toMatchObject([{ name: 'backpack', count: 4 }]);
    expect(user?.total_revenue).toBe(120.1);
    expect((await bench.get('/purchases/product_list')).body.products).not.toContain('backpack'); // page 0 of capital letters
    expect((await bench.get('/purchases/product_list?page=1')).body.products).toContain('backpack');
  });

  it.each([
    [{ name: undefined }, 'name'],
    [{ name: 'x'.repeat(256) }, 'name'],
    [{ time: undefined }, 'time'],
    [{ time: '2022-13-01' }, 'time'],
    [{ app_id: 7 }, 'app_id'],
    [{ properties: [] }, 'properties'],
    [{ properties: { $a: 1 } }, 'properties'],
    [{ properties: { '': 1 } }, 'properties'],
    [{ properties: { time: 1 } }, 'properties'],
    [{ properties: { a: 'x'.repeat(256) } }, 'properties.a'],
  ])('events do not take %j', async (more, name) => {
    expect(await complaint('events', event(more))).toContain(`'${name}'`);
  });

  it.each([
    [{ product_id: '' }, 'product_id'],
    [{ currency: 'EURO' }, 'currency'],
    [{ currency: 'XQX' }, 'currency'],
    [{ price: '40' }, 'price'],
    [{ quantity: 0 }, 'quantity'],
    [{ quantity: 101 }, 'quantity'],
    [{ quantity: 1.5 }, 'quantity'],
    [{ time: 1651399200 }, 'time'],
  ])('purchases do not take %j', async (more, name) => {
    expect(await complaint('purchases', purchase(more))).toContain(`'${name}'`);
  });

  it('have nested properties today, and not in the document', async () => {
    const nested = event({ properties: { cast: [{ name: 'A' }] } });
    expect(await complaint('events', nested)).toBeUndefined();
    await bench.set({ appboy: 1 });
    expect((await track({ events: [nested] })).body.errors).toHaveLength(1);
  });
});

describe('nested attributes', () => {
  const write = async (attributes: object) => void (await bench.post('/users/track', { attributes: [{ external_id: 'demo-0002', ...attributes }] }));
  const kept = async () => (await bench.user('demo-0002'))!.custom_attributes as Record<string, unknown>;

  it('are objects and arrays of objects, whose parts are merged where it is asked for', async () => {
    await write({ car: { brand: 'X', year: 2020, engine: { power: 90 } }, cars: [{ brand: 'X' }, 'none'] });
    expect(await kept()).toMatchObject({ car: { brand: 'X', year: 2020, engine: { power: 90 } }, cars: [{ brand: 'X' }, 'none'] });
    await write({ car: { engine: { fuel: 'gas' } }, _merge_objects: true });
    expect((await kept()).car).toEqual({ brand: 'X', year: 2020, engine: { power: 90, fuel: 'gas' } });
    await write({ car: { brand: 'Y' } });
    expect((await kept()).car).toEqual({ brand: 'Y' });
    await write({ car: null });
    expect(await kept()).not.toHaveProperty('car');
    expect(await kept()).not.toHaveProperty('_merge_objects');
  });

  it('are changed by $add, $update and $remove', async () => {
    await write({ pets: [{ id: 1, name: 'Rex' }] });
    await write({ pets: { $add: [{ id: 2, name: 'Tom' }, { id: 3 }] } });
    const update = ($new_object: object) => ({ $update: [{ $identifier_key: 'id', $identifier_value: 2, $new_object }] });
    await write({ _merge_objects: true, pets: { ...update({ owner: { age: 4 } }), $remove: [{ $identifier_key: 'id', $identifier_value: 1 }] } });
    await write({ _merge_objects: true, pets: update({ owner: { name: 'Ada' } }) });
    expect((await kept()).pets).toEqual([{ id: 2, name: 'Tom', owner: { age: 4, name: 'Ada' } }, { id: 3 }]);
    await write({ pets: update({ id: 2, age: 5 }) });
    expect((await kept()).pets).toEqual([{ id: 2, age: 5 }, { id: 3 }]);
    await write({ pets: { $add: ['none'] } });
    expect((await kept()).pets).toEqual([{ id: 2, age: 5 }, { id: 3 }, 'none']);
  });

  it.each([
    ['a name with a space', { 'model year': 2020 }],
    ['a name with a period', { 'a.b': 1 }],
    ['a name with a dollar sign', { $price: 1 }],
    ['a text of 256 characters', { deep: [{ a: 'x'.repeat(256) }] }],
    ['more than 100 KB', { list: Array.from({ length: 600 }, () => 'x'.repeat(200)) }],
  ])('with %s are left out without a word', async (_, car) => {
    await write({ car: { brand: 'X' } });
    await write({ car });
    expect((await kept()).car).toEqual({ brand: 'X' });
  });

  it('are none of the document', async () => {
    await bench.set({ appboy: 1 });
    for (const value of [{ a: 1 }, [{ a: 1 }]])
      expect((await track({ attributes: [{ external_id: 'demo-0002', nested: value }] })).body.errors).toEqual([
        expect.objectContaining({ type: expect.stringContaining("'nested'") }),
      ]);
  });
});

describe('limits', () => {
  const many = (count: number, one: object) => Array.from({ length: count }, () => one);
  const of = (a: number, e: number, p: number) =>
    track({ attributes: many(a, { external_id: 'user1' }), events: many(e, event()), purchases: many(p, purchase()) });

  type Sizes = [attributes: number, events: number, purchases: number];
  it.each<[trackLimit: string, most: Sizes, tooMany: Sizes]>([
    ['total75', [25, 25, 25], [26, 25, 25]],
    ['total50', [25, 15, 10], [25, 15, 11]],
    ['each75', [75, 75, 75], [1, 76, 1]],
    ['each50', [50, 50, 50], [1, 1, 51]],
  ])('%s', async (trackLimit, most, tooMany) => {
    await bench.set({ trackLimit });
    expect((await of(...most)).body).toEqual({ message: 'success', attributes_processed: most[0], events_processed: most[1], purchases_processed: most[2] });
    expect(await of(...tooMany)).toMatchObject({ status: 400, body: { message: 'Max input length exceeded' } });
  });

  it('are 50 in all by the contract of a key of its own', async () => {
    const by = (count: number, key = 'demo-rest-api-key') =>
      bench.post('/users/track', { attributes: many(count - 1, { external_id: 'user1' }), events: [event()] }, { authorization: `Bearer ${key}` });
    expect(await by(50, 'demo-key-of-fifty-objects')).toMatchObject({ status: 201 });
    expect(await by(51, 'demo-key-of-fifty-objects')).toMatchObject({ status: 400, body: { message: 'Max input length exceeded' } });
    expect(await by(51)).toMatchObject({ status: 201 });
  });

  it('want at least one object', async () => {
    for (const body of [{}, { attributes: [] }]) expect((await track(body)).body.message).toMatch(/^Valid data must be provided/);
    expect(await track({ attributes: {} })).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
  });

  it('are kept up with: ten thousand attributes objects in 134 requests', async () => {
    const bodies = Array.from({ length: 134 }, (_, i) => ({
      attributes: Array.from({ length: 75 }, (_, j) => ({
        external_id: `crm-${i * 75 + j}`,
        email: `crm-${i * 75 + j}@example.com`,
        first_name: 'A',
        country: 'FR',
        points: j,
      })),
    }));
    for (const body of bodies) expect((await track(body)).body.attributes_processed).toBe(75);
    expect(await bench.user('crm-10049')).toMatchObject({ custom_attributes: { points: 74 } });
  });
});
