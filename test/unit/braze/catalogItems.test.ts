import { TransportError, type HttpReply, type Json, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, fileOf, jsonOf, rowsOf, run, sampleAccount, scripted, testHost } from '../../support/host';
import { bodies, calling, expectRefused, type Raw } from './sending';

const CATALOG = 'restaurants';
const GO_ON = { continueOnFail: true };
const ACCEPTED = { status: 202, body: { message: 'success' } };
/** A refusal of the catalog endpoints. */
const refusal = (...errors: readonly (readonly [id: string, item?: string])[]): Partial<HttpReply> => ({
  status: 400,
  body: {
    errors: errors.map(([id, item]) => ({
      id,
      message: `Something with ${id}`,
      parameters: item === undefined ? [] : ['id'],
      parameter_values: item === undefined ? [] : [item],
    })),
    message: 'Invalid Request',
  },
});

const entry = (id: string, fields?: JsonObject): Raw => ({ catalog_name: CATALOG, catalog_items: [{ id, ...(fields && { fields }) }] });
const ids = (send: ReturnType<typeof scripted>): string[][] => bodies(send).map(({ items }) => (items as { id: string }[]).map(({ id }) => id));

describe.each([
  ['upsert', 'PUT'],
  ['create', 'POST'],
  ['update', 'PATCH'],
])('%s', (operation, method) => {
  const call = calling(`catalogItem.${operation}`, ACCEPTED);

  it('sends 50 items per request, those of several workflow items together, and says of each that it was accepted', async () => {
    const inputs = Array.from({ length: 120 }, (_, i) => entry(`i${i}`, { Rating: i }));
    const { outcomes, send } = await call(inputs);
    expect(send.requests.map((each) => [each.method, new URL(each.url).pathname])).toEqual(Array(3).fill([method, '/catalogs/restaurants/items']));
    expect(ids(send).map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(bodies(send)[0]!.items).toContainEqual({ id: 'i7', Rating: 7 });
    expect(outcomes.map(jsonOf)).toEqual(inputs.map((_, i) => ({ catalog_name: CATALOG, id: `i${i}`, status: 'accepted' })));
  });

  it('never puts an item twice into a request, nor two catalogs, and keeps the order of each item', async () => {
    const { send } = await call([entry('a', { n: 1 }), { ...entry('a'), catalog_name: 'offers' }, entry('b'), entry('a', { n: 2 }), entry('b'), entry('c')]);
    expect(send.requests.map(({ url, json }) => [new URL(url).pathname.split('/')[2], (json as { items: Json }).items])).toEqual([
      ['restaurants', [{ id: 'a', n: 1 }, { id: 'b' }, { id: 'c' }]],
      ['offers', [{ id: 'a' }]],
      ['restaurants', [{ id: 'a', n: 2 }, { id: 'b' }]],
    ]);
  });

  it('tells the item that a refusal names, and sends the others again without it', async () => {
    const send = scripted(refusal(['invalid-fields', 'b']), ACCEPTED);
    const { outcomes } = await call(
      ['a', 'b', 'c'].map((id) => entry(id)),
      'today',
      send,
      GO_ON,
    );
    expect(ids(send)).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
    expect(failureIn(outcomes[1])).toMatchObject({
      code: 'validation',
      field: 'catalog_items',
      person: 'b',
      message: "The catalog item 'b' was rejected. Braze answered: Invalid Request: Something with invalid-fields.",
      todo: expect.stringContaining('fields that the catalog has'),
    });
  });

  it('tells several at once', async () => {
    const send = scripted(refusal(['invalid-fields', 'b'], ['unable-to-coerce-value', 'c']), ACCEPTED);
    const { outcomes } = await call(
      ['a', 'b', 'c'].map((id) => entry(id)),
      'today',
      send,
      GO_ON,
    );
    expect(ids(send)).toEqual([['a', 'b', 'c'], ['a']]);
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'failed', 'failed']);
  });

  it('fails all for a refusal that names nobody', async () => {
    const send = scripted(refusal(['company-size-limit-already-reached']));
    const { outcomes } = await call(
      ['a', 'b'].map((id) => entry(id)),
      'today',
      send,
      GO_ON,
    );
    expect(send.requests).toHaveLength(1);
    expect(outcomes.map((each) => failureIn(each).message)).toEqual(
      Array(2).fill('Braze answered: Invalid Request: Something with company-size-limit-already-reached.'),
    );
  });

  it.each<[string, Raw, string, RegExp]>([
    ['an ID with a blank', entry('a b'), 'catalog_items[0].id', /'ID' \(catalog_items\[0\]\.id\)/],
    ['an ID that is too long', entry('a'.repeat(251)), 'catalog_items[0].id', /251|250/],
    ['a second ID', entry('a', { id: 'b' }), 'catalog_items[0].fields.id', /'id' of the item 'a' .* the ID is named separately/],
    ['a name that no field can have', entry('a', { 'x y': 1 }), 'catalog_items[0].fields.x y', /is no name that a field of a catalog can have/],
    ['a value that is too long', entry('a', { x: 'y'.repeat(5001) }), 'catalog_items[0].fields.x', /has 5001 characters; at most 5,000 are allowed/],
    ['a name with a period in an object', entry('a', { x: { 'y.z': 1 } }), 'catalog_items[0].fields.x.y.z', /period or a dollar sign/],
    ['a change of a list inside an object', entry('a', { x: { y: { $add: [] } } }), 'catalog_items[0].fields.x.y.$add', /period or a dollar sign/],
    [
      'objects that are nested too deeply',
      entry('a', { x: JSON.parse('{"a":'.repeat(51) + '1' + '}'.repeat(51)) as Json }),
      'catalog_items[0].fields.x',
      /more than 50 levels/,
    ],
    ['nothing', { catalog_name: CATALOG, catalog_items: [] }, 'catalog_items', /is empty/],
    ['neither items nor a file', { catalog_name: CATALOG }, 'catalog_items', /None of 'Items' \(catalog_items\), 'File' \(file\) is set/],
    ['a path as the catalog', { ...entry('a'), catalog_name: 'a/b' }, 'catalog_name', /reserved in URLs/],
  ])('refuses %s before it is sent', async (_, input, field, says) => expectRefused(await call([input]), field, says));

  it('takes values at their limits', async () => {
    const deep = JSON.parse('{"a":'.repeat(50) + '1' + '}'.repeat(50)) as Json;
    const { outcomes } = await call([
      entry('a-B_9'.padEnd(250, 'x'), { x: 'y'.repeat(5000), deep, ...(operation === 'update' && { list: { $add: ['a'], $remove: ['b'] } }) }),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['done']);
  });

  it('takes a change of a list in an update only', async () => {
    const { outcomes } = await call([entry('a', { list: { $add: ['a'] } })]);
    expect(outcomes.map(({ state }) => state)).toEqual([operation === 'update' ? 'done' : 'failed']);
  });
});

