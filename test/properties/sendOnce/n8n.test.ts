import { ProcessedData } from '../../hosts/n8n/processedData';
import { check } from '../driver';
import { nodeHistories } from './n8nHistory';
import { NodePlayer } from './n8nPlay';
import { nodeWires } from './n8nWires';
import { VendorServer } from './vendorServer';

/**
 * Sent once, or said so, in n8n's own engine: *Retry On Fail* and *On Error*, texts that are another each try, cancellations, deaths, and executions
 * one after the other and at once under a send-once key. The vendor is a local server that counts.
 */

/** Histories of each endpoint. */
const RUNS = 24;

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
    await check(nodeHistories, RUNS, (history) => new NodePlayer(node, history, server, store).play());
  },
  120_000,
);
