import { braze } from '../../../vendors/braze';
import { failureIn, run, sampleAccount, scripted, testHost } from '../../support/host';

/** Attributes have the names that people give them: those of JavaScript's own are names as others. */

const account = sampleAccount(braze, { rest_endpoint: 'custom' });
const call = async (operation: string, input: { readonly [name: string]: unknown }) => {
  const send = scripted({ body: { message: 'success', success: true, object_prefix: 'x-1464728599', users: [], attributes_processed: 1 } });
  const [outcome] = await run({ vendor: braze, operation, inputs: [input], account }, testHost({ vendor: send }).ports);
  return { outcome, bodies: send.requests.map(({ json }) => json as { attributes: object[] }) };
};

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

describe.each(NAMES)('an attribute named %s', (name) => {
  const user = { kind: 'attributes', user: 'user1' };
  const membersOf = async (input: object) => {
    const { bodies } = await call('user.track', { ...user, ...input });
    expect(bodies).toHaveLength(1);
    return Object.entries(bodies[0]!.attributes[0]!);
  };

  it('is sent', async () => {
    expect(await membersOf({ custom_attributes: JSON.parse(`{"${name}":3,"plan":"gold"}`), profile: { first_name: 'Jon' } })).toEqual([
      ['external_id', 'user1'],
      [name, 3],
      ['plan', 'gold'],
      ['first_name', 'Jon'],
    ]);
  });

  it('is set, and is a list that gains and loses entries', async () => {
    expect(await membersOf({ changes: [{ name, action: 'set', value: 'x' }] })).toContainEqual([name, 'x']);
    const rows = [
      { name, action: 'add', value: 'a, b' },
      { name, action: 'remove', value: 'c' },
    ];
    expect(await membersOf({ changes: rows })).toContainEqual([name, { add: ['a', 'b'], remove: ['c'] }]);
  });

  it('is given once', async () => {
    const changes = [{ name, action: 'set', value: 'x' }];
    const { outcome, bodies } = await call('user.track', { ...user, custom_attributes: JSON.parse(`{"${name}":3}`), changes });
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', message: expect.stringContaining(`sets '${name}'`) });
    expect(bodies).toEqual([]);
  });
});

describe('a list without entries says nothing', () => {
  const span = { starting_at: '2099-02-23T22:49:05+00:00', ending_at: '2099-02-23T23:49:05+00:00' };
  it.each<[string, object, object]>([
    ['segment.export', { segment_id: 's', fields_to_export: ' , ', custom_attributes_to_export: [] }, { segment_id: 's' }],
    ['rawData.export', { ...span, app_ids: [], event_names: '   ' }, span],
    ['user.export', { identifier: 'external_ids', external_ids: ['u'], fields_to_export: [] }, { external_ids: ['u'] }],
  ])('in %s', async (operation, input, body) => {
    expect((await call(operation, input as never)).bodies).toEqual([body]);
  });
});

describe('a hash takes single values', () => {
  const people = { external_user_ids: ['u'] };
  const email = { app_id: 'a', from: 'Shop <shop@example.com>', body: 'x' };
  const webhook = { url: 'https://example.com', request_method: 'POST' };
  it.each<[string, (hash: object) => object]>([
    ['email.extras', (extras) => ({ email: { ...email, extras } })],
    ['email.headers', (headers) => ({ email: { ...email, headers } })],
    ['webhook.request_headers', (request_headers) => ({ webhook: { ...webhook, request_headers } })],
    ['in_app_message.extras', (extras) => ({ in_app_message: { message: 'x', extras } })],
  ])('in %s', async (field, message) => {
    const { outcome, bodies } = await call('message.send', { ...people, ...message({ a: 'b', list: [1] }) });
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field, message: expect.stringContaining('only accepts single values') });
    expect(bodies).toEqual([]);
    expect((await call('message.send', { ...people, ...message({ a: 'b', n: 1, on: true, no: null }) })).bodies).toHaveLength(1);
  });
});

it('a filter of a kind that is not known is an object', async () => {
  const { outcome, bodies } = await call('campaign.trigger', { campaign_id: 'c', recipients: [{ external_user_id: 'u' }], audience: { later_kind: 'text' } });
  expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: 'audience.later_kind', message: expect.stringContaining('must be an object') });
  expect(bodies).toEqual([]);
});

describe.each(NAMES)('%s in JSON is a name as others', (name) => {
  const user = { kind: 'attributes', user: 'user1' };
  it.each<[string, string, object]>([
    ['a member of Facebook', 'user.track', { ...user, profile: { facebook: JSON.parse(`{"${name}":"x"}`) } }],
    ['a change of a list of objects', 'user.track', { ...user, custom_attributes: { pets: JSON.parse(`{"$add":[],"${name}":[]}`) } }],
    [
      'a comparison',
      'campaign.trigger',
      {
        ...{ campaign_id: 'c', recipients: [{ external_user_id: 'u' }] },
        audience: { custom_attribute: { custom_attribute_name: 'a', comparison: name, value: 1 } },
      },
    ],
  ])('%s is refused', async (_, operation, input) => {
    const { outcome, bodies } = await call(operation, input as never);
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', reached: 'no' });
    expect(bodies).toEqual([]);
  });

  it('a member of a message goes out', async () => {
    const json = JSON.parse(`{"${name}":"x"}`) as object;
    const { bodies } = await call('message.send', { external_user_ids: ['u'], apple_push: { alert: 'a', json } });
    const [{ messages }] = bodies as unknown as [{ messages: { apple_push: object } }];
    expect(Object.entries(messages.apple_push)).toEqual([
      [name, 'x'],
      ['alert', 'a'],
    ]);
  });
});
