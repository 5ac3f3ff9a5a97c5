import { BrazeBench, type Answer } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const KEY = 'demo-rest-api-key';
const send = (method: string, path: string, body?: unknown, key = KEY): Promise<Answer> =>
  bench.fetch(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const ITEMS = '/catalogs/restaurants/items';
const item = async (id: string) => ((await bench.get(`${ITEMS}/${id}`)).body.items as Record<string, unknown>[] | undefined)?.[0];
const catalog = async (name: string) =>
  ((await bench.get('/catalogs')).body.catalogs as { name: string; num_items: number; fields: { name: string }[]; updated_at: string }[]).find(
    (each) => each.name === name,
  );
const upTo = (count: number): number[] => Array.from({ length: count }, (_each, n) => n);
/** The structured errors of an answer: ID, parameters and their values. */
const errorsOf = ({ status, body }: Answer): unknown[] => [
  status,
  ...(body.errors as { id: string; parameters: string[]; parameter_values: unknown[] }[]).map(({ id, parameters, parameter_values }) => [
    id,
    parameters,
    parameter_values,
  ]),
];

describe('many items', () => {
  it('are accepted, created, changed, replaced and deleted', async () => {
    expect(await send('POST', ITEMS, { items: [{ id: 'new', Name: 'New', Rating: 3, Top_Dishes: ['a', 'b'] }] })).toMatchObject({
      status: 202,
      body: { message: 'success' },
    });
    await send('PATCH', ITEMS, { items: [{ id: 'new', Rating: 4, Top_Dishes: { $add: ['c'], $remove: ['a'] } }] });
    expect(await item('new')).toEqual({ id: 'new', Name: 'New', Rating: 4, Top_Dishes: ['b', 'c'] });
    await send('PUT', ITEMS, { items: [{ id: 'new', City: 'Paris' }, { id: 'other' }] });
    expect([await item('new'), await item('other')]).toEqual([{ id: 'new', City: 'Paris' }, { id: 'other' }]);
    expect((await catalog('restaurants'))?.num_items).toBe(122);
    await send('DELETE', ITEMS, { items: [{ id: 'new' }, { id: 'nobody' }] });
    expect(errorsOf(await bench.get(`${ITEMS}/new`))).toEqual([404, ['item-not-found', ['item_id'], ['new']]]);
  });

  it('are changed some time after they were accepted, if the setting says so', async () => {
    await bench.set({ catalogMs: 5_000 });
    await send('PUT', ITEMS, { items: [{ id: 'late' }] });
    expect(await item('late')).toBeUndefined();
    await bench.advance(5_000);
    expect(await item('late')).toEqual({ id: 'late' });
  });

  it('are all refused for one that is faulty, which the error names', async () => {
    const answer = await send('POST', ITEMS, { items: [{ id: 'good' }, { id: 'bad', nothing: 1 }] });
    expect(answer.body).toEqual({
      errors: [{ id: 'invalid-fields', message: expect.any(String), parameters: ['id'], parameter_values: ['bad'] }],
      message: 'Invalid Request',
    });
    expect([answer.status, await item('good')]).toEqual([400, undefined]);
  });

  const deep = upTo(51).reduce<unknown>((inner) => ({ a: inner }), 1);
  it.each<[string, string, unknown, unknown[]]>([
    ['POST', 'no list', { items: 'x' }, ['item-array-invalid', [], []]],
    ['POST', '51', { items: upTo(51).map((n) => ({ id: `i${n}` })) }, ['request-includes-too-many-items', [], []]],
    ['POST', 'one without ID', { items: [{ Name: 'x' }] }, ['items-missing-ids', [], []]],
    ['POST', 'an ID that is a number', { items: [{ id: 7 }] }, ['ids-not-strings', ['id'], [7]]],
    ['POST', 'an ID with a blank', { items: [{ id: 'a b' }] }, ['invalid-ids', ['id'], ['a b']]],
    ['POST', 'a long ID', { items: [{ id: 'x'.repeat(251) }] }, ['ids-too-large', ['id'], ['x'.repeat(251)]]],
    ['POST', 'one twice', { items: [{ id: 'a' }, { id: 'a' }] }, ['ids-not-unique', ['id'], ['a']]],
    ['POST', 'one that is there', { items: [{ id: 'restaurant1' }] }, ['item-already-exists', ['id'], ['restaurant1']]],
    ['PUT', 'a text for a number', { items: [{ id: 'a', Rating: 'good' }] }, ['unable-to-coerce-value', ['id'], ['a']]],
    ['PUT', 'a long value', { items: [{ id: 'a', Name: 'x'.repeat(5001) }] }, ['items-too-large', ['id'], ['a']]],
    ['PUT', 'a period in a name', { items: [{ id: 'a', Location: { 'x.y': 1 } }] }, ['invalid-keys-in-value-object', ['id'], ['a']]],
    ['PUT', 'a change of a list', { items: [{ id: 'a', Top_Dishes: { $add: ['x'] } }] }, ['invalid-keys-in-value-object', ['id'], ['a']]],
    ['PATCH', 'too deep an object', { items: [{ id: 'a', Location: deep }] }, ['too-deep-nesting-in-value-object', ['id'], ['a']]],
  ])('%s %s', async (method, _, body, error) => expect(errorsOf(await send(method, ITEMS, body))).toEqual([400, error]));

  it('belong to a catalog that exists', async () => {
    expect(errorsOf(await send('PUT', '/catalogs/nothing/items', { items: [{ id: 'a' }] }))).toEqual([
      404,
      ['catalog-not-found', ['catalog_name'], ['nothing']],
    ]);
  });

  it('takes numbers and booleans as texts, and keeps them as their field is', async () => {
    await send('PUT', ITEMS, { items: [{ id: 'a', Rating: '4.5', Loyalty_Program: 'true', Name: 7, City: null }] });
    expect(await item('a')).toEqual({ id: 'a', Rating: 4.5, Loyalty_Program: true, Name: '7', City: null });
  });
});

describe('the list of items', () => {
  it('has pages of 50, linked by a header that knows no folder', async () => {
    const pages: { ids: number; link: string | null }[] = [];
    let path: string | undefined = ITEMS;
    while (path !== undefined) {
      const { body, headers } = await bench.get(path);
      const link = headers.get('link');
      pages.push({ ids: (body.items as unknown[]).length, link });
      path = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
    }
    expect(pages.map(({ ids }) => ids)).toEqual([50, 50, 20]);
    const rels = pages.map(({ link }) => [...(link ?? '').matchAll(/<\/catalogs\/restaurants\/items\?cursor=[\w-]+>; rel="(\w+)"/g)].map(([, rel]) => rel));
    expect(rels).toEqual([['next'], ['prev', 'next'], ['prev']]);
  });

  it('has no header if one page holds all', async () => {
    expect((await bench.get('/catalogs/offers/items')).headers.get('link')).toBeNull();
  });

  it('refuses a cursor that it did not give', async () => {
    expect(errorsOf(await bench.get(`${ITEMS}?cursor=nonsense`))).toEqual([400, ['invalid-cursor', ['cursor'], ['nonsense']]]);
  });
});

describe('catalogs', () => {
  const one = (over: object = {}) => ({ catalogs: [{ name: 'hotels', description: 'Hotels', fields: [{ name: 'id', type: 'string' }], ...over }] });
  const fields = (...more: object[]) => ({ fields: [{ name: 'id', type: 'string' }, ...more] });

  it('are created, listed and deleted', async () => {
    const made = await send('POST', '/catalogs', one(fields({ name: 'place', type: 'geo' })));
    expect([made.status, made.body.catalogs]).toEqual([
      201,
      [{ name: 'hotels', description: 'Hotels', ...fields({ name: 'place', type: 'geo' }), num_items: 0, updated_at: '2022-05-10T12:00:00.000+00:00' }],
    ]);
    expect(await catalog('hotels')).toMatchObject({ num_items: 0 });
    expect(await send('DELETE', '/catalogs/hotels')).toMatchObject({ status: 200, body: { message: 'success' } });
    expect(errorsOf(await send('DELETE', '/catalogs/hotels'))).toEqual([404, ['catalog-not-found', ['catalog_name'], ['hotels']]]);
  });

  it.each<[unknown, string]>([
    [{ catalogs: 'x' }, 'catalog-array-invalid'],
    [{ catalogs: [...one().catalogs, ...one().catalogs] }, 'too-many-catalog-atoms'],
    [one({ name: 'a b' }), 'invalid-catalog-name'],
    [one({ name: 'x'.repeat(251) }), 'catalog-name-too-large'],
    [one({ name: 'offers' }), 'catalog-name-already-exists'],
    [one({ description: 'x'.repeat(251) }), 'description-too-long'],
    [one({ fields: [{ name: 'a', type: 'string' }] }), 'id-not-first-column'],
    [one(fields(...upTo(500).map((n) => ({ name: `f${n}`, type: 'string' })))), 'too-many-fields'],
    [one(fields({ name: 'a b', type: 'string' })), 'invalid-field-names'],
    [one(fields({ name: 'a', type: 'text' })), 'invalid-field-types'],
    [one(fields({ name: 'x'.repeat(251), type: 'string' })), 'field-names-too-large'],
    [one(fields({ name: 'a', type: 'string' }, { name: 'a', type: 'number' })), 'field-names-not-unique'],
  ])('%j is refused: %s', async (body, id) => {
    expect((await send('POST', '/catalogs', body)).body.errors).toMatchObject([{ id }]);
  });

  it('are as many as a company may have', async () => {
    await bench.set({ rateCatalogs: 1_000 });
    for (const n of upTo(498)) await send('POST', '/catalogs', one({ name: `c${n}` }));
    expect((await send('POST', '/catalogs', one())).body.errors).toMatchObject([{ id: 'reached-company-catalogs-limit' }]);
  });
});

describe('fields and selections', () => {
  const FIELDS = '/catalogs/restaurants/fields';
  const SELECTIONS = '/catalogs/restaurants/selections';
  const selection = (over: object = {}) => ({ selection: { name: 'best', ...over } });
  const filter = (field: string, operator: string, value: unknown) => ({ field, operator, value });

  it('a field is added and deleted with its values', async () => {
    expect((await send('POST', FIELDS, { fields: [{ name: 'Stars', type: 'number' }] })).status).toBe(202);
    await send('PATCH', ITEMS, { items: [{ id: 'restaurant1', Stars: 3 }] });
    expect(await item('restaurant1')).toMatchObject({ Stars: 3 });
    expect((await send('DELETE', `${FIELDS}/Stars`)).status).toBe(202);
    expect(Object.keys((await item('restaurant1')) ?? {})).not.toContain('Stars');
    expect((await catalog('restaurants'))?.fields.map(({ name }) => name)).not.toContain('Stars');
  });

  it.each<[string, string, unknown, string]>([
    ['POST', FIELDS, { fields: 'x' }, 'invalid-fields'],
    ['POST', FIELDS, { fields: upTo(51).map((n) => ({ name: `f${n}`, type: 'string' })) }, 'request-includes-too-many-fields'],
    ['POST', FIELDS, { fields: [{ name: 'City', type: 'string' }] }, 'field-names-not-unique'],
    ['POST', FIELDS, { fields: [{ name: 'x', type: 'date' }] }, 'invalid-field-types'],
    ['DELETE', `${FIELDS}/Nothing`, undefined, 'invalid-field-name'],
    ['DELETE', `${FIELDS}/id`, undefined, 'invalid-field-name'],
    ['DELETE', `${FIELDS}/Rating`, undefined, 'field-referenced-by-selection'],
    ['POST', SELECTIONS, {}, 'invalid-selection'],
    ['POST', SELECTIONS, selection({ name: 'top_rated' }), 'selection-name-already-exists'],
    ['POST', SELECTIONS, selection({ filters: upTo(5).map(() => filter('City', 'equals', 'x')) }), 'too-many-filters'],
    ['POST', SELECTIONS, selection({ filters: [filter('Nothing', 'equals', 'x')] }), 'selection-has-invalid-filter'],
    ['POST', SELECTIONS, selection({ filters: [filter('City', 'greater than', 'x')] }), 'selection-has-invalid-filter'],
    ['POST', SELECTIONS, selection({ filters: [filter('Rating', 'equals', 'x')] }), 'selection-has-invalid-filter'],
    [
      'POST',
      SELECTIONS,
      selection({ filters: [filter('Top_Dishes', 'includes value', 'a'), filter('Top_Dishes', 'does not include value', 'b')] }),
      'selection-contains-too-many-arrays',
    ],
    ['POST', SELECTIONS, selection({ results_limit: 51 }), 'selection-invalid-results-limit'],
    ['POST', SELECTIONS, selection({ sort_field: 'Rating' }), 'invalid-sorting'],
    ['POST', SELECTIONS, selection({ sort_field: 'Nothing', sort_order: 'asc' }), 'invalid-sort-field'],
    ['POST', SELECTIONS, selection({ sort_field: 'Rating', sort_order: 'up' }), 'invalid-sort-order'],
    ['DELETE', `${SELECTIONS}/nothing`, undefined, 'invalid-selection'],
  ])('%s %s %j: %s', async (method, path, body, id) => expect((await send(method, path, body)).body.errors).toMatchObject([{ id }]));

  it('a selection is created and deleted, and frees the fields that it uses', async () => {
    const filters = [filter('City', 'equals', 'Paris'), filter('Loyalty_Program', 'is', true), filter('Created_At', 'after', '2022-01-01T00:00:00Z')];
    expect((await send('POST', SELECTIONS, selection({ filters, results_limit: 50, sort_field: 'Cuisine', sort_order: 'desc' }))).status).toBe(202);
    for (const field of ['City', 'Cuisine']) expect((await send('DELETE', `${FIELDS}/${field}`)).status).toBe(400);
    expect((await send('DELETE', `${SELECTIONS}/best`)).status).toBe(202);
    for (const field of ['City', 'Cuisine']) expect((await send('DELETE', `${FIELDS}/${field}`)).status).toBe(202);
  });
});

it.each<[string, string, unknown, string]>([
  ['GET', '/catalogs', undefined, 'catalogs.get'],
  ['POST', '/catalogs', {}, 'catalogs.create'],
  ['DELETE', '/catalogs/offers', undefined, 'catalogs.delete'],
  ['GET', ITEMS, undefined, 'catalogs.get_items'],
  ['GET', `${ITEMS}/restaurant1`, undefined, 'catalogs.get_item'],
  ['POST', ITEMS, {}, 'catalogs.add_items'],
  ['PATCH', ITEMS, {}, 'catalogs.update_items'],
  ['PUT', ITEMS, {}, 'catalogs.replace_items'],
  ['DELETE', ITEMS, {}, 'catalogs.delete_items'],
  ['POST', '/catalogs/offers/fields', {}, 'catalogs.create_fields'],
  ['DELETE', '/catalogs/offers/fields/price', undefined, 'catalogs.delete_fields'],
  ['POST', '/catalogs/offers/selections', {}, 'catalogs.create_selection'],
  ['DELETE', '/catalogs/restaurants/selections/top_rated', undefined, 'catalogs.delete_selection'],
])('%s %s needs its own permission', async (method, path, body, permission) => {
  const refused = await send(method, path, body, 'demo-key-with:users.track');
  expect([refused.status, JSON.stringify(refused.body.errors)]).toEqual([403, expect.stringContaining(permission)]);
  expect((await send(method, path, body, `demo-key-with:${permission}`)).status).not.toBe(403);
});

it.each([
  [50, 'GET', '/catalogs', 'POST', '/catalogs'],
  [50, 'GET', ITEMS, 'GET', `${ITEMS}/restaurant1`],
  [16_000, 'PUT', ITEMS, 'DELETE', ITEMS],
  [50, 'POST', '/catalogs/offers/fields', 'DELETE', '/catalogs/offers/selections/x'],
])('%i per minute, shared by %s %s and %s %s', async (limit, method, path, other, otherPath) => {
  const left = async (one: string, at: string) => {
    const { headers } = await send(one, at, one === 'GET' ? undefined : {});
    return ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));
  };
  const reset = Date.UTC(2022, 4, 10, 12, 1) / 1000;
  expect([await left(method, path), await left(other, otherPath)]).toEqual([
    [limit, limit - 1, reset],
    [limit, limit - 2, reset],
  ]);
});

it('the outbox lists the catalogs, and what is in them', async () => {
  await bench.advance(1_000);
  await send('PUT', '/catalogs/offers/items', { items: [{ id: 'shoes', title: 'Red Shoes', price: 50 }, { id: 'hat' }] });
  const { catalogs } = await bench.control<{ catalogs: object[] }>('GET', '/catalogs');
  expect(catalogs).toMatchObject([
    { vendor: 'braze', name: 'offers', count: 2 },
    { vendor: 'braze', name: 'restaurants', count: 120, selections: ['top_rated'] },
  ]);
  expect(await bench.control('GET', '/catalogs/items?vendor=braze&catalog=offers&q=red')).toEqual({
    total: 1,
    items: [{ id: 'shoes', title: 'Red Shoes', price: 50 }],
  });
  expect(await bench.control('GET', '/catalogs/items?vendor=braze&catalog=restaurants&offset=119')).toMatchObject({
    total: 120,
    items: [{ id: 'restaurant120' }],
  });
  expect(await bench.control('GET', '/catalogs/items?vendor=braze&catalog=nothing')).toEqual({ error: 'No such catalog' });
});
