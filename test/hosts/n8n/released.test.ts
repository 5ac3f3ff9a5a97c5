import './environment';
import { NodeHelpers, type IDataObject, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { operationsOf, type AnyOperation } from '../../../engine';
import { ROWS } from '../../../nodes/shared/parameter';
import { TRIGGER_ON, triggerPropertiesOf } from '../../../nodes/shared/triggerProperties';
import { propertiesOf } from '../../../nodes/shared/properties';
import { vendors } from '../../../vendors';
import { NOON } from '../../support/host';
import { isPresentSaved, people, Released, VARIABLES, withoutPeople } from '../released';
import { chainOf } from './bench';
import { runPoll, runWorkflow, type WorkflowFile } from './engine';
import { parametersFor } from './parameters';
import { ProcessedData } from './processedData';
import { Stage } from './stage';

/** Workflows that released versions saved, in n8n's own engine: they send what they sent then. */

const BY_ITEMS = ' by items';
const START = 'n8n-nodes-base.manualTrigger';

/** A node as the editor saves it: without what stands at its default, but for what was chosen. */
const savedNode = (vendorId: string, name: string, isTrigger: boolean, chosen: INodeParameters, filled: INodeParameters): INode => {
  const parameters = { ...chosen, ...filled };
  const vendor = vendors.find(({ id }) => id === vendorId)!;
  const properties = isTrigger ? triggerPropertiesOf(vendor) : propertiesOf(vendor);
  const node: INode = {
    id: name,
    name,
    type: `n8n-nodes-campaigns.${vendorId}${isTrigger ? 'Trigger' : ''}`,
    typeVersion: 1,
    position: [0, 0],
    parameters,
    credentials: { [`${vendorId}Api`]: { id: vendorId, name: 'Sandbox' } },
  };
  return { ...node, parameters: { ...chosen, ...NodeHelpers.getNodeParameters(properties, parameters, false, false, node, { properties } as never)! } };
};

/** People come from items, and the options for sending are used. */
const byItems = (o: AnyOperation): INodeParameters | undefined => {
  const input = withoutPeople(o);
  if (!input) return undefined;
  const columns = Object.entries(VARIABLES).map(([variable, column]) => ({ variable, column }));
  const own = { recipientsFrom: 'items', userColumn: 'who', variables: 'chosen', variableColumns: { [ROWS]: columns } };
  return {
    ...parametersFor(o, input),
    ...own,
    options: { duplicates: 'keepLast', emptyValues: 'refuse', sendOnceKey: 'order-1', sendOnceHours: 24, stopAbove: 10 },
  };
};

const save = (vendorId: string): WorkflowFile => {
  const vendor = vendors.find(({ id }) => id === vendorId)!;
  const operations = operationsOf(vendor).flatMap(({ name, resource, key, operation }) => {
    const chosen = { resource, operation: key };
    const items = byItems(operation);
    return [
      savedNode(vendorId, name, false, chosen, parametersFor(operation, operation.sampleInputs[1])),
      ...(items ? [savedNode(vendorId, `${name}${BY_ITEMS}`, false, chosen, items)] : []),
    ];
  });
  const triggers = Object.entries(vendor.triggers).map(([name, trigger]) =>
    savedNode(vendorId, `trigger ${name}`, true, { [TRIGGER_ON]: name }, parametersFor(trigger, trigger.sampleInputs[1])),
  );
  const { nodes } = chainOf(...operations, ...triggers);
  return { nodes, connections: { Start: { main: [operations.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }))] } } };
};

/** A node by items is handed two people, any other one item. */
const itemsFor = (name: string): INodeExecutionData[] => (name.endsWith(BY_ITEMS) ? people : [{}]).map((json) => ({ json: json as IDataObject }));

let store: ProcessedData;
beforeAll(async () => {
  store = await ProcessedData.open();
});
beforeEach(() => store.clear());

it('there are files of the present version; if not: npm run saved', () => {
  expect(isPresentSaved('n8n')).toBe(true);
});

describe.each(Released.all('n8n', save))('%s', (_, released) => {
  const stage = new Stage(released.vendorId, NOON);
  const { nodes } = released.content<WorkflowFile>();

  it.each(nodes.filter(({ type }) => type !== START).map((node) => [node.name, node] as const))('%s', async (name, node) => {
    // What is made in the background is there at once.
    await stage.sandbox.control('POST', '/followAnalytics/settings', { exportMs: 0 });
    const options = { clock: stage.clock, accounts: stage.account(), items: itemsFor(name) };
    if (node.type.endsWith('Trigger')) await runPoll(structuredClone(node), options);
    else expect((await runWorkflow(chainOf(structuredClone(node)), options)).error).toBeUndefined();
    released.expectSame(name, stage.sandbox);
  });
});
