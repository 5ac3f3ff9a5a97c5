import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeParameters, type INodeType } from 'n8n-workflow';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { braze } from '../../../vendors/braze';
import { chainOf } from './bench';
import { pickerContext, runWorkflow, type WorkflowFile } from './engine';
import { picked, Stage } from './stage';

/** Canvases in n8n's own engine: the example that ships, what a Canvas that is not active says, and the picker. */
const stage = new Stage('braze');

const DEMO = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const PAUSED = 'aaaaaaaa-5555-4555-8555-555555555555';
const people = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, i) => ({ json: { id: `demo-000${i + 1}`, city: 'Rome' } }));
const trigger = (canvas: string): INodeParameters => ({
  resource: 'canvas',
  operation: 'trigger',
  canvasId: picked(canvas),
  recipientsFrom: 'items',
  userColumn: 'id',
  variables: 'all',
});

/** A stand-in for a node of n8n's that the example uses, by what it makes of items. */
const standIn = (of: (items: readonly INodeExecutionData[], parameter: (name: string) => unknown) => INodeExecutionData[]): INodeType => ({
  description: {
    displayName: 'Stand-in',
    name: 'standIn',
    group: ['transform'],
    version: 1,
    description: '',
    defaults: { name: 'Stand-in' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    properties: ['jsonOutput', 'fieldToSplitOut'].map((name) => ({ displayName: name, name, type: 'string' as const, default: '' })),
  },
  async execute(this: IExecuteFunctions) {
    return [of(this.getInputData(), (name) => this.getNodeParameter(name, 0))];
  },
});
const types: Record<string, INodeType> = {
  'n8n-nodes-base.set': standIn((_, parameter) => [{ json: JSON.parse(String(parameter('jsonOutput'))) as never }]),
  'n8n-nodes-base.splitOut': standIn((items, parameter) =>
    items.flatMap(({ json }) => (json[String(parameter('fieldToSplitOut'))] as object[]).map((each) => ({ json: each as never }))),
  ),
};

/** A workflow as it ships, with the sandbox's account. */
const example = (name: string): WorkflowFile => {
  const file = JSON.parse(readFileSync(join(__dirname, '../../../examples', `${name}.json`), 'utf8').replaceAll('"brazeSandbox"', '"braze"')) as WorkflowFile;
  return { ...file, nodes: file.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote') };
};

const entriesToday = async (): Promise<number> => {
  const [row] = (await stage.run({ resource: 'canvas', operation: 'getSummary', canvasId: picked(DEMO), length: 1 })).jsons('Node');
  return row!.entries as number;
};

describe('the example braze-canvas-and-series', () => {
  it('has its people enter the Canvas in one request, and reads its week once', async () => {
    const before = await entriesToday();
    const ran = await runWorkflow(example('braze-canvas-and-series'), { types, clock: stage.clock, accounts: stage.account() });
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Trigger').map(({ user_id, status }) => [user_id, status])).toEqual([
      ['demo-0001', 'accepted'],
      ['demo-0002', 'accepted'],
    ]);
    expect(stage.wire('/canvas/trigger/send').map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        canvas_id: DEMO,
        recipients: [
          { external_user_id: 'demo-0001', context: { first_name: 'Chloé', product_name: 'shoes', product_price: 79.99 } },
          { external_user_id: 'demo-0002', context: { first_name: 'José', product_name: 'hat', product_price: 19.5 } },
        ],
      },
    ]);
    expect(stage.wire('/canvas/data_series')).toHaveLength(1);
    const days = ran.jsons('Get Series');
    expect(days).toHaveLength(7);
    expect(days.at(-1)).toMatchObject({ entries: before + 2, revenue: expect.any(Number), step_welcome_ios_push_sent: expect.any(Number) });
  });
});

describe('a Canvas that is not active', () => {
  it('is reported for each person, as what it is: not sent', async () => {
    const ran = await stage.run(trigger(PAUSED), people(2));
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node').map(({ external_user_id, status, notice }) => [external_user_id, status, notice])).toEqual(
      ['demo-0001', 'demo-0002'].map((id) => [id, 'notSent', 'The Canvas is paused. Resume the Canvas to ensure trigger requests will take effect.']),
    );
    expect(stage.sandbox.accepted('braze').people).toEqual({});
  });
});

describe('the picker of Canvases', () => {
  const context = () => pickerContext(chainOf(stage.node('Node', trigger(DEMO))), 'Node', { accounts: stage.account() });
  const search = async (filter?: string) => {
    const methods = listSearchOf(braze);
    const name = Object.keys(methods).find((each) => each.toLowerCase().includes('canvasgetmany'));
    return (await methods[name!]!.call(context(), filter)).results;
  };

  it('lists more than a page, and finds one by a part of its name', async () => {
    expect((await search()).length).toBeGreaterThan(100);
    expect(await search('PAUSED c')).toEqual([expect.objectContaining({ name: 'Paused Canvas', value: PAUSED })]);
  });
});
