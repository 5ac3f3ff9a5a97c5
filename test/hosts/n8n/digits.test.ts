import './environment';
import type { INodeParameters } from 'n8n-workflow';
import { Stage } from './stage';

/** IDs of more digits than a number holds, in answers: n8n gets all their digits. */
const stage = new Stage('braze');
const ID = '1234567890123456789';
const answer = (path: string, body: string) =>
  stage.fault({ match: { path }, times: 1, fault: { kind: 'answer', status: 200, body, headers: { 'content-type': 'application/json' } } });

describe('a whole number beyond 2^53', () => {
  it("in a profile's custom attributes keeps its digits", async () => {
    await answer('/users/export/ids', `{"message":"success","users":[{"external_id":"demo-0001","custom_attributes":{"loyalty_id":${ID},"points":7}}]}`);
    const parameters: INodeParameters = { resource: 'user', operation: 'export', identifier: 'external_ids', externalIds: 'demo-0001' };
    const ran = await stage.run(parameters);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node')[0]!.json).toMatchObject({ external_id: 'demo-0001', custom_attributes: { loyalty_id: ID, points: 7 } });
  });

  it('in a row of a list keeps its digits', async () => {
    await answer('/campaigns/list', `{"message":"success","campaigns":[{"id":${ID},"name":"One","tags":[${ID}]}]}`);
    const ran = await stage.run({ resource: 'campaign', operation: 'getMany', returnAll: true });
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node').map(({ json }) => json)).toMatchObject([{ id: ID, name: 'One', tags: [ID] }]);
  });
});
