import './environment';
import { NodeHelpers, type INode, type INodeExecutionData, type INodeParameters, type INodeType, type ResourceMapperFields } from 'n8n-workflow';
import { Braze } from '../../../nodes/Braze/Braze.node';
import { Bryj } from '../../../nodes/Bryj/Bryj.node';
import { FollowAnalytics } from '../../../nodes/FollowAnalytics/FollowAnalytics.node';
import { pathIn, valueAtPath } from '../../../nodes/shared/itemPath';
import { MAPPED, NAMES, NAMES_METHOD } from '../../../nodes/shared/mapper';
import { chainOf } from './bench';
import { pickerContext, type Ran } from './engine';
import { picked, Stage } from './stage';

/** The variables of a campaign as fields, in n8n's own engine: the second version of the nodes. */

const stages = { braze: new Stage('braze'), bryj: new Stage('bryj'), followAnalytics: new Stage('followAnalytics') };
const types: Readonly<Record<keyof typeof stages, INodeType>> = { braze: new Braze(), bryj: new Bryj(), followAnalytics: new FollowAnalytics() };
type Id = keyof typeof stages;

const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const MISSING = '99999999-9999-4999-8999-999999999999';
const TRANSACTIONAL = 'FACMPGN_fQq2YaB9vrJQuDid';

const target: Readonly<Record<Id, INodeParameters>> = {
  braze: { resource: 'campaign', operation: 'trigger', campaignId: picked(CAMPAIGN) },
  bryj: { resource: 'batch', operation: 'trigger', campaignId: 'CMP_demo_welcome' },
  followAnalytics: { resource: 'batch', operation: 'trigger', campaignId: picked(TRANSACTIONAL) },
};

const nodeOf = (id: Id, parameters: INodeParameters, typeVersion = 2): INode => ({
  ...stages[id].node('Node', { ...target[id], ...parameters }),
  typeVersion,
});

const run = (id: Id, parameters: INodeParameters, items: readonly INodeExecutionData[], typeVersion = 2): Promise<Ran> =>
  stages[id].runAll([nodeOf(id, parameters, typeVersion)], { items });

/** What the editor asks for the fields. */
const fieldsOf = async (id: Id, parameters: INodeParameters = {}, account: Record<string, string> = {}): Promise<ResourceMapperFields> => {
  const context = pickerContext(chainOf(nodeOf(id, parameters)), 'Node', { accounts: stages[id].account(account) });
  return await types[id].methods!.resourceMapping![NAMES_METHOD]!.call(context);
};

const namesOf = ({ fields }: ResourceMapperFields): readonly string[] => fields.map(({ id }) => id);
const schemaOf = (...names: readonly string[]) =>
  names.map((id) => ({ id, displayName: id, required: false, defaultMatch: false, display: true, type: 'string', removed: false }));

const each = (value: Record<string, unknown>, ...names: readonly string[]): INodeParameters =>
  ({
    [MAPPED]: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: schemaOf(...(names.length > 0 ? names : Object.keys(value))) },
  }) as never;

const bodies = (id: Id, path: string) => stages[id].wire(path, 'POST').map(({ body }) => JSON.parse(body) as Record<string, unknown[]>);
const item = (json: INodeExecutionData['json']): INodeExecutionData => ({ json });
const anna = item({ user_id: 'user1', first_name: 'Anna', product_name: 'shoes', product_price: 80 });

