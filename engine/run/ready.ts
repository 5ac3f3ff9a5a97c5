import { readRows } from '../request/preflight';
import type { Failure } from '../base/errors';
import { Checks } from '../request/waiting';
import type { RequestContext } from '../request/context';
import type { JsonObject } from '../base/json';
import type { Readiness } from '../catalogue/operation';
import type { Fields } from '../catalogue/fields';

const notReady = ({ vendor }: RequestContext): Failure => ({
  code: 'notReady',
  reached: 'no',
  message: `What this request needs is not ready at ${vendor.label} yet, and nothing was sent.`,
  todo: 'Try again later, or allow a longer wait.',
});

/** What to wait for, if the user wants to wait; only reading is repeated. */
const readinessOf = ({ operation, options }: RequestContext): Readiness<Fields> | undefined =>
  operation.retry !== 'safe' && operation.wait && operation.wait.by !== 'file' && options.longestWaitMs ? operation.wait.by : undefined;

/** Waits, by reading only, until a request may be sent, if the user chose so; asks once for all inputs that need the same. */
export const waiter = (context: RequestContext): ((input: JsonObject) => Promise<Failure | undefined>) => {
  const readiness = readinessOf(context);
  const { ports, options, operation } = context;
  const ready = new Set<string>();
  return async (input) => {
    if (!readiness) return undefined;
    const asked = readiness.input(input);
    const key = JSON.stringify(asked);
    if (ready.has(key)) return undefined;
    const checks = new Checks(ports, operation.wait!, options);
    for (;;) {
      const found = await readRows(context, readiness.operation, asked, () => false);
      if ('failure' in found) return { ...found.failure, reached: 'no' };
      if (readiness.isReady(found.rows, input)) {
        ready.add(key);
        checks.ready();
        return undefined;
      }
      const over = await checks.nextOr(notReady(context));
      if (over) return over;
    }
  };
};
