import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { bryj } from '../../vendors/bryj';
import { listSearchOf, NODE_VERSIONS, pollOf, triggerHintsOf, triggerPropertiesOf, triggerSubtitleOf } from '../shared';

export class BryjTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Bryj Trigger',
    name: 'bryjTrigger',
    icon: { light: 'file:../../icons/bryj.svg', dark: 'file:../../icons/bryj.dark.svg' },
    group: ['trigger'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: triggerSubtitleOf(bryj),
    description: 'Starts the workflow with rows of Bryj reports as they become ready',
    defaults: { name: 'Bryj Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'bryjApi', required: true }],
    hints: triggerHintsOf(bryj),
    properties: triggerPropertiesOf(bryj),
  };

  methods = { listSearch: listSearchOf(bryj) };

  poll = pollOf(bryj);
}
