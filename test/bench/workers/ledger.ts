import { execute, Ledger, type Call, type JsonObject, type Ports } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { portsFor } from './client';
import { job } from './job';

export interface LedgerOrder {
  readonly operation: 'user.track' | 'message.send';
  readonly items: number;
  /** Rounds of each; their medians are compared. */
  readonly rounds: number;
}

/** In seconds of the processor: whatever else the machine does meanwhile is not counted. */
export interface LedgerCost {
  readonly withoutSeconds: number;
  readonly withSeconds: number;
  /** Of the run with the ledger, for each item, once all were sent and nothing but the ledger was left. */
  readonly bytesPerItem: number;
}

const collectGarbage = (globalThis as { gc?: () => void }).gc;
const heap = (): number => {
  collectGarbage!();
  collectGarbage!();
  return process.memoryUsage().heapUsed;
};

const inputOf = (operation: LedgerOrder['operation'], i: number): JsonObject =>
  operation === 'user.track'
    ? { kind: 'event', identifier: 'external_id', user: `person-${i}`, name: 'bought', time: '2026-01-15T12:00:00Z' }
    : { external_user_ids: [`person-${i}`], messages: { apple_push: { alert: 'Hello' } } };

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;

/** A vendor that says yes at once: what is measured is the engine, and nothing of a network. */
const atOnce: Ports['vendor'] = async () => ({ status: 201, headers: {}, body: { message: 'success', dispatch_id: 'd' } });

job(async ({ operation, items, rounds }: LedgerOrder): Promise<LedgerCost> => {
  const credential = { rest_endpoint: 'https://rest.iad-01.braze.com', authentication: 'bearer', api_key: 'key', version: 'braze', track_limit: 'total75' };
  const { account, ports } = portsFor({ vendor: 'braze', credential });
  const inputs = Array.from({ length: items }, (_, i) => inputOf(operation, i));
  const run = async (ledger?: Ledger): Promise<number> => {
    const call: Call = { vendor: braze, operation, inputs, account, ...(ledger && { ledger }) };
    const start = process.cpuUsage();
    let done = 0;
    for await (const outcome of execute(call, { ...ports, vendor: atOnce })) if (outcome.state === 'done') done++;
    if (done !== items) throw new Error(`${done} of ${items} items were done`);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000_000;
  };
  await run();
  await run(new Ledger());
  const without: number[] = [];
  const withIt: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Each comes first every other time.
    for (const own of round % 2 === 0 ? [undefined, new Ledger()] : [new Ledger(), undefined]) {
      heap();
      (own ? withIt : without).push(await run(own));
    }
  }
  const before = heap();
  const ledger = new Ledger();
  await run(ledger);
  const bytesPerItem = (heap() - before) / items;
  if (ledger.account().accepted !== items) throw new Error('The ledger is not whole');
  return { withoutSeconds: median(without), withSeconds: median(withIt), bytesPerItem };
});
