import './environment';
import { NodeHelpers, type INodeParameters, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { operationsOf, type AnyVendor } from '../../../engine';
import { Braze } from '../../../nodes/Braze/Braze.node';
import { Bryj } from '../../../nodes/Bryj/Bryj.node';
import { FollowAnalytics } from '../../../nodes/FollowAnalytics/FollowAnalytics.node';
import { Horisen } from '../../../nodes/Horisen/Horisen.node';
import { MoEngage } from '../../../nodes/MoEngage/MoEngage.node';
import { vendors } from '../../../vendors';

/** The nodes as tools of an AI agent, made as n8n makes them. */

const types: Readonly<Record<string, INodeType>> = {
  braze: new Braze(),
  bryj: new Bryj(),
  followAnalytics: new FollowAnalytics(),
  horisen: new Horisen(),
  moEngage: new MoEngage(),
};

/** As n8n makes a tool's description of a node's. */
const toolType = ({ id }: AnyVendor): INodeType => {
  const type = types[id]!;
  const description: INodeTypeDescription = { ...type.description, name: `${type.description.name}Tool`, displayName: `${type.description.displayName} Tool` };
  return { ...type, description };
};

/** A tool's parameters as a new node has them, after these were set. */
const parametersOf = (vendor: AnyVendor, set: INodeParameters, typeVersion = 2): INodeParameters => {
  const { description } = toolType(vendor);
  const node = { typeVersion };
  return NodeHelpers.getNodeParameters(description.properties, set, true, false, node, description)!;
};

interface Tool {
  readonly description: string;
  readonly schema: { readonly shape: Record<string, { readonly description?: string }>; parse(args: unknown): Record<string, unknown> };
}

const toolOf = (vendor: AnyVendor, set: INodeParameters, typeVersion = 2): Tool => {
  const nodeType = toolType(vendor);
  const parameters = parametersOf(vendor, set, typeVersion);
  const node = {
    id: '1',
    name: 'Tool',
    type: `n8n-nodes-campaigns.${nodeType.description.name}`,
    typeVersion,
    position: [0, 0] as [number, number],
    parameters,
  };
  return createNodeAsTool({ node, nodeType, handleToolInvocation: async () => '' } as never).response as unknown as Tool;
};

const named = (id: string): AnyVendor => vendors.find((each) => each.id === id)!;
const asks = (tool: Tool): string[] => Object.keys(tool.schema.shape).sort();

const everyday = vendors.flatMap((vendor) =>
  operationsOf(vendor).flatMap(({ resource, key, operation }) => (operation.verb ? [[vendor.id, resource, key, operation.description] as const] : [])),
);

describe('a tool that was just added', () => {
  it.each([
    ['braze', 'campaign', 'trigger', ['recipients']],
    ['braze', 'user', 'track', ['customAttributes', 'user']],
    ['braze', 'campaign', 'cancelTriggerSchedule', ['scheduleId']],
    ['bryj', 'batch', 'trigger', ['messages']],
    ['bryj', 'batch', 'getReport', ['requestId']],
    ['bryj', 'batch', 'cancel', ['requestId']],
    ['followAnalytics', 'batch', 'trigger', ['messages']],
    ['followAnalytics', 'campaign', 'create', ['name', 'pushMessage', 'pushTitle', 'segmentIdentifiers']],
    ['horisen', 'campaign', 'create', ['recipientLists', 'scheduleAt', 'sender', 'template']],
    ['moEngage', 'push', 'send', ['campaignName', 'message', 'title']],
    // The campaign to launch and the report's campaign are chosen by people.
    ['followAnalytics', 'campaign', 'launch', []],
    ['braze', 'campaign', 'getSeries', []],
    ['braze', 'user', 'delete', ['externalIds']],
  ])('asks the model for what only it knows: %s %s.%s', (id, resource, operation, expected) => {
    expect(asks(toolOf(named(id), { resource, operation }))).toEqual(expected);
  });

  it('asks for the price and the product of a purchase, and for properties only if there are any', () => {
    const tool = toolOf(named('braze'), { resource: 'user', operation: 'track', kind: 'purchase' });
    expect(asks(tool)).toEqual(['currency', 'price', 'productId', 'properties', 'user']);
    const purchase = { user: 'demo-0001', productId: 'book', currency: 'EUR', price: 9.5 };
    expect(tool.schema.parse(purchase)).toEqual({ ...purchase, properties: '' });
    expect(() => tool.schema.parse({ ...purchase, price: undefined })).toThrow('price');
  });

  it('says what lists look like, with an example that its own schema takes', () => {
    const { schema } = toolOf(named('braze'), { resource: 'campaign', operation: 'trigger' });
    const { description = '' } = schema.shape.recipients!;
    expect(description).toMatch(/^Recipients: .*\. Example: \[\{"/);
    const example = JSON.parse(description.slice(description.indexOf('['))) as unknown[];
    expect(example).toHaveLength(1);
    expect(example[0]).toHaveProperty('external_user_id');
    expect(schema.parse({ recipients: example })).toEqual({ recipients: example });
  });

  it('never asks the model for a confirmation or a choice that protects', () => {
    expect(parametersOf(named('braze'), { resource: 'user', operation: 'delete' }).confirm).toBe(false);
  });

  it('asks the model for a name that people choose from a list', () => {
    const { name } = parametersOf(named('braze'), { resource: 'user', operation: 'track', kind: 'event' });
    expect(name).toEqual({ __rl: true, mode: 'id', value: expect.stringMatching(/^=\{\{ \$fromAI\(.*Event Name/) });
  });

  it.each(everyday)('says what it does, and whom it reaches: %s %s.%s', (id, resource, operation, description) => {
    const tool = toolOf(named(id), { resource, operation });
    expect(tool.description).toContain(description);
    expect(tool.description).toMatch(/(can reach real people and cannot be undone|only reads|changes data at the vendor and reaches nobody)/);
  });

  it.each([
    ['braze', 'campaign', 'trigger', /can reach real people/],
    ['horisen', 'campaign', 'launch', /can reach real people/],
    ['bryj', 'batch', 'getReport', /only reads/],
    ['bryj', 'batch', 'cancel', /reaches nobody/],
  ])('tells sends from reads: %s %s.%s', (id, resource, operation, effect) => {
    expect(toolOf(named(id), { resource, operation }).description).toMatch(effect);
  });

  it('keeps the text that its user wrote', () => {
    const set = { resource: 'campaign', operation: 'trigger', toolDescription: 'Congratulates one customer' };
    expect(toolOf(named('braze'), set).description).toBe('Congratulates one customer');
  });

  it('has a brake wherever people are listed', () => {
    expect(parametersOf(named('bryj'), { resource: 'batch', operation: 'trigger' }).options).toEqual({ stopAbove: 100 });
    expect(parametersOf(named('bryj'), { resource: 'batch', operation: 'getReport' })).not.toHaveProperty('options');
  });

  it('cannot wait for a callback, which would put the agent to sleep', () => {
    expect(parametersOf(named('braze'), { resource: 'segment', operation: 'export', waitForCallback: true })).not.toHaveProperty('waitForCallback');
  });
});

describe('outside of agents', () => {
  it('nothing is asked of a model', () => {
    const { description } = types.braze!;
    const values = NodeHelpers.getNodeParameters(
      description.properties,
      { resource: 'campaign', operation: 'trigger' },
      true,
      false,
      { typeVersion: 2 },
      description,
    )!;
    expect(values).toMatchObject({ recipientsFrom: 'items', options: {} });
    expect(values).not.toHaveProperty('toolDescription');
    expect(JSON.stringify(values)).not.toContain('fromAI');
  });
});

describe('tools of the first version', () => {
  it('keep their defaults', () => {
    const values = parametersOf(named('bryj'), { resource: 'batch', operation: 'trigger' }, 1);
    expect(values).toMatchObject({ recipientsFrom: 'items', options: {} });
    expect(asks(toolOf(named('bryj'), { resource: 'batch', operation: 'trigger', recipientsFrom: 'json' }, 1))).toEqual([]);
  });
});
