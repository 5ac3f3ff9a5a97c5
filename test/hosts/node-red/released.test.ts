import helper from 'node-red-node-test-helper';
import { operationsOf, type AnyOperation, type AnyVendor, type JsonObject } from '../../../engine';
import { campaignNodes } from '../../../node-red/runtime';
import { accountType, isSecret, accountForm, nodeTypes, type Choice } from '../../../node-red/shared/types';
import { roster } from '../../../sandbox/roster';
import { vendors } from '../../../vendors';
import { demoCredential, type Rehearsal } from '../../support/sandbox';
import { isPresentSaved, people, Released, VARIABLES, withoutPeople } from '../released';
import { demoAccount } from './accounts';
import { Bench, fromMsg, num, str, type FlowNode, type Values } from './bench';
import { PollBench } from './pollBench';
import { savedFor } from './saved';

/** Flows that released versions saved, in Node-RED's own runtime: they send what they sent then. */

const BY_ITEMS = ' by items';
const ACCOUNT = 'demo';
const vendorOf = (id: string): AnyVendor => vendors.find((each) => each.id === id)!;

/** People come with the message, and the options for sending are used. */
const byItems = (o: AnyOperation): Values | undefined => {
  const input = withoutPeople(o);
  if (!input) return undefined;
  return {
    ...savedFor(o, input),
    recipientsFrom: { type: 'choice', value: 'items' },
    items: fromMsg('payload'),
    userColumn: str('who'),
    variables: { type: 'choice', value: 'chosen' },
    variableColumns: { type: 'rows', value: Object.entries(VARIABLES).map(([variable, column]) => ({ variable: str(variable), column: str(column) })) },
    duplicates: { type: 'choice', value: 'keepLast' },
    emptyValues: { type: 'choice', value: 'refuse' },
    sendOnceKey: str('order-1'),
    sendOnceHours: num(24),
    stopAbove: num(10),
  };
};

/** An everyday verb has a node of its own, any other operation is in the vendor's. */
const typeOf = ({ vendor, name }: Pick<Choice, 'vendor' | 'name'>): string =>
  nodeTypes(vendors).find(({ choices }) => choices.some((each) => each.vendor === vendor && each.name === name))!.type;

const save = (vendorId: string, address: string): FlowNode[] => {
  const vendor = vendorOf(vendorId);
  const baseUrls = Object.fromEntries(roster.map(({ id, segments }) => [id, `${address}/${segments[0] ?? id}`]));
  const account = demoAccount(vendor, { baseUrls } as Rehearsal).node;
  const node = (id: string, name: string, values: Values): FlowNode => ({
    id,
    z: 'f',
    type: typeOf({ vendor, name }),
    name: id,
    account: ACCOUNT,
    vendor: vendorId,
    operation: name,
    values,
    version: 1,
    x: 0,
    y: 0,
    wires: [['out']],
  });
  return [
    { id: 'f', type: 'tab', label: vendor.label },
    { ...account, id: ACCOUNT },
    ...operationsOf(vendor).flatMap(({ name, operation }) => {
      const items = byItems(operation);
      return [node(name, name, savedFor(operation, operation.sampleInputs[1])), ...(items ? [node(`${name}${BY_ITEMS}`, name, items)] : [])];
    }),
    ...Object.entries(vendor.triggers).map(([name, trigger]) => node(`trigger ${name}`, `trigger.${name}`, savedFor(trigger, trigger.sampleInputs[1]))),
  ];
};

/** The secrets of an account, by whichever names they were saved: Node-RED keeps them beside the flow. */
const secretsOf = (vendorId: string, sandbox: Rehearsal): Record<string, string> => {
  const given: JsonObject = demoCredential(vendorId, sandbox);
  return Object.fromEntries(
    accountForm(vendorOf(vendorId))
      .filter(isSecret)
      .map(({ name, wire }) => [name, String(given[wire!] ?? '')]),
  );
};

it('there are files of the present version; if not: npm run saved', () => {
  expect(isPresentSaved('node-red')).toBe(true);
});

describe.each(Released.all('node-red', save))('%s', (_, released) => {
  const { vendorId } = released;
  const isTested = ({ type }: FlowNode): boolean => type !== 'tab' && type !== accountType(vendorOf(vendorId));
  const nodes = released.content<FlowNode[]>().filter(isTested);
  const isPolling = ({ type }: FlowNode): boolean => type.endsWith('-in');

  /** The flow as it was saved, with this node alone. */
  const flowWith = ({ id }: FlowNode, sandbox: Rehearsal): FlowNode[] => {
    const all = released.content<FlowNode[]>(sandbox.url);
    return all.filter((each) => !isTested(each) || each.id === id);
  };

  it.each(nodes.filter((each) => !isPolling(each)).map((node) => [node.id, node] as const))('%s', async (id, node) => {
    const bench = await Bench.open();
    try {
      await bench.sandbox.control('POST', '/followAnalytics/settings', { exportMs: 0 });
      const flow = flowWith(node, bench.sandbox).map((each) => (each.id === id ? { ...each, id: 'n' } : each));
      await bench.run(flow, { payload: people }, { vendors, credentials: { [ACCOUNT]: secretsOf(vendorId, bench.sandbox) } });
      expect(bench.caught).toEqual([]);
      released.expectSame(id, bench.sandbox);
    } finally {
      await helper.unload();
      await bench.close();
    }
  });

  if (nodes.some(isPolling)) {
    it.each(nodes.filter(isPolling).map((node) => [node.id, node] as const))('%s', async (id, node) => {
      const bench = await PollBench.open();
      try {
        const flow = flowWith(node, bench.sandbox);
        await helper.load([campaignNodes({ vendors, clock: bench.clock })], [...flow, { id: 'out', z: 'f', type: 'helper' }] as never, {
          [ACCOUNT]: secretsOf(vendorId, bench.sandbox),
        });
        await bench.clock.idle();
        released.expectSame(id, bench.sandbox);
      } finally {
        await helper.unload();
        await bench.close();
      }
    });
  }
});
