import { NodeConnectionTypes, type INodeType } from 'n8n-workflow';
import type { AnyVendor } from '../../../engine';
import { propertiesOf } from '../../../nodes/shared/properties';
import { runOf } from '../../../nodes/shared/run';

/** A node for a vendor that is made up, as the vendors' own are. */
export const madeNode = (vendor: AnyVendor, credential: string): INodeType => ({
  description: {
    displayName: 'Made Up',
    name: 'made',
    group: ['output'],
    version: 1,
    description: '',
    defaults: { name: 'Made Up' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: credential, required: true }],
    properties: propertiesOf(vendor),
  },
  execute: runOf(vendor),
});
