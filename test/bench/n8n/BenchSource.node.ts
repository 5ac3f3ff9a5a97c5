import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { person, recipient } from '../items';
import { restartPeak } from '../memory';
import { started } from './figures';

const KINDS = { person, recipient, nothing: () => ({}) };

/** Gives the items of a run, and starts the clock once they are made. */
export class BenchSource implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Bench Source',
    name: 'benchSource',
    group: ['transform'],
    version: 1,
    description: 'Items to measure with',
    defaults: { name: 'Bench Source' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    properties: [
      { displayName: 'Kind', name: 'kind', type: 'string', default: 'nothing' },
      { displayName: 'Items', name: 'items', type: 'number', default: 1 },
    ],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const make = KINDS[this.getNodeParameter('kind', 0) as keyof typeof KINDS];
    const items = Array.from({ length: this.getNodeParameter('items', 0) as number }, (_, i) => ({ json: make(i), pairedItem: { item: 0 } }));
    started({ baseBytes: restartPeak('self'), at: performance.now() });
    return [items];
  }
}
