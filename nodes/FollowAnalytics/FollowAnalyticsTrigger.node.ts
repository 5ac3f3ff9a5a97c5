import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { followAnalytics } from '../../vendors/followAnalytics';
import { listSearchOf, NODE_VERSIONS, pollOf, triggerHintsOf, triggerPropertiesOf, triggerSubtitleOf } from '../shared';

export class FollowAnalyticsTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'FollowAnalytics Trigger',
    name: 'followAnalyticsTrigger',
    icon: { light: 'file:../../icons/followAnalytics.svg', dark: 'file:../../icons/followAnalytics.dark.svg' },
    group: ['trigger'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: triggerSubtitleOf(followAnalytics),
    description: 'Starts the workflow on FollowAnalytics report rows, hits and campaign changes',
    defaults: { name: 'FollowAnalytics Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'followAnalyticsApi', required: true }],
    hints: triggerHintsOf(followAnalytics),
    properties: triggerPropertiesOf(followAnalytics),
  };

  methods = { listSearch: listSearchOf(followAnalytics) };

  poll = pollOf(followAnalytics);
}
