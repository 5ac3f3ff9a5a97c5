import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { moEngage } from '../../vendors/moEngage';
import { listSearchOf, NODE_VERSIONS, propertiesOf, runOf, subtitleOf } from '../shared';

export class MoEngage implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'MoEngage',
    name: 'moEngage',
    icon: { light: 'file:../../icons/moEngage.svg', dark: 'file:../../icons/moEngage.dark.svg' },
    group: ['output'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: subtitleOf(moEngage),
    description: moEngage.description,
    defaults: { name: 'MoEngage' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'moEngageApi', required: true }],
    properties: propertiesOf(moEngage),
  };

  methods = { listSearch: listSearchOf(moEngage) };

  execute = runOf(moEngage);
}
