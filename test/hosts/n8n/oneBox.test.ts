import { NodeHelpers, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { Braze } from '../../../nodes/Braze/Braze.node';
import { PollStage } from './pollStage';
import { ProcessedData } from './processedData';
import { picked, Stage } from './stage';
import { trigger, TRIGGER } from './triggers';

/** Nodes of version 2 over the wire, whose optional fields are in one box or, from before, in two: neither place loses what protects. */
const stage = new Stage('braze');

let store: ProcessedData;
beforeAll(async () => {
  store = await ProcessedData.open();
});
beforeEach(() => store.clear());

const { description } = new Braze();
const text = '{"text":"Hello"}';

/** What the editor makes of a node's parameters when it saves them. */
const saved = (parameters: INodeParameters): INodeParameters =>
  NodeHelpers.getNodeParameters(description.properties, parameters, false, false, { typeVersion: 2 }, description)!;

const people = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, i) => ({ json: { user: `person-${i}` } }));
const run = (parameters: INodeParameters, items = people(2)) =>
  stage.runAll([{ ...stage.node('Node', structuredClone(parameters)), typeVersion: 2 }], { items });
const bodies = () => stage.wire(TRIGGER).map(({ body }) => JSON.parse(body) as { readonly trigger_properties?: unknown });

/** Both ways to have an additional field beside options, as written by hand and as the editor saves them. */
const places = (options: INodeParameters): readonly (readonly [string, INodeParameters])[] =>
  (
    [
      ['in two boxes', { ...trigger, additionalFields: { triggerProperties: text }, options }],
      ['in one', { ...trigger, options: { triggerProperties: text, ...options } }],
    ] as const
  ).flatMap(([place, parameters]) => [[place, parameters] as const, [`${place}, saved by the editor`, saved(parameters)] as const]);

describe.each(places({}))('an additional field %s', (_, parameters) => {
  it('is sent', async () => {
    expect((await run(parameters)).error).toBeUndefined();
    expect(bodies()).toMatchObject([{ trigger_properties: { text: 'Hello' } }]);
  });
});

describe.each(places({ dryRun: true }))('Dry Run %s', (_, parameters) => {
  it('sends nothing', async () => {
    const ran = await run(parameters);
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ dryRun: true, body: expect.objectContaining({ trigger_properties: { text: 'Hello' } }) })]);
    expect(bodies()).toEqual([]);
  });
});

describe.each(places({ stopAbove: 3 }))('Stop Above %s', (_, parameters) => {
  it('lets through what is not above, and nothing of what is', async () => {
    expect((await run(parameters, people(4))).error?.message).toContain("'Stop Above (Recipients)' is 3, and this would go to 4 recipients. Nothing was sent.");
    expect(bodies()).toEqual([]);
    expect((await run(parameters, people(3))).error).toBeUndefined();
    expect(bodies()).toHaveLength(1);
  });
});

describe.each(places({ sendOnceKey: 'order-1' }))('a send-once key %s', (_, parameters) => {
  it('sends once', async () => {
    await run(parameters);
    expect((await run(parameters)).jsons('Node')).toEqual([expect.objectContaining({ status: 'skipped' }), expect.objectContaining({ status: 'skipped' })]);
    expect(bodies()).toHaveLength(1);
  });
});

describe('an option that says nothing', () => {
  it.each(places({ dryRun: '={{ $json.missing }}' }))('is on if it is Dry Run: %s', async (_, parameters) => {
    expect((await run(parameters)).jsons('Node')).toEqual([expect.objectContaining({ dryRun: true })]);
    expect(bodies()).toEqual([]);
  });

  it.each(places({ stopAbove: '={{ $json.missing }}' }))('is refused if it is a brake: %s', async (_, parameters) => {
    expect((await run(parameters)).error?.message).toBe("Item 1: 'Stop Above (Recipients)' is set but empty.");
    expect(bodies()).toEqual([]);
  });
});

describe('a field in both boxes', () => {
  const twice = (inOptions: string): INodeParameters => ({
    ...trigger,
    additionalFields: { triggerProperties: text },
    options: { triggerProperties: inOptions },
  });

  it('counts in the box where it is added now', async () => {
    await run(twice('{"text":"Bye"}'));
    expect(bodies()).toMatchObject([{ trigger_properties: { text: 'Bye' } }]);
  });

  it('counts in the other while it says nothing there', async () => {
    await run(twice(''));
    expect(bodies()).toMatchObject([{ trigger_properties: { text: 'Hello' } }]);
  });
});

it('an error names the box in which an expression fails', async () => {
  const unreadable = { triggerProperties: "={{ $('Nowhere').first().json.x }}" };
  const message = async (parameters: INodeParameters) => (await run({ ...trigger, ...parameters })).error?.message;
  expect(await message({ options: unreadable })).toMatch(/'Options' could not be read/);
  expect(await message({ additionalFields: unreadable })).toMatch(/'Additional Fields' could not be read/);
});

describe('a tool of an agent whose box lacks the brake', () => {
  const TOOL = 'n8n-nodes-campaigns.brazeTool';
  const send = (count: number, options: INodeParameters, over: INodeParameters = {}, typeVersion = 2) => {
    const recipients = JSON.stringify(Array.from({ length: count }, (_, i) => ({ external_user_id: `person-${i}` })));
    const parameters = { ...trigger, recipientsFrom: 'json', recipients, options, ...over };
    return stage.runAll([{ ...stage.node('Node', parameters), type: TOOL, typeVersion }], { types: { [TOOL]: new Braze() } });
  };

  it('stops above 100 recipients', async () => {
    expect((await send(101, { triggerProperties: text })).error?.message).toContain("'Stop Above (Recipients)' is 100, and this would go to 101 recipients.");
    expect(bodies()).toEqual([]);
    expect((await send(100, { triggerProperties: text })).error).toBeUndefined();
    expect(bodies()).toHaveLength(2);
  });

  it('reaches as many as it is told to, and everyone if a person chose that', async () => {
    expect((await send(101, { stopAbove: 101 })).error).toBeUndefined();
    expect((await send(0, {}, { recipientsFrom: 'everybody' })).error).toBeUndefined();
    expect(bodies()).toHaveLength(4);
  });

  it('has none in the first version', async () => {
    expect((await send(101, {}, {}, 1)).error).toBeUndefined();
  });
});

describe('a trigger', () => {
  const follow = new PollStage('followAnalytics', Date.UTC(2026, 0, 15, 12));
  const hits = (options: INodeParameters) =>
    follow.watch('hits', { campaignId: picked('FACMPGN_fQq2YaB9vrJQuDid'), startingAt: '2026-01-15T06:00:00Z', options: { rowsPerRun: 100, ...options } });

  it('has its fields and its options in one box', async () => {
    const node = hits({ lookBackMinutes: 5 });
    node.node.typeVersion = 2;
    expect(await node.poll()).toHaveLength(100);
    const wrong = hits({ lookBackMinutes: 0 });
    wrong.node.typeVersion = 2;
    await expect(wrong.poll()).rejects.toThrow(/Look Back/);
  });
});
