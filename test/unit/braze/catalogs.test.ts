import { TransportError, type HttpReply, type Json, type JsonObject } from '../../../engine';
import { failureIn, jsonOf, NOON, scripted } from '../../support/host';
import { bodies, calling, expectRefused, type Raw } from './sending';

const ACCEPTED = { status: 202, body: { message: 'success' } };
const LOST = new TransportError('reset', 'maybe');
const refusal = (id: string, status = 400): Partial<HttpReply> => ({
  status,
  body: { errors: [{ id, message: `Something with ${id}`, parameters: [], parameter_values: [] }], message: 'Invalid Request' },
});
const FIELDS = [{ name: 'city', type: 'string' }];
const HOTELS: Raw = { name: 'hotels', description: 'Hotels', fields: FIELDS };
const listed = (over: JsonObject = {}, at = NOON): Partial<HttpReply> => ({
  body: {
    catalogs: [
      {
        name: 'hotels',
        description: 'Hotels',
        fields: [{ name: 'id', type: 'string' }, ...FIELDS],
        num_items: 0,
        updated_at: new Date(at).toISOString(),
        ...over,
      } as Json,
    ],
    message: 'success',
  },
});

describe('the creation of a catalog', () => {
  const call = calling('catalog.create', { status: 201, ...listed() } as { status: number; body: Json });

  it('has the ID first, whether or not it is named', async () => {
    const { send } = await call([HOTELS, { ...HOTELS, fields: [...FIELDS, { name: 'id', type: 'string' }] }]);
    const fields = bodies(send).map(({ catalogs }) => (catalogs as { fields: Json }[])[0]!.fields);
    expect(fields).toEqual(Array(2).fill([{ name: 'id', type: 'string' }, ...FIELDS]));
  });

  it('whose answer was lost is looked up in the list, and not repeated', async () => {
    const send = scripted(LOST, listed());
    const { outcomes } = await call([HOTELS], 'today', send);
    expect(send.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(jsonOf(outcomes[0])).toMatchObject({ name: 'hotels', num_items: 0 });
  });

  it.each<[string, Partial<HttpReply>]>([
    ['is older than the request', listed({}, NOON - 60_000)],
    ['has other fields', listed({ fields: [{ name: 'id', type: 'string' }] })],
    ['has another name', listed({ name: 'hostels' })],
    ['cannot be listed', { status: 403, body: { message: 'Access Denied' } }],
  ])('whose answer was lost stays unknown if the catalog %s', async (_, list) => {
    const send = scripted(LOST, list);
    const { outcomes } = await call([HOTELS], 'today', send);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining("'Get Many'") });
    expect(send.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('of one whose name is taken is refused, and says what to do', async () => {
    const { outcomes } = await call([HOTELS], 'today', scripted(refusal('catalog-name-already-exists')));
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'conflict', todo: expect.stringContaining('another name') });
  });

  it.each<[string, Raw, string, RegExp]>([
    ['a field twice', { fields: [...FIELDS, ...FIELDS] }, 'fields[1].name', /is 'city', like another field/],
    ['an ID that is no string', { fields: [{ name: 'id', type: 'number' }] }, 'fields[0].type', /'id' is always a string/],
    ['a name with a blank', { name: 'a b' }, 'name', /'Name' \(name\)/],
    ['no fields', { fields: [] }, 'fields', /'Fields' \(fields\) is empty/],
  ])('refuses %s', async (_, over, field, says) => expectRefused(await call([{ ...HOTELS, ...over }]), field, says));
});

