import { ExpressionError, NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
  CampaignError,
  eachOf,
  execute,
  holdBack,
  maySend,
  operationCalled,
  peopleOf,
  permissionsNeeded,
  planAll,
  sentence,
  targetOf,
  unexpected,
  type AnyOperation,
  type AnyVendor,
  type Call,
  type Failure,
  type PermissionsNeeded,
  type Plan,
} from '../../engine';
import { callbackAddress, sleepUntilCalled } from './callback';
import { hostClock, type Clock } from './clock';
import { nodeError, newTally } from './errors';
import { groupsOf, type Group } from './groups';
import { ledgerOf, type RunLedger } from './ledger';
import { failedItem, itemsOf, objectItem } from './output';
import { accountOf, portsOf, type HostPorts } from './ports';
import { hint, newResult, push, type Result } from './result';
import { isFirst } from './versions';
import { usesAround } from './workflow';

/** An item's failure; anything else ends the run. */
const known = (error: unknown): CampaignError => {
  if (error instanceof CampaignError) return error;
  throw error;
};

/** One run of the node so far; what is known is reported even if it ends early. */
interface Run {
  readonly host: IExecuteFunctions;
  readonly vendor: AnyVendor;
  readonly o: AnyOperation;
  readonly ports: HostPorts;
  readonly result: Result;
  readonly total: number;
  /** The destination of results, if it is reported. */
  readonly target?: string;
}

const whySkipped = (why: 'sentBefore' | 'duplicate', { recipients }: AnyOperation): string =>
  why === 'sentBefore' ? 'already sent with this send-once key' : `a later item is for the same ${eachOf(recipients).one}`;

const runGroup = async ({ host, o, ports, result, target }: Run, call: Call, { items, file }: Group): Promise<void> => {
  for await (const outcome of execute(call, ports)) {
    const item = items[outcome.item]!;
    if (outcome.state === 'notTried') {
      result.notTried.push({ error: outcome.error, item });
      result.tally.notTried.push(item);
      continue;
    }
    try {
      if (outcome.state === 'failed') throw outcome.error;
      const { output } = outcome;
      // The common case for thousands of items, without the cost of a list and a promise.
      if (output.kind === 'object') result.done.push(objectItem(output.json, item, target));
      else push(result.done, await itemsOf(host, output, item, file, ports));
      outcome.warnings.forEach((warning) => result.warnings.add(warning));
      if (outcome.state === 'notSent') result.words.add(outcome.words);
      if (outcome.state === 'skipped') result.reasons.add(whySkipped(outcome.why, o));
      result.tally[outcome.state].push(item);
    } catch (error) {
      result.failed.push({ error: known(error), item });
      result.tally.failed.push(item);
    }
  }
};

/**
 * The requests that would be sent, one item each; an invalid item is a failed one, and the plan is made without it.
 * @param needed the permissions the account needs, if the vendor has any
 */
const planGroup = async ({ ports, result }: Pick<Run, 'ports' | 'result'>, call: Call, { items }: Group, needed?: PermissionsNeeded): Promise<void> => {
  const fail = (item: number, error: CampaignError): void => {
    result.failed.push({ error, item });
    result.tally.failed.push(item);
  };
  let plan: Plan;
  try {
    plan = await planAll(call, ports);
  } catch (thrown) {
    // Concerns the account or all items, not a single one.
    for (const item of items) fail(item, known(thrown));
    return;
  }
  for (const { item, error } of plan.invalid) fail(items[item]!, error);
  const bad = new Set(result.failed.map(({ item }) => item));
  if (bad.size > 0 && !call.options?.continueOnFail) {
    push(
      result.tally.notTried,
      items.filter((item) => !bad.has(item)),
    );
    return;
  }
  for (const request of plan.requests) {
    const paired = request.items.map((position) => ({ item: items[position]! }));
    result.done.push({
      json: {
        dryRun: true,
        ...request,
        items: paired.map(({ item }) => item),
        ...(needed && { permissionsNeeded: needed }),
      } as unknown as INodeExecutionData['json'],
      pairedItem: paired,
    });
    push(
      result.tally.done,
      paired.map(({ item }) => item),
    );
  }
};

