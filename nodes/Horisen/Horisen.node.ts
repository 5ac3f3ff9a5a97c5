import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { horisen } from '../../vendors/horisen';
import { listSearchOf, NODE_VERSIONS, propertiesOf, runOf, subtitleOf } from '../shared';

export class Horisen implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'HORISEN',
    name: 'horisen',
    icon: { light: 'file:../../icons/horisen.svg', dark: 'file:../../icons/horisen.dark.svg' },
    group: ['output'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: subtitleOf(horisen),
    description: horisen.description,
    defaults: { name: 'HORISEN' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'horisenApi', required: true }],
    properties: propertiesOf(horisen),
  };

  methods = { listSearch: listSearchOf(horisen) };

  execute = runOf(horisen);
}
