import { execute, type AnyOperation, type AnyVendor, type Call, type JsonObject, type Ports } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { portsFor } from './client';
import { job } from './job';

export interface LinearOrder {
  readonly items: number;
}

export interface LinearCost {
  /** Of the processor. */
  readonly seconds: number;
  /** Alive at most while all is checked, packed and sent, over the items that whoever calls holds anyway. */
  readonly bytesPerItem: number;
}

const collectGarbage = (globalThis as { gc?: () => void }).gc!;
const alive = (): number => {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
/** How often in each part of a run is looked at what is alive. */
const LOOKS = 10;

/** A vendor that says yes at once: what is measured is the engine, and nothing of a network. */
const atOnce: Ports['vendor'] = async () => ({ status: 201, headers: {}, body: { message: 'success' } });

/** The vendor with something to do for each item while all are checked, and while they are packed into requests. */
const watched = (each: () => void): AnyVendor => {
  const user = braze.resources.user!;
  const track = user.operations.track!;
  const operation: AnyOperation = {
    ...track,
    check: (...args) => {
      each();
      return track.check!(...args);
    },
    batch: {
      ...track.batch,
      cost: (...args) => {
        each();
        return track.batch!.cost!(...args);
      },
    },
  };
  return { ...braze, resources: { ...braze.resources, user: { ...user, operations: { ...user.operations, track: operation } } } };
};

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
  const run = async (vendor: AnyVendor, each: () => void): Promise<void> => {
    const call: Call = { vendor, operation: 'user.track', inputs, account };
    let done = 0;
    for await (const outcome of execute(call, { ...ports, vendor: atOnce })) {
      if (outcome.state !== 'done') continue;
      done++;
      each();
    }
    if (done !== items) throw new Error(`${done} of ${items} items were done`);
  };
  const start = process.cpuUsage();
  await run(braze, () => undefined);
  const { user, system } = process.cpuUsage(start);
  const before = alive();
  const every = Math.ceil(items / LOOKS);
  let most = 0;
  let steps = 0;
  const look = (): void => {
    if (++steps % every === 0) most = Math.max(most, alive() - before);
  };
  await run(watched(look), look);
  if (steps !== 3 * items) throw new Error(`${steps} steps for ${items} items, each to be checked, packed and sent`);
  return { seconds: (user + system) / 1_000_000, bytesPerItem: most / items };
});
