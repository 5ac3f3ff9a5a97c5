import { execute, type Call, type JsonObject, type Ports } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { portsFor } from './client';
import { job } from './job';

export interface LinearOrder {
  readonly items: number;
}

export interface LinearCost {
  /** Of the processor. */
  readonly seconds: number;
  /** Alive at most during the run, over the items that whoever calls holds anyway. */
  readonly bytesPerItem: number;
}

const collectGarbage = (globalThis as { gc?: () => void }).gc!;
const alive = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};
/** How often in a run is looked at what is alive. */
const LOOKS = 10;

/** A vendor that says yes at once: what is measured is the engine, and nothing of a network. */
const atOnce: Ports['vendor'] = async () => ({ status: 201, headers: {}, body: { message: 'success' } });

/** Tracks so many items, once for the time and once for the memory, and keeps nothing of what comes. */
job(async ({ items }: LinearOrder): Promise<LinearCost> => {
  const credential = { rest_endpoint: 'https://rest.iad-01.braze.com', authentication: 'bearer', api_key: 'key', version: 'braze', track_limit: 'total75' };
  const { account, ports } = portsFor({ vendor: 'braze', credential });
  const inputs = Array.from(
    { length: items },
    (_, i): JsonObject => ({
      ...{ kind: 'event', identifier: 'external_id', user: `person-${i}`, name: 'bought', time: '2026-01-15T12:00:00Z' },
    }),
  );
  const run = async (each: (done: number) => void): Promise<void> => {
    const call: Call = { vendor: braze, operation: 'user.track', inputs, account };
    let done = 0;
    for await (const outcome of execute(call, { ...ports, vendor: atOnce })) if (outcome.state === 'done') each(++done);
    if (done !== items) throw new Error(`${done} of ${items} items were done`);
  };
  const start = process.cpuUsage();
  await run(() => undefined);
  const { user, system } = process.cpuUsage(start);
  const before = alive();
  const every = Math.ceil(items / LOOKS);
  let most = 0;
  await run((done) => {
    if (done % every === 0) most = Math.max(most, alive() - before);
  });
  return { seconds: (user + system) / 1_000_000, bytesPerItem: most / items };
});
