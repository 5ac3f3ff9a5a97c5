import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { horisen } from '../../vendors/horisen';
import { listSearchOf, NODE_VERSIONS, pollOf, triggerHintsOf, triggerPropertiesOf, triggerSubtitleOf } from '../shared';

export class HorisenTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'HORISEN Trigger',
    name: 'horisenTrigger',
    icon: { light: 'file:../../icons/horisen.svg', dark: 'file:../../icons/horisen.dark.svg' },
    group: ['trigger'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: triggerSubtitleOf(horisen),
    description: 'Starts the workflow when HORISEN campaigns are created, change, run or end',
    defaults: { name: 'HORISEN Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'horisenApi', required: true }],
    hints: triggerHintsOf(horisen),
    properties: triggerPropertiesOf(horisen),
  };

  methods = { listSearch: listSearchOf(horisen) };

  poll = pollOf(horisen);
}
