import { NodeApiError, NodeOperationError, type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import {
  CampaignError,
  Ended,
  inputFrom,
  isObject,
  NOT_FIXED,
  poll,
  readOwnFields,
  REPLAY_SINCE,
  samplesOf,
  sayDuration,
  triggerCalled,
  triggerOf,
  type AnyVendor,
  type FormValues,
  type JsonObject,
  type PollCall,
  type PollState,
  type Ports,
} from '../../engine';
import { hostClock, type Clock } from './clock';
import { nodeError } from './errors';
import { isExpression } from './evaluate';
import { pollBudgetOf } from './host';
import { accountOf, portsOf } from './ports';
import { OPTIONS } from './parameter';
import { runFieldsOf, TRIGGER_ON } from './triggerProperties';
import { valuesReader } from './values';
import { isFirst } from './versions';

/** Where the state is in the node's static data. */
const STATE = 'poll';
/** The share of n8n's time for requests to the vendor; the rest is for processing the results. */
const ASKING = 0.8;
/** The share of it that a single wait, for a rate limit or a retry, may take. */
const WAITING = 0.25;
/** Rows between two checks of the time and the number of rows. */
const BATCH = 1_000;

/** n8n's time for a poll is over. */
class OutOfTime extends Ended {}

interface Run {
  readonly call: PollCall & { readonly batch: number };
  readonly ports: Ports;
  /** Maximum rows in this execution. */
  readonly most: number;
  /** When requests must end; milliseconds since 1970. */
  readonly until: number;
}

/** Sends nothing once the time is over. */
const within = (ports: Ports, until: number): Ports => {
  const guarded =
    (send: Ports['vendor']): Ports['vendor'] =>
    async (request, signal) => {
      if (ports.now() >= until) throw new OutOfTime();
      return await send(request, signal);
    };
  return { ...ports, vendor: guarded(ports.vendor), unauthenticated: guarded(ports.unauthenticated) };
};

/** The same vendor without waits that exceed n8n's time: a longer wait fails with the time to come back. */
const impatient = (vendor: AnyVendor, budgetMs: number): AnyVendor => ({
  ...vendor,
  patience: {
    ...vendor.patience,
    longestRetryWaitMs: Math.min(vendor.patience.longestRetryWaitMs, budgetMs * WAITING),
    timeoutMs: Math.min(vendor.patience.timeoutMs, budgetMs * ASKING),
  },
});

/** Batches of equal size that together fill an execution's maximum. */
const batchFor = (most: number): number => (most === Infinity ? BATCH : Math.floor(most / Math.ceil(most / BATCH)));

const runOf = async (host: IPollFunctions, vendor: AnyVendor, clock: Clock): Promise<Run> => {
  const saved = host.getNodeParameter(TRIGGER_ON) as string;
  const name = triggerCalled(vendor, saved)?.name ?? saved;
  const definition = triggerOf(vendor, name);
  const source = {
    getNode: () => host.getNode(),
    getNodeParameter: (parameter: string, _item: number, fallback: unknown) => host.getNodeParameter(parameter, fallback) as unknown,
  };
  const { [OPTIONS]: box } = host.getNode().parameters;
  if (isObject(box) && isExpression((box as FormValues)[REPLAY_SINCE])) {
    throw new NodeOperationError(host.getNode(), NOT_FIXED.message, { description: NOT_FIXED.todo });
  }
  const own = readOwnFields(runFieldsOf(definition), host.getNodeParameter(OPTIONS, {}) as FormValues);
  if ('problems' in own) throw new NodeOperationError(host.getNode(), own.problems[0]!.message, { description: own.problems[0]!.todo });
  const { [REPLAY_SINCE]: replaySince } = own.values;
  const most = own.values.allInOneRun === true ? Infinity : Number(own.values.rowsPerRun);
  const { ms: budgetMs } = pollBudgetOf(host);
  const until = clock.now() + budgetMs * ASKING;
  const input = inputFrom(definition, valuesReader(source, definition)(0), {});
  return {
    call: {
      vendor: impatient(vendor, budgetMs),
      trigger: name,
      input,
      account: await accountOf(host, vendor),
      sameNames: !isFirst(host.getNode()),
      batch: batchFor(most),
      ...(typeof replaySince === 'string' && { replaySince }),
    },
    ports: within(portsOf(host, vendor, clock), until),
    most,
    until,
  };
};

const itemsOf = (rows: readonly JsonObject[]): INodeExecutionData[][] => [rows.map((row) => ({ json: row as IDataObject }))];

/** n8n returns an object that observes changes; the stored state is plain. */
const stateIn = (data: IDataObject): PollState | undefined => (data[STATE] ? (JSON.parse(JSON.stringify(data[STATE])) as PollState) : undefined);

const keep = (data: IDataObject, state: PollState): void => {
  const before = stateIn(data);
  // Every assignment is written to n8n's database, even if nothing changed.
  if (JSON.stringify(before) !== JSON.stringify(state)) data[STATE] = state as IDataObject;
};

/** A failure as n8n shows it, with the cause that makes n8n itself wait longer before the next poll. */
const shown = (host: IPollFunctions, error: unknown): NodeApiError | NodeOperationError => {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
  if (error instanceof CampaignError) return nodeError(host.getNode(), error, 0, 1);
  if (!(error instanceof OutOfTime)) return new NodeOperationError(host.getNode(), error instanceof Error ? error : String(error));
  const { ms, raisedBy } = pollBudgetOf(host);
  const message = `The list could not be read within the ${sayDuration(ms * ASKING)} that n8n allows for it`;
  const description = `Nothing was lost: the next poll tries again. Use a later start (Starting At or Replay Since), or ${raisedBy ? `increase ${raisedBy}` : 'update n8n to 2.38 or newer'}.`;
  return new NodeApiError(host.getNode(), { message }, { message, description, failure: { cause: 'temporarily-unavailable' } });
};

/** Reports a failure in addition to a poll's result: n8n creates a failed execution and runs the error workflow. Throwing would lose the rows and the state. */
const tell = (host: IPollFunctions, error: unknown): void => {
  const failure = shown(host, error);
  try {
    host.__emitError(failure);
  } catch {
    // Nobody listens, for example when the node is tested.
    host.logger.warn(`${host.getNode().name}: ${failure.message} ${failure.description ?? ''}`);
  }
};

/**
 * Polls until there are enough rows or the time is over. The state is stored with the rows passed to n8n: it is that of the last step taken. A failure
 * without any result is thrown, so that n8n waits longer before the next poll; any other is reported in addition.
 */
const pollNow = async (host: IPollFunctions, { call, ports, most, until }: Run): Promise<INodeExecutionData[][] | null> => {
  const data = host.getWorkflowStaticData('node');
  const before = JSON.stringify(stateIn(data));
  const rows: JsonObject[] = [];
  let isLasting = false;
  try {
    for await (const step of poll(call, stateIn(data), ports)) {
      for (const row of step.rows) rows.push(row);
      keep(data, step.state);
      isLasting ||= step.isLasting === true;
      if (step.failed) tell(host, step.failed);
      // Another step might exceed the maximum.
      if (rows.length > most - call.batch || ports.now() >= until) break;
    }
  } catch (error) {
    // An object that took all the time has been postponed, which must be stored for the others to get their turn.
    const isSetBack = error instanceof OutOfTime && before !== JSON.stringify(stateIn(data));
    if (rows.length === 0 && !isSetBack) throw shown(host, error);
    tell(host, error);
  }
  // n8n stores a node's static data only with an execution; this one has no items, so no other node runs.
  return rows.length > 0 || isLasting ? itemsOf(rows) : null;
};

/**
 * What *Fetch Test Event* shows: real rows, the newest; no state is stored. If there are none, or not yet, that is no error: n8n would show it in red. The
 * node's hints say what it means.
 */
const sample = async (host: IPollFunctions, { call, ports }: Run): Promise<INodeExecutionData[][]> => {
  try {
    return itemsOf(await samplesOf(call, ports));
  } catch (error) {
    if (error instanceof CampaignError && error.code === 'notReady') return itemsOf([]);
    throw shown(host, error);
  }
};

/** `poll` of a vendor's trigger node. */
export const pollOf = (vendor: AnyVendor, clock: Clock = hostClock) =>
  async function (this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    try {
      const run = await runOf(this, vendor, clock);
      return this.getMode() === 'manual' ? await sample(this, run) : await pollNow(this, run);
    } catch (error) {
      throw shown(this, error);
    }
  };
