import { ProcessedData } from '../../hosts/n8n/processedData';
import { check } from '../../properties/driver';
import { nodeHistories } from '../../properties/sendOnce/n8nHistory';
import { NodePlayer } from '../../properties/sendOnce/n8nPlay';
import { nodeWires } from '../../properties/sendOnce/n8nWires';
import { VendorServer } from '../../properties/sendOnce/vendorServer';

/** The histories of `test/properties/sendOnce/n8n.test.ts`, some hundred of them. */

const HISTORIES = 300;

const server = new VendorServer();
let store: ProcessedData;
beforeAll(async () => {
  await server.open();
  store = await ProcessedData.open();
});
afterAll(() => server.close());

it.each(nodeWires.map((node) => [node.wire.name, node] as const))(
  '%s',
  async (_, node) => {
    await check(nodeHistories, Math.ceil(HISTORIES / nodeWires.length), (history) => new NodePlayer(node, history, server, store).play());
  },
  300_000,
);
