import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { CampaignError, execute, operationOf, optionsFrom, plan, type AnyOperation, type AnyVendor, type Call, type FormValues } from '../../engine';
import { callbackAddress, sleepUntilCalled } from './callback';
import { hostClock, type Clock } from './clock';
import { nodeError, type Tally } from './errors';
import { failedItem, itemsOf, objectItem, OUTPUT_FIELD } from './output';
import { accountOf, portsOf, type HostPorts } from './ports';
import { inputReader, valuesReader } from './values';

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
  readonly notTried: Failed[];
  readonly warnings: Set<string>;
  readonly tally: { readonly [K in keyof Tally]: number[] };
}

const newResult = (): Result => ({ done: [], failed: [], notTried: [], warnings: new Set(), tally: { done: [], failed: [], notTried: [] } });

interface How extends Pick<Group, 'options' | 'dryRun' | 'file'> {
  readonly key: string;
}

const groupsOf = async (host: IExecuteFunctions, o: AnyOperation): Promise<readonly Group[]> => {
  const groups = new Map<string, Group>();
  const read = valuesReader(host, o);
  const inputOf = inputReader(host, o);
  const { length } = host.getInputData();
  let last: { readonly values: FormValues; readonly how: How } | undefined;
  const howOf = (values: FormValues, item: number): How => {
    if (last?.values === values) return last.how;
    const how = {
      options: optionsFrom(o, values),
      dryRun: values.dryRun === true,
      ...(values.output === 'file' && { file: host.getNodeParameter(OUTPUT_FIELD, item, 'data') as string }),
    };
    last = { values, how: { ...how, key: JSON.stringify(how) } };
    return last.how;
  };
  for (let item = 0; item < length; item++) {
    const values = read(item);
    const { key, ...how } = howOf(values, item);
    const group = groups.get(key) ?? { ...how, items: [], inputs: [] };
    groups.set(key, group);
    group.items.push(item);
    const input = inputOf(values, item);
    group.inputs.push(input instanceof Promise ? await input : input);
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
      result.notTried.push({ error: outcome.error, item });
      result.tally.notTried.push(item);
      continue;
    }
    try {
      if (outcome.state === 'failed') throw outcome.error;
      const { output } = outcome;
      // The common case by the thousand, without the detour over a list and a promise.
      if (output.kind === 'object') result.done.push(objectItem(output.json, item));
      else push(result.done, await itemsOf(host, output, item, file, ports));
      outcome.warnings.forEach((warning) => result.warnings.add(warning));
      result.tally.done.push(item);
    } catch (error) {
      result.failed.push({ error: known(error), item });
      result.tally.failed.push(item);
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
        push(
          result.tally.done,
          paired.map(({ item }) => item),
        );
      }
      return;
    } catch (thrown) {
      const error = known(thrown);
      const bad = new Set(error.items);
      // Not of an item: of the account.
      if (bad.size === 0) left.forEach((_, position) => bad.add(position));
      for (const position of bad) {
        const { item } = left[position]!;
        result.failed.push({ error, item });
        result.tally.failed.push(item);
      }
      left = left.filter((_, position) => !bad.has(position));
      if (!call.options?.continueOnFail) {
        push(
          result.tally.notTried,
          left.map(({ item }) => item),
        );
        return;
      }
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
    const failed = result.failed.map(({ item }) => item);
    const bad = new Set(failed);
    const notTried = groups.flatMap(({ items }) => items).filter((item) => !bad.has(item));
    throw nodeError(host.getNode(), first.error, first.item, { done: [], failed, notTried });
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
  const address = callbackAddress(host, o);
  const groups = await groupsOf(host, o);
  if (address !== undefined) groups[0]!.inputs[0]![o.callback!.field] = address;
  const callOf = (group: Group): Call => ({ vendor, operation: name, inputs: group.inputs, account, options: { ...group.options, continueOnFail, runKey } });
  if (groups.length > 1 && !continueOnFail) await checkAll(host, groups, callOf, ports);
  const result = newResult();
  for (const group of groups) {
    if (result.failed.length > 0 && !continueOnFail) {
      push(result.tally.notTried, group.items);
      continue;
    }
    const call = callOf(group);
    await (group.dryRun ? planGroup(call, group, ports, result) : runGroup(host, call, group, ports, result));
  }
  hint(host, result.warnings);
  const [first] = result.failed;
  if (first && !continueOnFail) throw nodeError(host.getNode(), first.error, first.item, result.tally);
  if (address !== undefined && result.failed.length === 0 && !groups[0]!.dryRun) return await sleepUntilCalled(host, o, clock);
  // Failures last: with Retry On Fail n8n takes a failed first item for a failed node.
  push(
    result.done,
    [...result.failed, ...result.notTried].map(({ error, item }) => failedItem(error, item)),
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
