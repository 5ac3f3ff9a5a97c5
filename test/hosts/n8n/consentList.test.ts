import './environment';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { Stage } from './stage';

/** The Braze nodes of the example as it ships, with the items that its first nodes make; those are n8n's own. */
const { nodes } = JSON.parse(readFileSync(join(__dirname, '../../../examples/braze-consent-list.json'), 'utf8')) as { nodes: readonly INode[] };
const named = (name: string): INode => nodes.find((node) => node.name === name)!;
const { consents } = JSON.parse(String(named('Consents').parameters.jsonOutput)) as { consents: readonly INodeExecutionData['json'][] };

const NEWSLETTER = '77777777-7777-4777-8777-777777777777';
const SMS = '88888888-8888-4888-8888-888888888888';

const stage = new Stage('braze');
const run = async (items: readonly INodeExecutionData['json'][]) => {
  const own = ['Set Status', 'Get Status'].map((name) => ({ ...named(name), credentials: { brazeApi: { id: 'braze', name: 'Sandbox' } } }));
  const ran = await stage.runAll(own, { items: items.map((json) => ({ json })) });
  expect(ran.error).toBeUndefined();
  return ran;
};
const groupsSent = () =>
  stage.wire('/v2/subscription/status/set').map(({ body }) => (JSON.parse(body) as { subscription_groups: unknown }).subscription_groups);

it('consents become the states in two groups, in one request, and are read back', async () => {
  const ran = await run(consents);
  expect(groupsSent()).toEqual([
    [
      { subscription_group_id: NEWSLETTER, subscription_state: 'subscribed', external_ids: ['demo-0001', 'demo-0003'] },
      { subscription_group_id: NEWSLETTER, subscription_state: 'unsubscribed', external_ids: ['demo-0002'] },
      { subscription_group_id: SMS, subscription_state: 'subscribed', external_ids: ['demo-0001'] },
    ],
  ]);
  const told = ran.jsons('Get Status').map(({ user_id, subscription_group_id, subscription_state }) => [user_id, subscription_group_id, subscription_state]);
  expect(told).toEqual([
    ['demo-0001', NEWSLETTER, 'subscribed'],
    ['demo-0002', NEWSLETTER, 'unsubscribed'],
    ['demo-0003', NEWSLETTER, 'subscribed'],
    ['demo-0001', SMS, 'subscribed'],
  ]);
  // One question for each group.
  expect(stage.wire('/subscription/status/get')).toHaveLength(2);
});

it('nothing but true counts as consent', async () => {
  const others = [false, null, 'true', 'yes', 1, ''].map((consent, n) => ({ crm_id: `demo-000${n + 1}`, list: 'newsletter', consent }));
  const ran = await run(others);
  expect(ran.jsons('Get Status').map(({ subscription_state }) => subscription_state)).toEqual(others.map(() => 'unsubscribed'));
});

it('a list without a group changes nobody, and the error names the field', async () => {
  const own = [{ ...named('Set Status'), credentials: { brazeApi: { id: 'braze', name: 'Sandbox' } } }];
  const ran = await stage.runAll(own, { items: [{ json: { crm_id: 'demo-0001', list: 'fax', consent: true } }] });
  expect(ran.error?.message).toContain("'Subscription Group ID'");
  expect(groupsSent()).toEqual([]);
});
