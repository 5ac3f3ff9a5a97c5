import './environment';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { Braze } from '../../../nodes/Braze/Braze.node';
import { NAMES_METHOD } from '../../../nodes/shared/mapper';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { braze } from '../../../vendors/braze';
import { chainOf, csvItem, type Manner } from './bench';
import { pickerContext } from './engine';
import { picked, Stage } from './stage';

/** Catalogs in n8n's own engine. */
const stage = new Stage('braze');
const GO_ON: Manner = { onError: 'continueRegularOutput' };
const ITEMS = '/catalogs/offers/items';

const offers = (parameters: INodeParameters): INodeParameters => ({
  resource: 'catalogItem',
  operation: 'upsert',
  catalogName: picked('offers'),
  ...parameters,
});
const nodeOf = (parameters: INodeParameters, manner: Manner = {}): INode => ({ ...stage.node('Node', parameters, manner), typeVersion: 2 });
const run = async (parameters: INodeParameters, items: readonly INodeExecutionData[], manner?: Manner) =>
  await stage.runAll([nodeOf(offers(parameters), manner)], { items });
const sent = () => stage.wire(ITEMS, 'PUT').map(({ body }) => (JSON.parse(body) as { items: object[] }).items);
/** What the outbox shows of the catalog. */
const stored = async () => ((await stage.sandbox.control('GET', '/catalogs/items?vendor=braze&catalog=offers&limit=500')) as { items: object[] }).items;

const rows = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, i) => ({ json: { id: `i${i}`, title: `Item ${i}`, price: i } }));
const FROM_ITEMS = { recipientsFrom: 'items', userColumn: 'id' };

it('120 items go out in three requests, and each has its answer', async () => {
  const ran = await run(FROM_ITEMS, rows(120));
  expect(ran.error).toBeUndefined();
  expect(sent().map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(ran.items('Node')[119]).toMatchObject({ json: { catalog_name: 'offers', id: 'i119', status: 'accepted' }, pairedItem: { item: 119 } });
  expect(await stored()).toHaveLength(120);
});

it('an item that Braze rejects fails alone if the node goes on, and the others are stored', async () => {
  const items = rows(3);
  items[1]!.json.nothing = 1;
  const ran = await run(FROM_ITEMS, items, GO_ON);
  expect(ran.jsons('Node').map(({ id, error }) => id ?? error)).toEqual(['i0', 'i2', expect.stringContaining("The catalog item 'i1' was rejected.")]);
  expect(sent().map(({ length }) => length)).toEqual([3, 2]);
  expect((await stored()).map((item) => (item as { id: string }).id)).toEqual(['i0', 'i2']);
});

it('an item that Braze rejects ends the node otherwise, and nothing is stored', async () => {
  const items = rows(3);
  items[1]!.json.nothing = 1;
  const ran = await run(FROM_ITEMS, items);
  expect(ran.error?.message).toContain("The catalog item 'i1' was rejected.");
  expect(await stored()).toEqual([]);
});

it('a CSV file is read as the catalog has its fields', async () => {
  const csv = 'id,title,price,is_new\nshoes,"Shoes, red",79.90,yes\nhat,,25,\n';
  const ran = await run({ recipientsFrom: 'file', file: 'data' }, [csvItem(csv, 'offers.csv')]);
  expect(ran.error).toBeUndefined();
  expect(ran.jsons('Node').map(({ id, status }) => [id, status])).toEqual([
    ['shoes', 'accepted'],
    ['hat', 'accepted'],
  ]);
  expect(await stored()).toEqual([
    { id: 'shoes', title: 'Shoes, red', price: 79.9, is_new: true },
    { id: 'hat', price: 25 },
  ]);
});

it('a faulty cell is named before anything is sent', async () => {
  const ran = await run({ recipientsFrom: 'file', file: 'data' }, [csvItem('id,price\nshoes,cheap\n', 'offers.csv')]);
  expect(ran.error?.message).toContain("row 1 (below the first line) of the file 'offers.csv' has 'cheap' in column 'price', which is no number");
  expect(sent()).toEqual([]);
});

describe('the form', () => {
  const context = (parameters: INodeParameters) => pickerContext(chainOf(nodeOf(parameters)), 'Node', { accounts: stage.account() });

  it('lists the catalogs', async () => {
    const methods = listSearchOf(braze);
    const name = Object.keys(methods).find((each) => each.toLowerCase().includes('cataloggetmany'))!;
    expect((await methods[name]!.call(context(offers({})))).results).toEqual([
      { name: 'restaurants (My Restaurants)', value: 'restaurants' },
      { name: 'offers (Offers of the week)', value: 'offers' },
    ]);
  });

  it('has a field for each of the catalog', async () => {
    const { fields, emptyFieldsNotice } = await new Braze().methods!.resourceMapping![NAMES_METHOD]!.call(context(offers(FROM_ITEMS)));
    expect(fields.map(({ id }) => id)).toEqual(['title', 'price', 'ends_at', 'is_new']);
    expect(emptyFieldsNotice).toMatch(/^The catalog has 'title', 'price', 'ends_at', 'is_new'\./);
  });
});

describe('braze-catalog-from-sheet', () => {
  const { nodes } = JSON.parse(readFileSync(join(__dirname, '../../../examples/braze-catalog-from-sheet.json'), 'utf8')) as { nodes: readonly INode[] };
  const named = (name: string): INode => nodes.find((node) => node.name === name)!;

  it('its rows become items of the catalog, in one request', async () => {
    // What n8n's own nodes hand on.
    const { rows: sheet } = JSON.parse(String(named('Sheet').parameters.jsonOutput)) as { rows: INodeExecutionData['json'][] };
    const own = named('Create or Update');
    const ran = await stage.runAll([{ ...own, credentials: stage.node('x', {}).credentials! }], { items: sheet.map((json) => ({ json })) });
    expect(ran.jsons('Create or Update').map(({ id, status }) => [id, status])).toEqual(['shoes-red', 'hat-green', 'scarf-blue'].map((id) => [id, 'accepted']));
    expect(sent()).toHaveLength(1);
    expect(await stored()).toEqual(sheet.map(({ sku: id, ...fields }) => ({ id, ...fields })));
  });
});
