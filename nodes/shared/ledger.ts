import type { IExecuteFunctions } from 'n8n-workflow';
import { Ledger } from '../../engine';

/**
 * The ledgers of an execution, by node and run. They are attached to an object that n8n keeps as long as the execution is in memory, the same one for
 * all tries of *Retry On Fail*: nothing of a running execution is lost, executions are isolated, and finished ones are garbage-collected.
 */
const executions = new WeakMap<object, Map<string, Ledger>>();

/** The ledger of one run of one node. */
export interface RunLedger {
  readonly ledger: Ledger;
  /** Nothing failed, so n8n will not run the node again: the records can be dropped. */
  close(): void;
}

/** Identifies this run of this node; a manual retry of an execution is another run. An expression would say the same, but n8n compiles the first one for 35 ms. */
const runKeyOf = (host: IExecuteFunctions): string => JSON.stringify([host.getNode().id, host.getWorkflowDataProxy(0).$runIndex]);

/** The ledger of this run, including that of an earlier try. */
export const ledgerOf = (host: IExecuteFunctions): RunLedger => {
  const execution = host.getContext('flow');
  const ledgers = executions.get(execution) ?? new Map<string, Ledger>();
  executions.set(execution, ledgers);
  const key = runKeyOf(host);
  const ledger = ledgers.get(key) ?? new Ledger();
  ledgers.set(key, ledger);
  return { ledger, close: () => void ledgers.delete(key) };
};