describe.each<[string, Raw, string, string, string]>([
  ['catalog.delete', {}, '/catalogs/hotels', 'catalog-not-found', 'catalog with all its items'],
  ['catalogField.delete', { field_name: 'city' }, '/catalogs/hotels/fields/city', 'invalid-field-name', 'field with its values in all items'],
  ['catalogSelection.delete', { selection_name: 'best' }, '/catalogs/hotels/selections/best', 'invalid-selection', 'selection'],
])('%s', (operation, more, path, gone, what) => {
  const call = calling(operation, ACCEPTED);
  const input = { catalog_name: 'hotels', ...more };

  it('deletes what was confirmed', async () => {
    const { outcomes, send } = await call([{ ...input, confirm: true }]);
    expect(send.requests.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([['DELETE', path]]);
    expect(jsonOf(outcomes[0])).toMatchObject(input);
  });

  it('asks first', async () => {
    expectRefused(await call([{ ...input, confirm: false }]), 'confirm', new RegExp(`is off; deleting a ${what} cannot be undone`));
    expectRefused(await call([input]), 'confirm', /'Delete for Good' \(confirm\)/);
  });

  it('is done if the answer was lost and there is nothing any more', async () => {
    const { outcomes } = await call([{ ...input, confirm: true }], 'today', scripted(LOST, refusal(gone, 404)));
    expect(outcomes[0]).toMatchObject({ state: 'done', warnings: [expect.stringContaining('was lost')] });
  });

  it('is refused if there was nothing from the start, or something else is wrong with the repeat', async () => {
    for (const answers of [[refusal(gone, 404)], [LOST, refusal('arbitrary-error')]]) {
      const { outcomes } = await call([{ ...input, confirm: true }], 'today', scripted(...answers));
      expect(failureIn(outcomes[0]).message).toMatch(/^Braze answered: Invalid Request: Something with/);
    }
  });
});

describe('new fields', () => {
  const call = calling('catalogField.create', ACCEPTED);
  const input = { catalog_name: 'hotels', fields: FIELDS };

  it('are there after a lost answer if the repeat says so', async () => {
    const { outcomes } = await call([input], 'today', scripted(LOST, refusal('field-names-not-unique')));
    expect(jsonOf(outcomes[0])).toEqual({ catalog_name: 'hotels', fields: ['city'], status: 'accepted' });
  });

  it('have different names', async () => expectRefused(await call([{ ...input, fields: [...FIELDS, ...FIELDS] }]), 'fields[1].name', /like another field/));
});

describe('a new selection', () => {
  const call = calling('catalogSelection.create', ACCEPTED);
  const base = { catalog_name: 'hotels', name: 'best' };
  const filter = (type: string, operator: string, value: string) => ({ field: 'x', type, operator, value });

  it('has its values as their fields have them', async () => {
    const filters = [
      filter('number', 'greater than', '4.5'),
      filter('boolean', 'is', 'yes'),
      filter('time', 'before', '2026-05-10T13:00:00'),
      filter('array', 'includes value', '7'),
    ];
    const { send } = await call([{ ...base, filters, results_limit: 5, sort_field: 'x', sort_order: 'asc', external_id: 's1', source: 'Shopify' }]);
    expect(bodies(send)).toEqual([
      {
        selection: {
          name: 'best',
          external_id: 's1',
          source: 'Shopify',
          filters: [
            { field: 'x', operator: 'greater than', value: 4.5 },
            { field: 'x', operator: 'is', value: true },
            { field: 'x', operator: 'before', value: '2026-05-10T13:00:00+02:00' },
            { field: 'x', operator: 'includes value', value: '7' },
          ],
          results_limit: 5,
          sort_field: 'x',
          sort_order: 'asc',
        },
      },
    ]);
  });

  it.each<[string, Raw, string, RegExp]>([
    [
      'an operator of another type',
      { filters: [filter('boolean', 'equals', 'true')] },
      'filters[0].operator',
      /is 'equals', which a field of type 'boolean' does not have/,
    ],
    ['a value of another type', { filters: [filter('number', 'equals', 'many')] }, 'filters[0].value', /is 'many', which is no number/],
    [
      'two arrays',
      { filters: [filter('array', 'includes value', 'a'), filter('array', 'includes value', 'b')] },
      'filters[1].type',
      /is 'array', like that of another filter/,
    ],
    ['a sort field without an order', { sort_field: 'x' }, 'sort_order', /must be used together/],
  ])('refuses %s', async (_, over, field, says) => expectRefused(await call([{ ...base, ...over }]), field, says));
});
