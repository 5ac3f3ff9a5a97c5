import type { IExecuteFunctions } from 'n8n-workflow';
import { Ledger } from '../../engine';

/**
 * The ledgers of an execution, by node and run. They hang on an object that n8n holds as long as the execution is in memory, the same one for
 * all tries of *Retry On Fail*: nothing of a running execution is forgotten, executions do not see each other's, and what is over goes with it.
 */
const executions = new WeakMap<object, Map<string, Ledger>>();

/** The ledger of one run of one node. */
export interface RunLedger {
  readonly ledger: Ledger;
  /** Nothing failed, so that n8n does not run the node again: what was noted can go. */
  close(): void;
}

/** This run of this node; an execution that is tried again by hand is another one. */
const runKeyOf = (host: IExecuteFunctions): string => JSON.stringify([host.getNode().id, host.evaluateExpression('{{ $runIndex }}', 0)]);

/** The ledger of this run: that of an earlier try, if there was one. */
export const ledgerOf = (host: IExecuteFunctions): RunLedger => {
  const execution = host.getContext('flow');
  const ledgers = executions.get(execution) ?? new Map<string, Ledger>();
  executions.set(execution, ledgers);
  const key = runKeyOf(host);
  const ledger = ledgers.get(key) ?? new Ledger();
  ledgers.set(key, ledger);
  return { ledger, close: () => void ledgers.delete(key) };
};
