import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { followAnalytics } from '../../vendors/followAnalytics';
import { listSearchOf } from '../shared/pickers';
import { propertiesOf } from '../shared/properties';
import { resourceMappingOf } from '../shared/readVariables';
import { runOf } from '../shared/run';
import { subtitleOf } from '../shared/subtitle';
import { NODE_VERSIONS } from '../shared/versions';

export class FollowAnalytics implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'FollowAnalytics',
    name: 'followAnalytics',
    icon: { light: 'file:../../icons/followAnalytics.svg', dark: 'file:../../icons/followAnalytics.dark.svg' },
    group: ['output'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: subtitleOf(followAnalytics),
    description: followAnalytics.description,
    defaults: { name: 'FollowAnalytics' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'followAnalyticsApi', required: true }],
    properties: propertiesOf(followAnalytics),
  };

  methods = { listSearch: listSearchOf(followAnalytics), resourceMapping: resourceMappingOf(followAnalytics) };

  execute = runOf(followAnalytics);
}