/** Nothing is sent if any item is invalid, in any group; the engine only ensures this within a group. */
const checkAll = async ({ host, ports, total }: Run, groups: readonly Group[], callOf: (group: Group) => Call): Promise<void> => {
  for (const group of groups) {
    const result = newResult();
    await planGroup({ ports, result }, callOf(group), group);
    const [first] = result.failed;
    if (!first) continue;
    const failed = result.failed.map(({ item }) => item);
    const bad = new Set(failed);
    const notTried = groups.flatMap(({ items }) => items).filter((item) => !bad.has(item));
    throw nodeError(host.getNode(), first.error, first.item, total, { ...newTally(), failed, notTried });
  }
};

/** Checks the whole run against *Stop Above* if it consists of several calls. */
const checkPeople = async (groups: readonly Group[], callOf: (group: Group) => Call, ports: HostPorts, stopAbove: number): Promise<void> => {
  let people: number | undefined = 0;
  for (const group of groups) {
    const some = await peopleOf(callOf(group), ports);
    people = people === undefined || some === undefined ? undefined : people + some;
  }
  holdBack(callOf(groups[0]!), ports, people, stopAbove);
};

/** The selected operation; a workflow from another release or written by hand may name one that does not exist. */
const chosenOf = (vendor: AnyVendor, saved: string): { readonly name: string; readonly found: AnyOperation } => {
  const called = operationCalled(vendor, saved);
  if (called) return called;
  const message = `${vendor.label} has no operation '${saved}'.`;
  throw new CampaignError({ code: 'validation', reached: 'no', message, todo: 'Select the resource and the operation again.' }, vendor.id, saved);
};

const run = async (
  host: IExecuteFunctions,
  vendor: AnyVendor,
  clock: Clock,
  started: (run: Run, ledger: RunLedger) => void,
): Promise<INodeExecutionData[][]> => {
  const saved = `${String(host.getNodeParameter('resource', 0, ''))}.${String(host.getNodeParameter('operation', 0, ''))}`;
  const { name, found: o } = chosenOf(vendor, saved);
  const continueOnFail = host.continueOnFail();
  const ports = portsOf(host, vendor, clock);
  const account = await accountOf(host, vendor);
  const target = maySend(o) ? targetOf(vendor, account.credential, ports.addresses) : undefined;
  const ledger = ledgerOf(host);
  const address = callbackAddress(host, o);
  const result = newResult();
  const work: Run = { host, vendor, o, ports, result, total: host.getInputData().length, ...(target !== undefined && { target }) };
  started(work, ledger);
  const { groups, invalid, stopAbove } = await groupsOf(host, vendor, name, o);
  for (const failed of invalid) {
    result.failed.push(failed);
    result.tally.failed.push(failed.item);
  }
  if (address !== undefined && groups[0]) groups[0].inputs[0]![o.callback!.field] = address;
  const isOne = groups.length === 1;
  const sameNames = !isFirst(host.getNode());
  const callOf = ({ inputs, items, options, sendOnce }: Group): Call => ({
    vendor,
    operation: name,
    inputs,
    account,
    options: { ...options, sameNames, continueOnFail, ...(isOne && stopAbove !== undefined && { stopAbove }) },
    sendOnce,
    ledger: ledger.ledger,
    positions: items,
  });
  if (!isOne && groups.length > 0 && !continueOnFail && invalid.length === 0) await checkAll(work, groups, callOf);
  if (!isOne && groups.length > 0 && stopAbove !== undefined) await checkPeople(groups, callOf, ports, stopAbove);
  const needed = groups.some(({ dryRun }) => dryRun) ? permissionsNeeded(vendor, name, usesAround(host, vendor)) : undefined;
  for (const group of groups) {
    if (result.failed.length > 0 && !continueOnFail) {
      push(result.tally.notTried, group.items);
      continue;
    }
    const call = callOf(group);
    await (group.dryRun ? planGroup(work, call, group, needed) : runGroup(work, call, group));
  }
  if (result.failed.length + result.notTried.length === 0) ledger.close();
  hint(host, result, vendor.label, ports.waits, target);
  const [first] = result.failed;
  if (first && !continueOnFail && !isRunAnewByAgent(host, ledger)) throw nodeError(host.getNode(), first.error, first.item, work.total, result.tally);
  if (address !== undefined && result.failed.length === 0 && !groups[0]!.dryRun) return await sleepUntilCalled(host, o, clock);
  // Failures go last: with Retry On Fail, n8n takes a failed first item for a failed node.
  push(
    result.done,
    [...result.failed, ...result.notTried].map(({ error, item }) => failedItem(host.getNode(), error, item, work.total)),
  );
  return [result.done];
};

