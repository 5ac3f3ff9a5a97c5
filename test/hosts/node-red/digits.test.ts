import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { demoAccount } from './accounts';
import { Bench, choice, str, type Msg, type Values } from './bench';

/** IDs of more digits than a number holds, in answers: Node-RED gets all their digits. */
let bench: Bench;
beforeAll(async () => void (bench = await Bench.open()));
afterEach(() => bench.reset());
afterAll(() => bench.close());

const ID = '1234567890123456789';
const answer = (path: string, body: string) =>
  bench.sandbox.control('POST', '/faults', {
    vendor: 'braze',
    match: { path },
    times: 1,
    fault: { kind: 'answer', status: 200, body, headers: { 'content-type': 'application/json' } },
  });
const run = async (type: string, operation: string, values: Values): Promise<Msg[]> => {
  const account = demoAccount(braze, bench.sandbox);
  const node = { id: 'n', z: 'f', type, account: account.node.id, vendor: 'braze', operation, values, version: 1, wires: [['out']] };
  return await bench.run([node, account.node], {}, { vendors, credentials: account.credentials });
};

describe('a whole number beyond 2^53', () => {
  it("in a profile's custom attributes keeps its digits", async () => {
    await answer('/users/export/ids', `{"message":"success","users":[{"external_id":"demo-0001","custom_attributes":{"loyalty_id":${ID},"points":7}}]}`);
    const [msg] = await run('campaign-braze', 'user.export', { identifier: choice('braze_id'), brazeId: str('braze-demo-0001') });
    expect(bench.caught).toEqual([]);
    expect(msg!.payload).toMatchObject({ external_id: 'demo-0001', custom_attributes: { loyalty_id: ID, points: 7 } });
  });

  it('in a row of a list keeps its digits', async () => {
    await answer('/campaigns/list', `{"message":"success","campaigns":[{"id":${ID},"name":"One","tags":[${ID}]}]}`);
    const [msg] = await run('campaign-braze', 'campaign.getMany', {});
    expect(bench.caught).toEqual([]);
    expect(msg!.payload).toMatchObject({ id: ID, name: 'One', tags: [ID] });
  });
});
