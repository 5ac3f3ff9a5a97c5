import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { braze } from '../../vendors/braze';
import {
  callbackOf,
  callbackWebhook,
  callbackWebhookMethods,
  listSearchOf,
  NODE_VERSIONS,
  propertiesOf,
  resourceMappingOf,
  runOf,
  subtitleOf,
} from '../shared';

export class Braze implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Braze',
    name: 'braze',
    icon: { light: 'file:../../icons/braze.svg', dark: 'file:../../icons/braze.dark.svg' },
    group: ['output'],
    version: NODE_VERSIONS,
    defaultVersion: NODE_VERSIONS.at(-1)!,
    subtitle: subtitleOf(braze),
    description: braze.description,
    defaults: { name: 'Braze' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'brazeApi', required: true }],
    webhooks: [callbackWebhook],
    properties: propertiesOf(braze),
  };

  methods = { listSearch: listSearchOf(braze), resourceMapping: resourceMappingOf(braze) };

  webhookMethods = callbackWebhookMethods;

  execute = runOf(braze);

  webhook = callbackOf(braze);
}
