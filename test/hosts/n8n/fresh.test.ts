import './environment';
import { NodeHelpers, Workflow, type INode, type INodeParameters, type INodeProperties, type INodeType } from 'n8n-workflow';
import { Braze } from '../../../nodes/Braze/Braze.node';
import { BrazeTrigger } from '../../../nodes/Braze/BrazeTrigger.node';
import { Bryj } from '../../../nodes/Bryj/Bryj.node';
import { FollowAnalytics } from '../../../nodes/FollowAnalytics/FollowAnalytics.node';
import { FollowAnalyticsTrigger } from '../../../nodes/FollowAnalytics/FollowAnalyticsTrigger.node';
import { Horisen } from '../../../nodes/Horisen/Horisen.node';
import { MoEngage } from '../../../nodes/MoEngage/MoEngage.node';

/** What a node that was just added opens on, and what the editor shows of it. */

const types = { braze: new Braze(), bryj: new Bryj(), followAnalytics: new FollowAnalytics(), horisen: new Horisen(), moEngage: new MoEngage() };

const openedOn = ({ description }: INodeType, typeVersion: number, set: INodeParameters = {}): string => {
  const values = NodeHelpers.getNodeParameters(description.properties, set, true, false, { typeVersion }, description)!;
  return `${String(values.resource)}.${String(values.operation)}`;
};

describe('a new node', () => {
  it.each([
    ['braze', 'user.track'],
    ['bryj', 'batch.trigger'],
    ['followAnalytics', 'batch.trigger'],
    ['horisen', 'campaign.create'],
    ['moEngage', 'push.send'],
  ] as const)('opens on the everyday operation: %s on %s', (id, expected) => {
    const type = types[id];
    expect(type.description).toMatchObject({ version: [1, 2], defaultVersion: 2 });
    expect(openedOn(type, 2)).toBe(expected);
  });

  it.each([
    ['message', 'message.send'],
    ['campaign', 'campaign.trigger'],
    ['segment', 'segment.export'],
  ])('opens on it in each resource: %s on %s', (resource, expected) => {
    expect(openedOn(types.braze, 2, { resource })).toBe(expected);
  });

  it.each(Object.entries(types))('opens nowhere on what deletes or cancels, and lists that last: %s', (_, type) => {
    const resources = type.description.properties.find(({ name }) => name === 'resource')!.options!.map((each) => ('value' in each ? String(each.value) : ''));
    for (const resource of resources) {
      expect(openedOn(type, 2, { resource })).not.toMatch(/\.(cancel|delete)/);
      const { options } = type.description.properties.find((each) => each.name === 'operation' && each.displayOptions?.show?.resource?.includes(resource))!;
      const operations = options!.map((each) => ('value' in each ? String(each.value) : ''));
      const harmful = operations.filter((each) => /^(cancel|delete)/.test(each));
      expect(operations.slice(operations.length - harmful.length)).toEqual(harmful);
    }
  });
});

describe('a node of the first version, which was saved without what equalled its default', () => {
  it.each([
    ['braze', {}, 'user.delete'],
    ['braze', { resource: 'message' }, 'message.cancelSchedule'],
    ['braze', { resource: 'email' }, 'email.getUnsubscribes'],
    ['braze', { resource: 'campaign' }, 'campaign.trigger'],
    ['bryj', {}, 'batch.cancel'],
    ['followAnalytics', {}, 'batch.cancel'],
    ['followAnalytics', { resource: 'campaign' }, 'campaign.create'],
    ['horisen', {}, 'campaign.create'],
    ['moEngage', {}, 'push.send'],
  ] as const)('is what it was: %s %j', (id, set, expected) => {
    expect(openedOn(types[id], 1, set)).toBe(expected);
  });
});

describe('the line below the name', () => {
  const below = (type: INodeType, parameters: INodeParameters, typeVersion = 2): unknown => {
    const { description } = type;
    const node: INode = { id: '1', name: 'Node', type: description.name, typeVersion, position: [0, 0], parameters };
    const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
    const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
    return workflow.expression.getSimpleParameterValue(workflow.getNode('Node')!, description.subtitle, 'internal', {});
  };

  it.each([
    [types.braze, { resource: 'campaign', operation: 'trigger' }, 'Trigger campaign'],
    [types.braze, { resource: 'message', operation: 'cancelSchedule' }, 'Cancel message schedule'],
    [types.bryj, {}, 'Trigger batch'],
    [new BrazeTrigger(), { triggerOn: 'unsubscribes' }, 'On new unsubscribes'],
    [new FollowAnalyticsTrigger(), {}, 'On new hits'],
  ] as const)('is what it does, in words', (type, parameters, expected) => {
    expect(below(type, parameters)).toBe(expected);
  });
});

it.each([
  [
    types.braze,
    [
      'alert',
      'body',
      'confirmationPageHtml',
      'content',
      'description',
      'message',
      'plaintextBody',
      'preferenceCenterPageHtml',
      'rsaPublicKeyStr',
      'toastContent',
    ],
  ],
  [types.followAnalytics, ['messageContent', 'pushMessage']],
  [types.horisen, ['cardDescription', 'messageText', 'template', 'webpushBody']],
  [types.moEngage, ['message']],
  [types.bryj, []],
])('the text of a message has several lines', (type, expected) => {
  const found = new Set<string>();
  const look = (properties: readonly INodeProperties[]): void => {
    for (const { name, type: kind, typeOptions, options = [] } of properties) {
      if (kind === 'string' && typeOptions?.rows !== undefined && name !== 'toolDescription') found.add(name);
      look(options.flatMap((option) => ('values' in option ? option.values : 'displayName' in option ? [option] : [])));
    }
  };
  look(type.description.properties);
  expect([...found].sort()).toEqual(expected);
});
