import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { followAnalytics } from '../../vendors/followAnalytics';
import { listSearchOf, NODE_VERSIONS, propertiesOf, resourceMappingOf, runOf, subtitleOf } from '../shared';

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
