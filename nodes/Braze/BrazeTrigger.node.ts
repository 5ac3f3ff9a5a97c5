import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { braze } from '../../vendors/braze';
import { listSearchOf, NODE_VERSIONS, pollOf, triggerHintsOf, triggerPropertiesOf, triggerSubtitleOf } from '../shared';

export class BrazeTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Braze Trigger',
    name: 'brazeTrigger',
    icon: { light: 'file:../../icons/braze.svg', dark: 'file:../../icons/braze.dark.svg' },
    group: ['trigger'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: triggerSubtitleOf(braze),
    description: 'Starts the workflow on new Braze unsubscribes and analytics data points',
    defaults: { name: 'Braze Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'brazeApi', required: true }],
    hints: triggerHintsOf(braze),
    properties: triggerPropertiesOf(braze),
  };

  methods = { listSearch: listSearchOf(braze) };

  poll = pollOf(braze);
}
