import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { bryj } from '../../vendors/bryj';
import { listSearchOf, NODE_VERSIONS, propertiesOf, resourceMappingOf, runOf, subtitleOf } from '../shared';

export class Bryj implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Bryj',
    name: 'bryj',
    icon: { light: 'file:../../icons/bryj.svg', dark: 'file:../../icons/bryj.dark.svg' },
    group: ['output'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: subtitleOf(bryj),
    description: bryj.description,
    defaults: { name: 'Bryj' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'bryjApi', required: true }],
    properties: propertiesOf(bryj),
  };

  methods = { listSearch: listSearchOf(bryj), resourceMapping: resourceMappingOf(bryj) };

  execute = runOf(bryj);
}
