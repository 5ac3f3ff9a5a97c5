import { formOf, operationOf, type AnyVendor } from '../../../engine';
import { defaultOf, lackedBy } from '../../../node-red/shared/saved';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { demoAccount } from './accounts';
import { Bench, choice, str, type Values } from './bench';

/** The names of a campaign's variables, in Node-RED's own runtime against the sandbox. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const TRANSACTIONAL = 'FACMPGN_fQq2YaB9vrJQuDid';

const triggerNode = (vendor: AnyVendor, account: string, operation: string, values: Values) => ({
  ...{ id: 'n', z: 'f', type: 'campaign-trigger-batch', account, vendor: vendor.id, operation, values, version: 1 },
  wires: [['out']],
});

const start = async (vendor: AnyVendor, operation: string, values: Values = {}) => {
  const { node, credentials } = demoAccount(vendor, bench.sandbox);
  await bench.start([triggerNode(vendor, node.id, operation, values), node], { vendors, credentials });
  return { values: node.values, secrets: credentials[node.id] };
};

describe('the names that the editor asks for', () => {
  const names = async (vendor: AnyVendor, account: string, operation: string, target: unknown, over: object = {}) => {
    const draft = await start(vendor, operation);
    return await bench.ask(`/campaigns/${account}/names`, { id: 'new', ...draft, operation, target, ...over });
  };

  it('are those in the texts of a Braze campaign, and the placeholders of a FollowAnalytics campaign', async () => {
    expect(await names(braze, 'braze-account', 'campaign.trigger', CAMPAIGN)).toEqual({ ok: true, names: ['product_name', 'product_price', 'first_name'] });
    await bench.stop();
    expect(await names(followAnalytics, 'follow-analytics-account', 'batch.trigger', TRANSACTIONAL)).toEqual({
      ok: true,
      names: ['firstname', 'lastname', 'contractNumber'],
    });
  });

  it('cannot be read for an unknown campaign, with a refused account, or for an operation that has none', async () => {
    expect(await names(braze, 'braze-account', 'campaign.trigger', '99999999-9999-4999-8999-999999999999')).toMatchObject({ ok: false });
    await bench.stop();
    expect(await names(braze, 'braze-account', 'campaign.trigger', CAMPAIGN, { secrets: { apiKey: 'wrong' } })).toMatchObject({
      ok: false,
      code: 'authentication',
    });
    await bench.stop();
    expect(await names(followAnalytics, 'follow-analytics-account', 'batch.trigger', 'FACMPGN_wrong')).toMatchObject({
      ok: false,
      code: 'notFound',
      message: "'Campaign ID' (campaign_id): FollowAnalytics does not list 'FACMPGN_wrong'.",
    });
    await bench.stop();
    expect(await names(braze, 'braze-account', 'user.track', CAMPAIGN)).toMatchObject({ ok: false, message: 'Braze has no such names.' });
    await bench.stop();
    expect(await names(braze, 'braze-account', 'campaign.trigger', { $gt: '' })).toMatchObject({ ok: false });
  });
});

describe('a list that was filled with the names', () => {
  const named = (...all: readonly string[]) => ({ type: 'rows', value: all.map((name) => ({ variable: str(name) })) });

  it('is filled in from the properties of the same names, and from others that are named', async () => {
    const variables = { variables: choice('chosen'), userColumn: str('user_id') };
    const rows = named('first_name', 'product_name');
    const values = {
      campaignId: { type: 'pick', value: CAMPAIGN },
      ...variables,
      variableColumns: { ...rows, value: [...rows.value, { variable: str('product_price'), column: str('price.net') }] },
    };
    await start(braze, 'campaign.trigger', values);
    await bench.send({ payload: [{ user_id: 'user1', first_name: 'Anna', product_name: 'shoes', price: { net: 80 }, other: 1 }] });
    const { body } = bench.sandbox.requests().find(({ path }) => path.endsWith('/trigger/send'))!;
    expect(JSON.parse(body)).toMatchObject({
      recipients: [{ external_user_id: 'user1', trigger_properties: { first_name: 'Anna', product_name: 'shoes', product_price: 80 } }],
    });
    expect(body).not.toContain('other');
  });

  it('refuses an entry that lacks a placeholder, by person and name, before anything is sent', async () => {
    await start(followAnalytics, 'batch.trigger', {
      campaignId: { type: 'pick', value: TRANSACTIONAL },
      userColumn: str('user_id'),
      variables: choice('chosen'),
      variableColumns: named('firstname', 'lastname', 'contractNumber'),
    });
    const whole = { user_id: 'demo-0001', firstname: 'A', lastname: 'B', contractNumber: 'C' };
    await bench.send({ payload: [whole, { user_id: 'demo-0002', firstname: 'A', lastname: 'B' }] });
    expect(bench.failure).toMatchObject({ code: 'validation', cause: { person: 'demo-0002' } });
    expect(JSON.stringify(bench.caught)).toContain("of user 'demo-0002' has no 'contractNumber'");
    expect(bench.sandbox.requests().some(({ path }) => path.endsWith('/trigger'))).toBe(false);
  });
});

it("the properties of a node's last message are offered by name, without values", async () => {
  const fields = () => bench.ask('/campaigns/braze-account/fields', { id: 'n' });
  await start(braze, 'campaign.trigger', { campaignId: { type: 'pick', value: CAMPAIGN } });
  expect(await fields()).toEqual({ ok: true, names: [] });
  await bench.send({ payload: [{ external_user_id: 'user1', first_name: 'Anna' }] });
  expect(await fields()).toEqual({ ok: true, names: ['external_user_id', 'first_name'] });
});

it('a fresh form takes the user from user_id at every vendor; a saved one from where it did', () => {
  const column = (vendor: AnyVendor, name: string) => formOf(operationOf(vendor, name)).find((each) => each.name === 'userColumn')!;
  const all = [column(braze, 'campaign.trigger'), column(braze, 'user.track'), column(bryj, 'batch.trigger'), column(followAnalytics, 'batch.trigger')];
  expect(all.map((each) => defaultOf(each).value)).toEqual(['user_id', 'user_id', 'user_id', 'user_id']);
  expect(all.map((each) => lackedBy(each).value)).toEqual(['external_user_id', 'user', 'User', 'user_id']);
});
