import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { braze } from '../../vendors/braze';
import { callbackOf, callbackWebhook, callbackWebhookMethods } from '../shared/callback';
import { listSearchOf } from '../shared/pickers';
import { propertiesOf } from '../shared/properties';
import { resourceMappingOf } from '../shared/readVariables';
import { runOf } from '../shared/run';
import { subtitleOf } from '../shared/subtitle';
import { NODE_VERSIONS } from '../shared/versions';

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