describe('the fields that the editor is given', () => {
  it('are what a FollowAnalytics campaign needs, each of them required', async () => {
    const read = await fieldsOf('followAnalytics');
    expect(namesOf(read)).toEqual(['firstname', 'lastname', 'contractNumber']);
    expect(read.fields.every(({ required, display }) => required && display)).toBe(true);
    expect(read.emptyFieldsNotice).toBe(
      "The campaign has 'firstname', 'lastname', 'contractNumber'. Fields of the items with these names fill them in; the other fields are sent, too.",
    );
  });

  it('are what the texts of a Braze campaign name, none of them required', async () => {
    const read = await fieldsOf('braze');
    expect(namesOf(read)).toEqual(['product_name', 'product_price', 'first_name']);
    expect(read.fields.some(({ required }) => required)).toBe(false);
    expect(stages.braze.wire('/campaigns/details')).toHaveLength(1);
  });

  it('are for Bryj the names that were entered, for Braze those in addition to its own', async () => {
    expect(namesOf(await fieldsOf('bryj', { [NAMES]: 'firstname, lastname ,firstname,' }))).toEqual(['firstname', 'lastname']);
    expect(namesOf(await fieldsOf('braze', { [NAMES]: 'city, first_name' }))).toEqual(['product_name', 'product_price', 'first_name', 'city']);
    expect((await fieldsOf('bryj')).emptyFieldsNotice).toContain('Bryj does not tell the names');
  });

  it.each([
    ['no campaign is chosen', { campaignId: picked('') }, "Choose 'Campaign' first"],
    ['the campaign is an expression', { campaignId: picked('={{ $json.campaign }}') }, "'Campaign' is an expression, so its names are not known here:"],
    ['Braze does not know the campaign', { campaignId: picked(MISSING) }, 'The names could not be read.'],
  ])('are those entered, with what to do, when %s', async (_, parameters, notice) => {
    const read = await fieldsOf('braze', { ...parameters, [NAMES]: 'city' });
    expect(namesOf(read)).toEqual(['city']);
    expect(read.emptyFieldsNotice).toContain(notice);
  });

  it('say that FollowAnalytics does not list a campaign, and when an account is refused', async () => {
    expect((await fieldsOf('followAnalytics', { campaignId: picked('FACMPGN_wrong') })).emptyFieldsNotice).toMatch(
      /The names could not be read\. 'Campaign ID' \(campaign_id\): FollowAnalytics does not list 'FACMPGN_wrong'\. Choose a campaign/,
    );
    expect((await fieldsOf('braze', {}, { apiKey: 'wrong' })).emptyFieldsNotice).toMatch(/The names could not be read\. Braze answered: .*key.*Check the key/);
  });

  it('stay what they were when the account does not answer, so that nothing mapped is lost', async () => {
    await stages.braze.fault({ match: { path: '/campaigns/details' }, times: null, fault: { kind: 'status', status: 403, body: { message: 'no' } } });
    expect(namesOf(await fieldsOf('braze', each({ first_name: 'Anna' }, 'first_name', 'color')))).toEqual(['first_name', 'color']);
  });
});

