import { ProcessedData } from '../../hosts/n8n/processedData';
import { check } from '../driver';
import { nodeHistories } from './n8nHistory';
import { NodePlayer } from './n8nPlay';
import { nodeWires } from './n8nWires';
import { VendorServer } from './vendorServer';

export const endpoints = nodeWires.length;

/**
 * A test for each endpoint: histories at random in n8n's own engine, against a local server that counts.
 * @param runs histories of each endpoint
 * @param timeoutMs for all of one endpoint
 */
export const historiesInN8n = (runs: number, timeoutMs: number): void => {
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
      await check(nodeHistories, runs, (history) => new NodePlayer(node, history, server, store).play());
    },
    timeoutMs,
  );
};
