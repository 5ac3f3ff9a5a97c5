import { Braze } from '../../../nodes/Braze/Braze.node';
import { BrazeApi } from '../../../credentials/BrazeApi.credentials';
import { BryjApi } from '../../../credentials/BryjApi.credentials';
import type { ICredentialType, IConnections, INode, INodeParameters } from 'n8n-workflow';
import { ALL_PERMISSIONS, keyWith } from '../../support/brazePermissions';
import { runWorkflow, type WorkflowFile } from './engine';
import { Stage } from './stage';

/** What a key must be allowed, as it is said in n8n: in a dry run, in a refusal, and in the account. */
const stage = new Stage('braze');

const items = [{ json: { id: 'demo-0001', first_name: 'Ada', kpi: 'mau' } }];
const track: INodeParameters = {
  resource: 'user',
  operation: 'track',
  kind: 'attributes',
  identifier: 'external_id',
  recipientsFrom: 'items',
  userColumn: 'id',
  variables: 'none',
  additionalFields: { firstName: 'Ada' },
};
const rehearsed: INodeParameters = { ...track, options: { dryRun: true } };

const start: INode = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
const line = (...to: readonly string[]): IConnections[string] => ({ main: [to.map((node) => ({ node, type: 'main' as const, index: 0 }))] });

const neededIn = async (file: WorkflowFile): Promise<unknown> => {
  const ran = await runWorkflow(file, { items, clock: stage.clock, accounts: stage.account() });
  expect(ran.error).toBeUndefined();
  return ran.jsons('Track')[0]?.permissionsNeeded;
};

describe('a dry run', () => {
  it('lists what the operation needs, and every node that is connected with it', async () => {
    const series = stage.node('Series', { resource: 'kpi', operation: 'getSeries', kpi: 'dau' });
    const off = stage.node('Off', { resource: 'user', operation: 'delete' });
    const last = stage.node('Last', {
      resource: 'email',
      operation: 'setStatus',
      options: { dryRun: true },
      email: ['a@example.com'],
      subscriptionState: 'unsubscribed',
    });
    const apart = stage.node('Apart', { resource: 'segment', operation: 'getMany' });
    const trigger: INode = { ...stage.node('New', { triggerOn: 'unsubscribes' }), type: 'n8n-nodes-campaigns.brazeTrigger' };
    const file: WorkflowFile = {
      nodes: [start, stage.node('Track', rehearsed), series, { ...off, disabled: true }, { ...last, disabled: false }, apart, trigger],
      connections: { Start: line('Track', 'Series'), New: line('Track'), Track: line('Off'), Off: line('Last') },
    };
    expect(await neededIn(file)).toEqual({
      operation: ['users.track'],
      // Not of the node that is switched off, and not of the one that no line leads to: n8n does not show it.
      workflow: ['email.status', 'email.unsubscribe', 'kpi.dau.data_series', 'users.track'],
      unknown: [],
    });
    expect(stage.wire('/users/track')).toEqual([]);
  });

  it('names the nodes of which an expression says what they do', async () => {
    const any = stage.node('Any KPI', { resource: 'kpi', operation: 'getSeries', kpi: '={{ $json.kpi }}' });
    const file = { nodes: [start, stage.node('Track', rehearsed), any], connections: { Start: line('Track', 'Any KPI') } };
    const ran = await runWorkflow(file, { items, clock: stage.clock, accounts: stage.account() });
    expect(ran.jsons('Track')[0]?.permissionsNeeded).toEqual({ operation: ['users.track'], workflow: ['users.track'], unknown: ['Any KPI'] });
  });

  it('counts the tools of an agent', async () => {
    const tool: INode = { ...stage.node('Tool', { resource: 'segment', operation: 'getMany' }), type: 'n8n-nodes-campaigns.brazeTool' };
    const agent: INode = { ...start, id: 'a', name: 'Agent', type: 'test.agent' };
    const file: WorkflowFile = {
      nodes: [start, stage.node('Track', rehearsed), agent, tool],
      connections: { Start: line('Track'), Track: line('Agent'), Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] } },
    };
    const types = { 'test.agent': { description: { properties: [] } }, 'n8n-nodes-campaigns.brazeTool': new Braze() };
    const ran = await runWorkflow(file, { items, clock: stage.clock, accounts: stage.account(), types: types as never });
    expect(ran.jsons('Track')[0]?.permissionsNeeded).toMatchObject({ workflow: ['segments.list', 'users.track'] });
  });
});

it('a refusal names the permission that the key lacks', async () => {
  const ran = await stage.run(track, items, {}, { accounts: stage.account({ apiKey: keyWith('campaigns.list') }) });
  expect(ran.error).toMatchObject({
    message: 'Braze answered: Access Denied: The api key does not have the permission users.track.',
    description: expect.stringMatching(/^The key lacks the permission 'users\.track'\. Use a key that has it, or create one in Settings > /),
    context: { data: { code: 'permission', status: 403 } },
  });
  const passed = await stage.run(track, items, {}, { accounts: stage.account({ apiKey: keyWith('users.track') }) });
  expect(passed.error).toBeUndefined();
});

it('the account lists what each operation and trigger needs, and other vendors have no such list', () => {
  const notices = ({ properties }: ICredentialType) =>
    properties.filter(({ name, type }) => name === 'permissions' && type === 'notice').map(({ displayName }) => displayName);
  const [notice] = notices(new BrazeApi());
  for (const permission of ALL_PERMISSIONS) expect(notice).toMatch(new RegExp(`[( ]${permission.replaceAll('.', '\\.')}[,)]`));
  expect(notice).toContain(' Segment: Export (users.export.segment), Get (segments.details), ');
  expect(notice).toContain(' Trigger: Campaign Series (campaigns.data_series), ');
  // n8n takes tags out of it, and what stands at both sides of one would run together.
  expect(notice).not.toMatch(/[<>]/);
  expect(notices(new BryjApi())).toEqual([]);
});