describe('mapped automatically, as a fresh node is', () => {
  it('the fields of the items are sent by name, and the user comes from user_id at every vendor', async () => {
    expect((await run('braze', {}, [anna])).error).toBeUndefined();
    expect(bodies('braze', '/campaigns/trigger/send')[0]).toMatchObject({
      recipients: [{ external_user_id: 'user1', trigger_properties: { first_name: 'Anna', product_name: 'shoes', product_price: 80 } }],
    });
    const bryj = item({ user_id: 'user1', firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' });
    expect((await run('bryj', {}, [bryj])).error).toBeUndefined();
    expect(bodies('bryj', '/trigger')[0]).toMatchObject({
      messages: [{ user_id: 'user1', template_variables: { firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' } }],
    });
    const follow = item({ user_id: 'demo-0001', firstname: 'Ada', lastname: 'Byron', contractNumber: 'A' });
    expect((await run('followAnalytics', {}, [follow])).error).toBeUndefined();
    expect((await run('braze', { resource: 'user', operation: 'track', kind: 'attributes' }, [anna])).error).toBeUndefined();
    expect(bodies('braze', '/users/track')[0]).toMatchObject({ attributes: [{ external_id: 'user1', first_name: 'Anna' }] });
  });

  it('refuses an item without a variable before anything is sent, by item, person and name', async () => {
    const ran = await run('followAnalytics', {}, [
      item({ user_id: 'demo-0001', firstname: 'Ada', lastname: 'B', contractNumber: 'A' }),
      item({ user_id: 'demo-0002', firstname: 'Bob', lastname: 'C' }),
    ]);
    expect(ran.error!.message).toMatch(/of user 'demo-0002' has no 'contractNumber', which the campaign/);
    expect(ran.error!.context).toMatchObject({ itemIndex: 1 });
    expect(stages.followAnalytics.wire('/trigger')).toHaveLength(0);
  });

  it('refuses an item without a name that was entered for Bryj', async () => {
    const ran = await run('bryj', { [NAMES]: 'firstname, city' }, [item({ user_id: 'user7', firstname: 'Ada' })]);
    expect(ran.error!.message).toContain("User 'user7' has no 'city', which is one of the template variables that the campaign needs.");
    expect(ran.error!.description).toContain("Give the item the field 'city', or map another one to it.");
    expect(stages.bryj.wire('/trigger')).toHaveLength(0);
  });

  it('sends only what is named once names were entered', async () => {
    await run('bryj', { [NAMES]: 'firstname, lastname' }, [item({ user_id: 'user1', firstname: 'Ada', lastname: 'Byron', note: 'internal' })]);
    expect(bodies('bryj', '/trigger')[0]).toMatchObject({ messages: [{ user_id: 'user1', template_variables: { firstname: 'Ada', lastname: 'Byron' } }] });
    expect(JSON.stringify(bodies('bryj', '/trigger'))).not.toContain('internal');
    const track = { resource: 'user', operation: 'track', kind: 'attributes', [NAMES]: 'first_name, city' };
    expect((await run('braze', track, [anna])).hints('Node').join()).not.toContain('city');
    expect(bodies('braze', '/users/track')[0]).toMatchObject({ attributes: [{ external_id: 'user1', first_name: 'Anna' }] });
    expect(JSON.stringify(bodies('braze', '/users/track'))).not.toContain('shoes');
  });

  it('warns where Braze fills the gap itself, once for all items', async () => {
    const mapped = { [MAPPED]: { mappingMode: 'autoMapInputData', value: null, schema: schemaOf('first_name', 'color') } } as never;
    const ran = await run('braze', mapped, [anna, item({ ...anna.json, user_id: 'user2' })]);
    expect(ran.error).toBeUndefined();
    expect(
      ran
        .hints('Node')
        .join()
        .match(/Some items have no 'color'/g),
    ).toHaveLength(1);
    expect(ran.hints('Node').join()).not.toContain('first_name');
  });

  it('leaves out what is empty if Empty Values says so', async () => {
    await run('braze', { options: { emptyValues: 'leaveOut' } }, [item({ user_id: 'user1', first_name: '', product_name: 'shoes' })]);
    expect(bodies('braze', '/campaigns/trigger/send')[0]).toMatchObject({ recipients: [{ trigger_properties: { product_name: 'shoes' } }] });
  });
});

describe('mapped one by one', () => {
  it('sends texts as they are, and expressions for each item', async () => {
    const values = { first_name: '={{ $json.given.toUpperCase() }}', product_name: 'shoes', product_price: '={{ $json.price }}' };
    const ran = await run('braze', { userColumn: 'who', ...each(values) }, [
      item({ who: 'user1', given: 'Anna', price: 80, secret: 'no' }),
      item({ who: 'user2', given: 'Bob', price: 90, secret: 'no' }),
    ]);
    expect(ran.error).toBeUndefined();
    expect((bodies('braze', '/campaigns/trigger/send')[0] as { recipients: unknown }).recipients).toEqual([
      { external_user_id: 'user1', trigger_properties: { first_name: 'ANNA', product_name: 'shoes', product_price: 80 } },
      { external_user_id: 'user2', trigger_properties: { first_name: 'BOB', product_name: 'shoes', product_price: 90 } },
    ]);
  });

  it('sends no variables if none is mapped', async () => {
    await run('braze', each({}, 'first_name'), [anna]);
    expect(bodies('braze', '/campaigns/trigger/send')[0]).toMatchObject({ recipients: [{ external_user_id: 'user1' }] });
    expect(JSON.stringify(bodies('braze', '/campaigns/trigger/send'))).not.toContain('Anna');
  });

  it('refuses what an expression did not find, before anything is sent', async () => {
    const values = { firstname: '={{ $json.name }}', city: '={{ $json.town }}' };
    const ran = await run('bryj', { [NAMES]: 'firstname, city', ...each(values) }, [
      item({ user_id: 'user1', name: 'A', town: 'B' }),
      item({ user_id: 'user2', name: 'C' }),
    ]);
    expect(ran.error!.message).toContain("User 'user2' has no 'city'");
    expect(ran.error!.context).toMatchObject({ itemIndex: 1 });
    expect(stages.bryj.wire('/trigger')).toHaveLength(0);
  });

  it.each([
    ['$json.given', 'Anna'],
    ['$json["given"]', 'Anna'],
    ["$json['a b'].c", 'deep'],
    ['$json.list', [1, 2]],
    ['$json.nothing', null],
    ['$json.given.length', 4],
    ['$json.a.b', undefined],
  ])('reads %s as n8n itself does', async (path, value) => {
    const items = [item({ user_id: 'user1', given: 'Anna', 'a b': { c: 'deep' }, list: [1, 2], nothing: null })];
    // What is in parentheses is left to n8n.
    for (const expression of [`={{ ${path} }}`, `={{ (${path}) }}`]) await run('braze', each({ first_name: expression, product_name: 'x' }), items);
    const [read, evaluated] = bodies('braze', '/campaigns/trigger/send').map(({ recipients = [] }) => recipients[0]);
    expect(read).toEqual(evaluated);
    expect(read).toEqual({ external_user_id: 'user1', trigger_properties: { ...(value !== undefined && { first_name: value }), product_name: 'x' } });
  });

  it('leaves to n8n what is not the item’s own, and dates', () => {
    const record = { own: { name: 'x' }, list: [1, 2], when: new Date(0) };
    expect(valueAtPath(record, ['own', 'name'])).toEqual({ value: 'x' });
    expect(valueAtPath(record, ['list', 'length'])).toEqual({ value: 2 });
    expect(valueAtPath(record, ['nothing'])).toEqual({ value: undefined });
    for (const path of [['when'], ['when', 'getTime'], ['own', 'toString'], ['own', 'name', 'length'], ['list', 'map'], ['__proto__']])
      expect(valueAtPath(record, path)).toBeUndefined();
    expect(pathIn('={{ $json.own["name"] }}')).toEqual(['own', 'name']);
    for (const other of [
      '$json.own',
      '{{ $json.own }}',
      '={{ $json }}',
      '={{ $json.own.trim() }}',
      '={{ $json.own || 1 }}',
      '=a {{ $json.own }}',
      '={{ $json[own] }}',
    ])
      expect(pathIn(other)).toBeUndefined();
  });

  it('says which field holds an expression that fails', async () => {
    const ran = await run('braze', each({ first_name: '={{ $("Nowhere").item.json.name }}' }), [item({ user_id: 'user1' })]);
    expect(ran.error!.message).toContain("'Trigger Properties' could not be read");
    expect(stages.braze.wire('/trigger')).toHaveLength(0);
  });
});

describe('a node of the first version', () => {
  it('keeps its fields, and the default of its column', async () => {
    const properties = types.braze.description.properties;
    const filled = NodeHelpers.getNodeParameters(properties, target.braze, true, false, { typeVersion: 1 }, types.braze.description)!;
    expect(filled).toMatchObject({ userColumn: 'external_user_id', variables: 'all' });
    expect(filled).not.toHaveProperty(MAPPED);
    expect(filled).not.toHaveProperty(NAMES);
    const chosen = { variables: 'chosen', variableColumns: { values: [{ variable: 'first_name', column: 'given' }] } };
    expect((await run('braze', chosen, [item({ external_user_id: 'user1', given: 'Anna' })], 1)).error).toBeUndefined();
    expect(bodies('braze', '/campaigns/trigger/send')[0]).toMatchObject({
      recipients: [{ external_user_id: 'user1', trigger_properties: { first_name: 'Anna' } }],
    });
  });
});