describe('a creation whose answer was lost', () => {
  it('is done for the items that exist when it is repeated, and the others are created', async () => {
    const send = scripted(new TransportError('reset', 'maybe'), refusal(['item-already-exists', 'a']), ACCEPTED);
    const { outcomes } = await calling('catalogItem.create')(
      ['a', 'b'].map((id) => entry(id)),
      'today',
      send,
    );
    expect(ids(send)).toEqual([['a', 'b'], ['a', 'b'], ['b']]);
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(outcomes[0]).toMatchObject({ warnings: [expect.stringContaining('exists already')] });
  });

  it('is refused for items that existed before', async () => {
    const send = scripted(refusal(['item-already-exists', 'a']), ACCEPTED);
    const { outcomes } = await calling('catalogItem.create')(
      ['a', 'b'].map((id) => entry(id)),
      'today',
      send,
      GO_ON,
    );
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'conflict', todo: expect.stringContaining("'Create or Update'") });
    expect(outcomes[1]!.state).toBe('done');
  });
});

describe('a deletion', () => {
  const call = calling('catalogItem.delete', ACCEPTED);

  it('names only the IDs, 50 in a body', async () => {
    const { outcomes, send } = await call([
      { catalog_name: CATALOG, ids: Array.from({ length: 60 }, (_, i) => `i${i}`) },
      { catalog_name: CATALOG, ids: 'x' },
    ]);
    expect(send.requests.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
    expect(bodies(send)[1]).toEqual({ items: [...Array.from({ length: 10 }, (_, i) => ({ id: `i${50 + i}` })), { id: 'x' }] });
    expect(outcomes).toHaveLength(61);
    expect(jsonOf(outcomes[60])).toEqual({ catalog_name: CATALOG, id: 'x', status: 'accepted' });
  });

  it.each([
    ['an ID with a blank', ['a', 'a b'], 'ids[1]', /is 'a b', which no item of a catalog can have/],
    ['nothing', [], 'ids', /'Item IDs' \(ids\) is empty/],
  ])('refuses %s', async (_, given, field, says) => expectRefused(await call([{ catalog_name: CATALOG, ids: given }]), field, says));
});

it('the list of items is read from page to page by its links', async () => {
  const page = (id: string, link?: string) => ({ body: { items: [{ id }], message: 'success' }, ...(link !== undefined && { headers: { link } }) });
  const send = scripted(page('a', '</catalogs/restaurants/items?cursor=abc>; rel="next"'), page('b', '</catalogs/restaurants/items?cursor=x>; rel="prev"'));
  const [outcome] = (await calling('catalogItem.getMany')([{ catalog_name: CATALOG }], 'custom', send)).outcomes;
  expect(await rowsOf(outcome)).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(send.requests.map(({ url }) => url.replace(/^https:\/\/[^/]+/, ''))).toEqual([
    '/catalogs/restaurants/items',
    '/catalogs/restaurants/items?cursor=abc',
  ]);
});

it('a cursor that is not valid any more is named', async () => {
  const first = { body: { items: [{ id: 'a' }], message: 'success' }, headers: { link: '</catalogs/restaurants/items?cursor=abc>; rel="next"' } };
  const send = scripted(first, { status: 400, body: { errors: [{ id: 'invalid-cursor', message: 'The cursor is not valid' }], message: 'Invalid Request' } });
  const [outcome] = (await calling('catalogItem.getMany')([{ catalog_name: CATALOG }], 'today', send)).outcomes;
  await expect(rowsOf(outcome)).rejects.toMatchObject({
    code: 'rejected',
    message: 'Braze answered: Invalid Request: The cursor is not valid.',
    todo: expect.stringContaining('from its beginning'),
  });
});

it('an item that is not there is told by its field', async () => {
  const send = scripted({
    status: 404,
    body: { errors: [{ id: 'item-not-found', message: 'Could not find item', parameters: ['item_id'], parameter_values: ['x'] }], message: 'Invalid Request' },
  });
  const [outcome] = (await calling('catalogItem.get')([{ catalog_name: CATALOG, item_id: 'x' }], 'today', send)).outcomes;
  expect(failureIn(outcome)).toMatchObject({ code: 'notFound', field: 'item_id' });
});

describe('a CSV file', () => {
  const FIELDS = [
    ['id', 'string'],
    ['name', 'string'],
    ['price', 'number'],
    ['is_new', 'boolean'],
    ['ends_at', 'time'],
    ['address', 'object'],
    ['tags', 'array'],
    ['place', 'geo'],
    ['odd', 'new type'],
  ].map(([name, type]) => ({ name: name!, type: type! }));
  const CATALOGS = {
    body: {
      catalogs: [
        { name: 'other', fields: [] },
        { name: CATALOG, fields: FIELDS },
      ],
      message: 'success',
    },
  };
  const play = async (csv: string, options: JsonObject = GO_ON, catalogs: Partial<HttpReply> | Error = CATALOGS, operation = 'upsert') => {
    const send = scripted(catalogs, ACCEPTED);
    const call = {
      vendor: braze,
      operation: `catalogItem.${operation}`,
      inputs: [{ catalog_name: CATALOG, file: fileOf(csv, 'items.csv') }],
      account: sampleAccount(braze),
      options,
    };
    const outcomes = await run(call, testHost({ vendor: send }).ports);
    return { outcomes, send, sent: send.requests.slice(1).flatMap(({ json }) => (json as { items: Json[] }).items) };
  };

  it('is read as the types of the catalog, and its empty cells are left out', async () => {
    const { outcomes, send, sent } = await play(
      [
        'id,name,price,is_new,ends_at,address,tags,place,odd',
        'a,"Soup, hot",12.50,TRUE,2026-05-10T13:00:00,"{""street"":""Broadway""}","[""x"",1]","[-73.99,40.75]",7',
        'b,,,,,,,,',
        'c,007,-1e3,no,2026-05-10,{},[],"[0,0]",',
      ].join('\n'),
    );
    expect(new URL(send.requests[0]!.url).pathname).toBe('/catalogs');
    expect(sent).toEqual([
      {
        id: 'a',
        name: 'Soup, hot',
        price: 12.5,
        is_new: true,
        ends_at: '2026-05-10T13:00:00+02:00',
        address: { street: 'Broadway' },
        tags: ['x', 1],
        place: [-73.99, 40.75],
        odd: '7',
      },
      { id: 'b' },
      { id: 'c', name: '007', price: -1000, is_new: false, ends_at: '2026-05-10T00:00:00+02:00', address: {}, tags: [], place: [0, 0] },
    ]);
    expect(outcomes.map(jsonOf).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('is divided into requests of 50 rows', async () => {
    const { send, outcomes } = await play(`id,name\n${Array.from({ length: 130 }, (_, i) => `i${i},n`).join('\n')}\n`);
    expect(send.requests.slice(1).map(({ json }) => (json as { items: Json[] }).items.length)).toEqual([50, 50, 30]);
    expect(outcomes).toHaveLength(130);
  });

  it.each([
    ['price', '12,5', "has '12,5' in column 'price', which is no number"],
    ['price', '1 000', "has '1 000' in column 'price', which is no number"],
    ['price', 'Infinity', "has 'Infinity' in column 'price', which is no number"],
    ['is_new', 'maybe', "has 'maybe' in column 'is_new', which is neither true nor false"],
    ['ends_at', '10.05.2026', "has '10.05.2026' in column 'ends_at', which is no valid date and time"],
    ['address', '[1]', "has '[1]' in column 'address', which is no JSON object"],
    ['tags', 'red', "has 'red' in column 'tags', which is no JSON list"],
    ['place', '[200,0]', "has '[200,0]' in column 'place', which is no place"],
    ['place', '[0,91]', "has '[0,91]' in column 'place', which is no place"],
  ])('has its rows named whose %s is %s, and the others are sent', async (column, cell, says) => {
    const { outcomes, sent } = await play(`id,${column}\na,\nb,"${cell}"\nc,\n`);
    expect(sent).toEqual([{ id: 'a' }, { id: 'c' }]);
    const [failure] = outcomes.filter(({ state }) => state === 'failed').map(failureIn);
    expect(failure).toMatchObject({
      code: 'validation',
      reached: 'no',
      field: 'file',
      entry: 2,
      message: `'File' (file): row 2 (below the first line) of the file 'items.csv' ${says}.`,
    });
  });

  it('with a faulty row is not sent at all if the user does not go on after a failure', async () => {
    const { outcomes, send } = await play('id,price\na,1\nb,x\n', {});
    expect(send.requests).toHaveLength(1);
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'notTried']);
  });

  it.each([
    [
      'a column that the catalog does not have',
      'id,Name\na,x\n',
      /has a column 'Name', which is no field of the catalog 'restaurants'; its fields are name, price, is_new/,
    ],
    ['a row whose ID no item can have', 'id,name\na b,x\n', /row 1 .* has the ID 'a b', which no item can have/],
    ['no column with the IDs', 'name\nx\n', /has no column 'id'/],
    ['a row without ID', 'id,name\n ,x\n', /is empty in column 'id' of row 1/],
    ['no rows', 'id,name\n', /has no rows/],
  ])('with %s is refused', async (_, csv, says) => {
    const { outcomes, sent } = await play(csv);
    expect(sent).toEqual([]);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', reached: 'no', field: 'file', message: expect.stringMatching(says) });
  });

  it('for a catalog that does not exist is refused', async () => {
    const { outcomes, send } = await play('id,name\na,x\n', GO_ON, { body: { catalogs: [], message: 'success' } });
    expect(send.requests).toHaveLength(1);
    expect(failureIn(outcomes[0]).message).toContain("is for the catalog 'restaurants', which does not exist");
  });

  it('is not sent if its types cannot be read', async () => {
    const { outcomes, send } = await play('id,name\na,x\n', GO_ON, { status: 403, body: { message: 'Access Denied' } });
    expect(send.requests).toHaveLength(1);
    expect(failureIn(outcomes[0])).toMatchObject({
      code: 'permission',
      reached: 'no',
      message: expect.stringContaining('The check failed, and nothing was sent'),
    });
  });
});