/**
 * Whether an agent's tool has sent something. n8n reruns a failed tool as a separate run that the ledger knows nothing about, so the failure is
 * returned to the agent as a result.
 */
const isRunAnewByAgent = (host: IExecuteFunctions, { ledger }: RunLedger): boolean => {
  const { accepted, unknown } = ledger.account();
  return 'cloneWith' in host && accepted + unknown > 0;
};

const items = (count: number, what: string): string => `${count} ${count === 1 ? 'item' : 'items'} ${what}`;

/** What is known about a canceled run. */
const soFar = ({ o, result, total }: Run, { ledger }: RunLedger): string => {
  if (o.retry === 'safe') return 'It only reads data, so it can be run again.';
  const { accepted, unknown } = ledger.accountOfItems();
  const done = Math.max(accepted, result.tally.done.length);
  const maybe = unknown > 0 ? ` ${items(unknown, 'may have been accepted: the answer had not arrived yet.')}` : ' No request was in progress.';
  const rest = total - done - unknown;
  return `Before that, ${items(done, `of ${total} ${done === 1 ? 'was' : 'were'} accepted`)}.${maybe}${rest > 0 ? ` ${items(rest, 'had not been sent.')}` : ''}`;
};

/** Turns a fault into a failure; errors that n8n itself finds in the node, its parameters and expressions are not faults of this software. */
const failureOfFault = (fault: unknown, reached: Failure['reached']): Failure =>
  reached === 'no' && (fault instanceof NodeOperationError || fault instanceof ExpressionError)
    ? { code: 'validation', reached, message: sentence(fault.message), todo: fault.description || 'Correct the node or its expression.' }
    : unexpected(fault, reached);

/**
 * The items of a run that a fault ended, if the workflow continues: if they were thrown, n8n would let them pass as successful. Known outcomes are
 * kept; all other items have failed.
 */
const afterFault = (
  host: IExecuteFunctions,
  vendor: AnyVendor,
  fault: unknown,
  { done, failed, notTried, tally }: Result = newResult(),
): INodeExecutionData[] => {
  const total = host.getInputData().length;
  const error = fault instanceof CampaignError ? fault : new CampaignError(failureOfFault(fault, tally.done.length > 0 ? 'maybe' : 'no'), vendor.id, '');
  const known = new Set([...Object.values(tally)].flat());
  const others = Array.from({ length: total }, (_, item) => item).filter((item) => !known.has(item));
  return [
    ...done,
    ...[...failed, ...notTried, ...others.map((item) => ({ error, item }))].map((each) => failedItem(host.getNode(), each.error, each.item, total)),
  ];
};

/** `execute` of a vendor's node. */
export const runOf = (vendor: AnyVendor, clock: Clock = hostClock) =>
  async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    let begun: { readonly run: Run; readonly ledger: RunLedger } | undefined;
    try {
      return await run(this, vendor, clock, (work, ledger) => {
        begun = { run: work, ledger };
      });
    } catch (error) {
      if (this.getExecutionCancelSignal()?.aborted) {
        // n8n recognizes a canceled run by this word.
        throw new NodeOperationError(this.getNode(), 'The execution was canceled', {
          description: begun ? soFar(begun.run, begun.ledger) : 'Nothing had been sent.',
        });
      }
      if (this.continueOnFail()) return [afterFault(this, vendor, error, begun?.run.result)];
      if (error instanceof CampaignError) throw nodeError(this.getNode(), error, error.items[0] ?? 0, this.getInputData().length);
      throw new NodeOperationError(this.getNode(), error instanceof Error ? error : String((error as { message?: unknown } | undefined)?.message ?? error));
    }
  };
