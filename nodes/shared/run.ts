import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { CampaignError, execute, operationOf, optionsFrom, plan, type AnyOperation, type AnyVendor, type Call, type FormValues } from '../../engine';
import { hostClock, type Clock } from './clock';
import { nodeError, type Tally } from './errors';
import { failedItem, itemsOf } from './output';
import { accountOf, portsOf, type HostPorts } from './ports';
import { OUTPUT_FIELD } from './properties';
import { inputOf, valuesOf } from './values';

/** Items whose parameters say the same about how to run; nearly always all of them. */
interface Group {
  readonly options: Call['options'];
  readonly dryRun: boolean;
  /** The field for the file, where the output is one. */
  readonly file?: string;
  readonly items: number[];
  readonly inputs: Record<string, unknown>[];
}

interface Failed {
  readonly error: CampaignError;
  readonly item: number;
}

interface Result {
  readonly done: INodeExecutionData[];
  readonly failed: Failed[];
  readonly warnings: Set<string>;
  readonly tally: { -readonly [K in keyof Tally]: Tally[K] };
}

const newResult = (): Result => ({ done: [], failed: [], warnings: new Set(), tally: { done: 0, failed: 0, notTried: 0 } });

const groupsOf = async (host: IExecuteFunctions, o: AnyOperation): Promise<readonly Group[]> => {
  const groups = new Map<string, Group>();
  for (let item = 0; item < host.getInputData().length; item++) {
    const values: FormValues = valuesOf(host, o, item);
    const how = {
      options: optionsFrom(o, values),
      dryRun: values.dryRun === true,
      ...(values.output === 'file' && { file: host.getNodeParameter(OUTPUT_FIELD, item, 'data') as string }),
    };
    const key = JSON.stringify(how);
    const group = groups.get(key) ?? { ...how, items: [], inputs: [] };
    groups.set(key, group);
    group.items.push(item);
    group.inputs.push(await inputOf(host, o, values, item));
  }
  return [...groups.values()];
};

const push = <T>(list: T[], more: readonly T[]): void => {
  for (const each of more) list.push(each);
};

/** A failure of an item; anything else ends the run. */
const known = (error: unknown): CampaignError => {
  if (error instanceof CampaignError) return error;
  throw error;
};

const runGroup = async (host: IExecuteFunctions, call: Call, { items, file }: Group, ports: HostPorts, result: Result): Promise<void> => {
  for await (const outcome of execute(call, ports)) {
    const item = items[outcome.item]!;
    if (outcome.state === 'notTried') {
      result.tally.notTried++;
      continue;
    }
    try {
      if (outcome.state === 'failed') throw outcome.error;
      push(result.done, await itemsOf(host, outcome.output, item, file, ports));
      outcome.warnings.forEach((warning) => result.warnings.add(warning));
      result.tally.done++;
    } catch (error) {
      result.failed.push({ error: known(error), item });
      result.tally.failed++;
    }
  }
};

/** The requests that would be sent, one item each; an invalid item is a failed one, and the plan is made without it. */
const planGroup = async (call: Call, { items }: Group, ports: HostPorts, result: Result): Promise<void> => {
  let left = items.map((item, i) => ({ item, input: call.inputs[i]! }));
  while (left.length > 0) {
    try {
      for (const planned of await plan({ ...call, inputs: left.map(({ input }) => input) }, ports)) {
        const paired = planned.items.map((position) => ({ item: left[position]!.item }));
        result.done.push({
          json: { dryRun: true, ...planned, items: paired.map(({ item }) => item) } as unknown as INodeExecutionData['json'],
          pairedItem: paired,
        });
        result.tally.done += paired.length;
      }
      return;
    } catch (thrown) {
      const error = known(thrown);
      const bad = new Set(error.items);
      // Not of an item: of the account.
      if (bad.size === 0) left.forEach((_, position) => bad.add(position));
      bad.forEach((position) => result.failed.push({ error, item: left[position]!.item }));
      result.tally.failed += bad.size;
      if (!call.options?.continueOnFail) {
        result.tally.notTried += left.length - bad.size;
        return;
      }
      left = left.filter((_, position) => !bad.has(position));
    }
  }
};

/** Nothing is sent if any item is invalid, whichever group it is in; the engine sees to that within one. */
const checkAll = async (host: IExecuteFunctions, groups: readonly Group[], callOf: (group: Group) => Call, ports: HostPorts): Promise<void> => {
  for (const group of groups) {
    const result = newResult();
    await planGroup(callOf(group), group, ports, result);
    const [first] = result.failed;
    if (!first) continue;
    const all = groups.reduce((count, { items }) => count + items.length, 0);
    throw nodeError(host.getNode(), first.error, first.item, { done: 0, failed: result.failed.length, notTried: all - result.failed.length });
  }
};

const MOST_HINTS = 5;

/** Shows the doubts beside the output. */
const hint = (host: IExecuteFunctions, warnings: ReadonlySet<string>): void => {
  for (const message of [...warnings].slice(0, MOST_HINTS)) {
    host.logger.warn(message);
    host.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
  }
};

/** This run of this node; an execution that is tried again by hand is another one. */
const runKeyOf = (host: IExecuteFunctions): string => [host.getExecutionId(), host.getNode().id, host.evaluateExpression('{{ $runIndex }}', 0)].join(' ');

const run = async (host: IExecuteFunctions, vendor: AnyVendor, clock: Clock): Promise<INodeExecutionData[][]> => {
  const name = `${host.getNodeParameter('resource', 0) as string}.${host.getNodeParameter('operation', 0) as string}`;
  const o = operationOf(vendor, name);
  const continueOnFail = host.continueOnFail();
  const ports = portsOf(host, vendor, clock);
  const account = await accountOf(host, vendor);
  const runKey = runKeyOf(host);
  const groups = await groupsOf(host, o);
  const callOf = (group: Group): Call => ({ vendor, operation: name, inputs: group.inputs, account, options: { ...group.options, continueOnFail, runKey } });
  if (groups.length > 1 && !continueOnFail) await checkAll(host, groups, callOf, ports);
  const result = newResult();
  for (const group of groups) {
    if (result.failed.length > 0 && !continueOnFail) {
      result.tally.notTried += group.items.length;
      continue;
    }
    const call = callOf(group);
    await (group.dryRun ? planGroup(call, group, ports, result) : runGroup(host, call, group, ports, result));
  }
  hint(host, result.warnings);
  const [first] = result.failed;
  if (first && !continueOnFail) throw nodeError(host.getNode(), first.error, first.item, result.tally);
  // Failures last: with Retry On Fail n8n takes a failed first item for a failed node.
  push(
    result.done,
    result.failed.map(({ error, item }) => failedItem(error, item)),
  );
  return [result.done];
};

/** `execute` of a vendor's node. */
export const runOf = (vendor: AnyVendor, clock: Clock = hostClock) =>
  async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    try {
      return await run(this, vendor, clock);
    } catch (error) {
      if (this.getExecutionCancelSignal()?.aborted) {
        // n8n knows a cancelled run by this word.
        throw new NodeOperationError(this.getNode(), 'The execution was canceled', {
          description: 'A request that was under way may have been accepted all the same.',
        });
      }
      if (error instanceof CampaignError) throw nodeError(this.getNode(), error, error.items[0] ?? 0);
      throw new NodeOperationError(this.getNode(), error instanceof Error ? error : String((error as { message?: unknown } | undefined)?.message ?? error));
    }
  };
