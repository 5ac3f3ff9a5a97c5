import { readRows } from './consult';
import { sayDuration } from './dates';
import type { Failure } from './errors';
import { askAfter, stillNotReady, type Scene } from './exchange';
import type { JsonObject } from './json';
import type { Readiness } from './operation';
import type { Fields } from './fields';

const notReady = ({ vendor }: Scene): Failure => ({
  code: 'notReady',
  reached: 'no',
  message: `What this needs is not ready at ${vendor.label} yet, and nothing was sent.`,
  todo: 'Ask again later, or allow a longer wait.',
});

/** Whether the user wants to wait, and for what; only reading is repeated. */
const readinessOf = ({ operation, options }: Scene): Readiness<Fields> | undefined =>
  operation.retry !== 'safe' && operation.wait && operation.wait.by !== 'file' && options.longestWaitMs ? operation.wait.by : undefined;

/** Waits until a request may be sent, by reading alone, where the user chose so; asks once for all inputs that need the same. */
export const waiter = (scene: Scene): ((input: JsonObject) => Promise<Failure | undefined>) => {
  const readiness = readinessOf(scene);
  const { ports, options, operation } = scene;
  const ready = new Set<string>();
  return async (input) => {
    if (!readiness) return undefined;
    const asked = readiness.input(input as never);
    const key = JSON.stringify(asked);
    if (ready.has(key)) return undefined;
    const longestMs = options.longestWaitMs!;
    const readyBy = ports.now() + longestMs;
    for (let times = 1; ; times++) {
      const found = await readRows(scene, readiness.operation, asked, () => false);
      if ('failure' in found) return { ...found.failure, reached: 'no' };
      if (readiness.isReady(found.rows, input as never)) {
        ready.add(key);
        return undefined;
      }
      const every = askAfter(operation.wait!, options, times);
      const left = readyBy - ports.now();
      if (left <= 0) return stillNotReady(notReady(scene), longestMs, every);
      const wait = Math.min(every, left);
      ports.progress?.(`Not ready yet; asking again in ${sayDuration(wait)}`);
      await ports.sleep(wait, ports.signal);
    }
  };
};
