import type { INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { Braze } from '../../../nodes/Braze/Braze.node';
import type { Manner } from './bench';
import type { Ran } from './engine';
import { fromItems, itemsOf, TO_ERROR_OUTPUT, track } from './meant';
import { picked, Stage } from './stage';

const braze = new Stage('braze');
const bryj = new Stage('bryj');
const follow = new Stage('followAnalytics');

const purchase: INodeParameters = { ...track, kind: 'purchase', productId: '', currency: '' };
const send: INodeParameters = { resource: 'campaign', operation: 'trigger', campaignId: picked('3bbc4555-8fa0-4c9b-a5c0-4505edf3e064'), ...fromItems };
const deletion: INodeParameters = { resource: 'user', operation: 'delete', identifier: 'external_ids', confirm: true };
const batch: INodeParameters = { resource: 'batch', operation: 'trigger', campaignId: 'CMP_demo_welcome', ...fromItems, userColumn: 'User' };

const run = (stage: Stage, parameters: INodeParameters, all: readonly object[] = [{}], manner: Manner = TO_ERROR_OUTPUT): Promise<Ran> =>
  stage.run(parameters, itemsOf(...all), manner);

interface Failed {
  readonly error: string;
  readonly details: { readonly code: string; readonly message: string; readonly field: string; readonly person?: string; readonly entry?: number };
}
const failed = (ran: Ran): Failed[] => ran.jsons('Node', 1) as unknown as Failed[];
const bodies = (stage: Stage, path: string): Record<string, unknown>[] => stage.wire(path).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe('JSON as text where a list is meant', () => {
  it.each<[string, INodeParameters['externalIds']]>([
    ['typed', ['["user1","user2"]']],
    ['by an expression in an entry', ['={{ JSON.stringify(["user1","user2"]) }}']],
    ['by an expression for the whole', '={{ JSON.stringify(["user1","user2"]) }}'],
    ['as a list', '={{ ["user1","user2"] }}'],
    ['with commas', ['={{ "user1, user2" }}']],
  ])('is read: %s', async (_, externalIds) => {
    await run(braze, { ...deletion, externalIds });
    expect(bodies(braze, '/users/delete')).toEqual([{ external_ids: ['user1', 'user2'] }]);
  });

  it.each([['["user1","user2"'], ['user1","user2"]'], ['{"id":"user1"}'], ['[["user1"],'], ['["user1",,]']])(
    'is refused where it is none: %s',
    async (text) => {
      const ran = await run(braze, { ...deletion, externalIds: '={{ $json.list }}' }, [{ list: text }]);
      expect(failed(ran)).toMatchObject([
        { error: expect.stringMatching(/^'External IDs' \(external_ids\) contains a text that looks like JSON but is not a list/) },
      ]);
      expect(braze.sandbox.calls()).toEqual([]);
    },
  );

  it('is a name where it is one', async () => {
    await run(braze, { ...deletion, externalIds: ['[Promo]', '{x}', 'a"b'] });
    expect(bodies(braze, '/users/delete')).toEqual([{ external_ids: ['[Promo]', '{x}', 'a"b'] }]);
  });
});

describe('characters that cannot be seen', () => {
  it('around names, IDs and keys are left out, and that is said of IDs', async () => {
    const ran = await run(braze, track, [{ id: '\ufeffu1\r', '\ufeffcity\u00a0': ' Paris ' }]);
    expect(bodies(braze, '/users/track')).toEqual([{ attributes: [{ external_id: 'u1', city: ' Paris ' }] }]);
    expect(ran.hints('Node')).toContain("'User' had spaces or invisible characters around it, which were removed.");
  });

  it('inside are shown', async () => {
    const ran = await run(braze, track, [{ id: 'u\u200b1', 'ci\u00adty': 1 }]);
    expect(ran.hints('Node')).toEqual(
      expect.arrayContaining([
        "'User' contains an invisible character: u<U+200B>1.",
        "'Attributes' has a property whose name contains an invisible character: ci<U+00AD>ty.",
      ]),
    );
  });

  it('make no two columns of one name', async () => {
    const ran = await run(braze, track, [{ id: 'u1', a: 1, 'a ': 2 }]);
    expect(failed(ran)[0]!.error).toBe("Two fields are named 'a', one of them with spaces or invisible characters around the name.");
  });

  it("around an account's key or address are left out", async () => {
    const accounts = braze.account({ apiKey: '\ufeff demo-rest-api-key\r\n', customUrl: ` ${braze.sandbox.baseUrls.braze!}\n` });
    const ran = await braze.run(track, itemsOf({ id: 'u1' }), TO_ERROR_OUTPUT, { accounts });
    expect(failed(ran)).toEqual([]);
    expect(bodies(braze, '/users/track')).toHaveLength(1);
  });

  it('around a password are left out as far as they cannot be meant, also where n8n signs in', async () => {
    const all = itemsOf({ User: 'delivered-1', firstname: 'A', lastname: 'B', contractnumber: '1' });
    const good = await bryj.run(batch, all, TO_ERROR_OUTPUT, { accounts: bryj.account({ email: ' demo@example.com\u200b', password: 'demo-password\r\n' }) });
    expect(failed(good)).toEqual([]);
    const blank = await bryj.run(batch, all, TO_ERROR_OUTPUT, { accounts: bryj.account({ password: 'demo-password ' }) });
    expect(failed(blank)).toMatchObject([{ details: { code: 'authentication' } }]);
  });

  it('inside a key are refused without showing it', async () => {
    const ran = await braze.run(track, itemsOf({ id: 'u1' }), TO_ERROR_OUTPUT, { accounts: braze.account({ apiKey: 'demo-rest\u200b-api-key' }) });
    expect(failed(ran)).toMatchObject([
      { error: expect.stringMatching(/\(api_key\) contains an invisible character \(U\+200B\)\.$/), details: { code: 'validation' } },
    ]);
    expect(JSON.stringify(failed(ran))).not.toContain('demo-rest');
    expect(braze.sandbox.calls()).toEqual([]);
  });
});

describe('one bad entry of a list', () => {
  const addresses = Array.from({ length: 1_000 }, (_, i) => (i === 499 ? 'nobody' : `p${i}@example.com`));

  it('does not keep the others', async () => {
    const ran = await run(braze, { resource: 'email', operation: 'setStatus', email: '={{ $json.list }}', subscriptionState: 'subscribed' }, [
      { list: addresses },
    ]);
    expect(failed(ran)).toMatchObject([
      { error: expect.stringMatching(/^Entry 500: 'Email Addresses' is 'nobody'/), details: { entry: 500, person: 'nobody' } },
    ]);
    expect(bodies(braze, '/email/status').flatMap(({ email }) => email)).toEqual(addresses.filter((each) => each !== 'nobody'));
    expect(ran.jsons('Node').map(({ email }) => email)).toEqual(addresses.filter((each) => each !== 'nobody'));
  });

  it('keeps all of them where nobody said to go on', async () => {
    const ran = await run(
      braze,
      { resource: 'email', operation: 'setStatus', email: '={{ $json.list }}', subscriptionState: 'subscribed' },
      [{ list: addresses }],
      {},
    );
    expect(ran.error?.message).toMatch(/^Entry 500: /);
    expect(braze.sandbox.calls()).toEqual([]);
  });

  it('makes its item a failed one where nothing of it went out', async () => {
    const all = [{ list: [{ external_id: 'a' }, {}] }, { list: [{ external_id: 'b' }] }];
    const ran = await run(braze, { ...track, kind: 'json', attributes: '={{ $json.list }}' }, all, {});
    expect(ran.error?.message).toBe("Item 1, entry 2: 'external_id' in 'Attributes Objects' is empty.");
    expect(ran.error?.description).toMatch(/ Of 2 items, 0 were done, 1 failed, 1 was not tried\.$/);
    expect(braze.sandbox.calls()).toEqual([]);
  });

  it('is told by its person and its member among JSON objects', async () => {
    const list = [{ external_id: 'a' }, { city: 'x' }, { external_id: 'c', email: 'no' }, { external_id: 'd', price: NaN }];
    const ran = await run(braze, { ...track, kind: 'json', attributes: '={{ $json.list }}' }, [{ list }]);
    expect(failed(ran).map(({ error, details }) => [error, details.person, details.entry])).toEqual([
      ["Entry 2: 'external_id' in 'Attributes Objects' is empty.", undefined, 2],
      ["Entry 3, user 'c': 'email' in 'Attributes Objects' is 'no', not an email address.", 'c', 3],
      ["Entry 4, user 'd': 'price' in 'Attributes Objects' is not a number that can be sent: NaN.", 'd', 4],
    ]);
    expect(bodies(braze, '/users/track')).toEqual([{ attributes: [{ external_id: 'a' }] }]);
  });

  it('is told by its person among JSON recipients', async () => {
    const list = [{ external_user_id: 'demo-0001' }, { external_user_id: ' ' }, { external_user_id: 'demo-0002', trigger_properties: [] }];
    const ran = await run(braze, { ...send, recipientsFrom: 'json', recipients: '={{ $json.list }}' }, [{ list }]);
    expect(failed(ran).map(({ error, details }) => [error.slice(0, 40), details.person, details.entry])).toEqual([
      ["Entry 2: 'External User ID' is empty, an", undefined, 2],
      ["Entry 3, user 'demo-0002': 'Trigger Prop", 'demo-0002', 3],
    ]);
    expect(bodies(braze, '/trigger/send')).toMatchObject([{ recipients: [{ external_user_id: 'demo-0001' }] }]);
  });
});

describe('columns that a Track item may set itself', () => {
  it('are used as what they are', async () => {
    const ran = await run(braze, purchase, [
      { id: 'u1', product_id: 'p', currency: 'EUR', price: 3.5, quantity: 2, time: new Date(0), extra: 'x' },
      { id: 'u2', product_id: 'p', currency: 'EUR' },
    ]);
    expect(bodies(braze, '/users/track')).toEqual([
      {
        purchases: [
          { external_id: 'u1', product_id: 'p', currency: 'EUR', price: 3.5, quantity: 2, time: '1970-01-01T00:00:00.000Z', properties: { extra: 'x' } },
        ],
      },
    ]);
    expect(failed(ran)).toMatchObject([{ error: "Item 2, user 'u2': 'Price' (price) is empty.", details: { person: 'u2' } }]);
  });

  it('are properties where the form gives them, and that is said', async () => {
    const ran = await run(braze, { ...purchase, productId: 'P', currency: 'USD', price: 9 }, [{ id: 'u1', price: 3 }]);
    expect(bodies(braze, '/users/track')).toMatchObject([{ purchases: [{ price: 9, properties: { price: 3 } }] }]);
    expect(ran.hints('Node')).toContain("'price' of the items was used as one of the attributes or properties, because 'Price' is set in the form.");
  });

  it('may be left alone in the form, which n8n then runs, and which says so', () => {
    const { description } = new Braze();
    const issues = (values: INodeParameters): string[] => {
      const all = NodeHelpers.getNodeParameters(description.properties, values, true, false, null, description)!;
      const node = { id: 'n', name: 'Node', type: 'braze', typeVersion: 1, position: [0, 0] as [number, number], parameters: all };
      return Object.keys(NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters ?? {});
    };
    expect(issues({ ...track, kind: 'purchase' })).toEqual([]);
    expect(issues({ ...track, kind: 'event' })).toEqual([]);
    expect(issues({ ...track, kind: 'purchase', recipientsFrom: 'json' }).sort()).toEqual(['currency', 'productId']);
    expect(description.properties.filter(({ name, displayOptions }) => name === 'price' && !displayOptions?.show?.['@tool'])).toMatchObject([
      { default: null, description: expect.stringContaining("item's field 'price'") },
      { default: 0, required: true },
    ]);
  });
});

describe('two items for one person', () => {
  const people = [{ id: 'demo-0001', a: 1 }, { id: 'demo-0002' }, { id: 'demo-0001', a: 2 }];

  it.each<[string, object[]]>([
    ['keepAll', [1, undefined, 2].map((a, i) => ({ external_id: people[i]!.id, ...(a !== undefined && { a }) }))],
    ['keepLast', [{ external_id: 'demo-0002' }, { external_id: 'demo-0001', a: 2 }]],
    ['refuse', [{ external_id: 'demo-0002' }]],
  ])('go the way that was chosen: %s', async (duplicates, wanted) => {
    const ran = await run(braze, { ...track, options: { duplicates } }, people);
    expect(bodies(braze, '/users/track').flatMap(({ attributes }) => attributes)).toEqual(wanted);
    const words = duplicates === 'refuse' ? ["Item 1: 'demo-0001' is in the items 1 and 3.", "Item 3: 'demo-0001' is in the items 1 and 3."] : [];
    expect(failed(ran).map(({ error }) => error)).toEqual(words);
    expect(ran.hints('Node').some((hint) => hint === '1 item was skipped: a later item is for the same person.')).toBe(duplicates === 'keepLast');
  });

  it('count across the tries of Retry On Fail', async () => {
    await braze.fault({ match: { path: '/trigger/send' }, fault: { kind: 'status', status: 400, body: { message: 'no' } }, skip: 1, times: 1 });
    const many = [...Array.from({ length: 50 }, (_, i) => ({ id: `demo-${String(i + 1).padStart(4, '0')}` })), { id: 'demo-0060' }, { id: 'demo-0060', a: 1 }];
    await run(braze, { ...send, options: { duplicates: 'keepLast' } }, many, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
    const ids = bodies(braze, '/trigger/send').map(({ recipients }) => (recipients as { external_user_id: string }[]).map((each) => each.external_user_id));
    expect(ids.map((each) => each.filter((id) => id === 'demo-0060').length)).toEqual([0, 1, 1]);
  });

  it('in one request of Bryj are one, and nobody doubts them', async () => {
    const messages = ['A', 'B'].map((firstname) => ({ user_id: 'delivered-1', template_variables: { firstname, lastname: '', contractnumber: '' } }));
    const ran = await run(bryj, { ...batch, recipientsFrom: 'json', messages: JSON.stringify(messages), options: { duplicates: 'keepLast' } });
    expect(bodies(bryj, '/campaigns/trigger')).toMatchObject([{ messages: [messages[1]] }]);
    expect(ran.hints('Node').filter((hint) => !hint.startsWith('This went to'))).toEqual([
      'Left out, because a later entry is for the same person: delivered-1.',
    ]);
  });
});

it('a dry run plans once, however many items are not valid', async () => {
  const all = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? { id: '' } : { id: `u${i}`, firstname: 'A' }));
  const ran = await run(follow, { ...send, resource: 'batch', campaignId: picked('FACMPGN_demo_welcome'), options: { dryRun: true } }, all);
  expect(follow.sandbox.calls().map(({ method }) => method)).toEqual(['GET']);
  expect(failed(ran)).toHaveLength(50);
  expect(failed(ran)[1]!.error).toBe("Item 3: 'User ID' is empty.");
  expect(ran.jsons('Node')).toHaveLength(1);
});
