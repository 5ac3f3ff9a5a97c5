import type { INodeParameters } from 'n8n-workflow';
import type { Wire } from './wire';
import { wires } from './wires';

/** An endpoint as a node of a workflow: each item is one person, and each try says something else. */
export interface NodeWire {
  readonly wire: Wire;
  readonly parameters: INodeParameters;
}

const wireOf = (name: string): Wire => wires.find((each) => each.name === name)!;

const PICKED = { __rl: true, mode: 'id' } as const;
const CHANCE = '={{ JSON.stringify({ text: Math.random() }) }}';
const ROW = '={{ JSON.stringify([{ user_id: $json.user, template_variables: { text: Math.random() } }]) }}';
const BY_ITEM: INodeParameters = { recipientsFrom: 'items', userColumn: 'user', variables: 'none' };

export const nodeWires: readonly NodeWire[] = [
  {
    // A text of each item's own: a request an item.
    wire: wireOf('braze campaign.trigger'),
    parameters: {
      resource: 'campaign',
      operation: 'trigger',
      campaignId: { ...PICKED, value: 'c' },
      ...BY_ITEM,
      additionalFields: { triggerProperties: CHANCE },
    },
  },
  {
    wire: wireOf('braze user.track of events by the form'),
    parameters: { resource: 'user', operation: 'track', kind: 'event', identifier: 'external_id', name: 'bought', ...BY_ITEM, variables: 'all' },
  },
  {
    wire: wireOf('bryj batch.trigger as JSON'),
    parameters: { resource: 'batch', operation: 'trigger', campaignId: 'CMP_1', recipientsFrom: 'json', messages: ROW },
  },
  {
    wire: wireOf('followAnalytics batch.trigger that does not wait for readiness'),
    parameters: {
      resource: 'batch',
      operation: 'trigger',
      campaignId: { ...PICKED, value: 'FACMPGN_1' },
      recipientsFrom: 'json',
      messages: ROW,
      additionalFields: { checkVariables: false },
    },
  },
  {
    wire: wireOf('moEngage push.send'),
    parameters: {
      resource: 'push',
      operation: 'send',
      campaignName: 'order-shipped',
      targetAudience: 'User',
      attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
      comparisonParameter: 'is',
      attributeValue: '={{ $json.user }}',
      targetPlatform: ['ANDROID'],
      specify: 'form',
      android: { title: 'Your order', message: '=Hello {{ Math.random() }}' },
      type: 'soon',
    },
  },
];
