import { NodeApiError, NodeOperationError, type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import {
  CampaignError,
  Ended,
  inputFrom,
  poll,
  readOwnFields,
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
import { pollBudgetOf } from './host';
import { accountOf, portsOf } from './ports';
import { OPTIONS } from './properties';
import { runFields, TRIGGER_ON } from './triggerProperties';
import { valuesReader } from './values';

/** Where the state stands in the node's static data. */
const STATE = 'poll';
/** The part of n8n's time in which the vendor is asked; the rest is for what was got. */
const ASKING = 0.8;
/** The part of it that a single wait, for a limit or a try again, may take. */
const WAITING = 0.25;
/** Rows between two looks at the clock and at how many there are. */
const BATCH = 1_000;

/** n8n gives a poll no more time. */
class OutOfTime extends Ended {}

interface Run {
  readonly call: PollCall & { readonly batch: number };
  readonly ports: Ports;
  /** Most rows of this execution. */
  readonly most: number;
  /** When the asking has to end; milliseconds since 1970. */
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

/** The same vendor with no wait that n8n's time does not allow: what asks for a longer one fails with when to come back. */
const impatient = (vendor: AnyVendor, budgetMs: number): AnyVendor => ({
  ...vendor,
  patience: {
    ...vendor.patience,
    longestRetryWaitMs: Math.min(vendor.patience.longestRetryWaitMs, budgetMs * WAITING),
    timeoutMs: Math.min(vendor.patience.timeoutMs, budgetMs * ASKING),
  },
});

/** Bits of one size, so that a run is as long as it may be. */
const batchFor = (most: number): number => (most === Infinity ? BATCH : Math.floor(most / Math.ceil(most / BATCH)));

const runOf = async (host: IPollFunctions, vendor: AnyVendor, clock: Clock): Promise<Run> => {
  const saved = host.getNodeParameter(TRIGGER_ON) as string;
  const name = triggerCalled(vendor, saved)?.name ?? saved;
  const definition = triggerOf(vendor, name);
  const source = {
    getNode: () => host.getNode(),
    getNodeParameter: (parameter: string, _item: number, fallback: unknown) => host.getNodeParameter(parameter, fallback) as unknown,
  };
  const own = readOwnFields(runFields, host.getNodeParameter(OPTIONS, {}) as FormValues);
  if ('problems' in own) throw new NodeOperationError(host.getNode(), own.problems[0]!.message, { description: own.problems[0]!.todo });
  const most = own.values.allInOneRun === true ? Infinity : Number(own.values.rowsPerRun);
  const { ms: budgetMs } = pollBudgetOf(host);
  const until = clock.now() + budgetMs * ASKING;
  const input = inputFrom(definition, valuesReader(source, definition)(0), {});
  return {
    call: { vendor: impatient(vendor, budgetMs), trigger: name, input, account: await accountOf(host, vendor), batch: batchFor(most) },
    ports: within(portsOf(host, vendor, clock), until),
    most,
    until,
  };
};

const itemsOf = (rows: readonly JsonObject[]): INodeExecutionData[][] => [rows.map((row) => ({ json: row as IDataObject }))];

/** n8n hands out an object that watches itself; what is kept is plain. */
const stateIn = (data: IDataObject): PollState | undefined => (data[STATE] ? (JSON.parse(JSON.stringify(data[STATE])) as PollState) : undefined);

const keep = (data: IDataObject, state: PollState): void => {
  const before = stateIn(data);
  // What is set is written to n8n's database, also where it says the same.
  if (JSON.stringify(before) !== JSON.stringify(state)) data[STATE] = state as IDataObject;
};

/** A failure as n8n shows it, with the cause by which n8n itself waits longer before the next poll. */
const shown = (host: IPollFunctions, error: unknown): NodeApiError | NodeOperationError => {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
  if (error instanceof CampaignError) return nodeError(host.getNode(), error, 0, 1);
  if (!(error instanceof OutOfTime)) return new NodeOperationError(host.getNode(), error instanceof Error ? error : String(error));
  const { ms, raisedBy } = pollBudgetOf(host);
  const message = `The list could not be read within the ${sayDuration(ms * ASKING)} that n8n allows for it`;
  const description = `Nothing was lost: the next poll tries again. Use a later start (Starting At), or ${raisedBy ? `increase ${raisedBy}` : 'update n8n to 2.38 or newer'}.`;
  return new NodeApiError(host.getNode(), { message }, { message, description, failure: { cause: 'temporarily-unavailable' } });
};

/** Tells a failure beside what a poll gives: n8n makes a failed execution of it, and runs the error workflow. What is thrown would take rows and state with it. */
const tell = (host: IPollFunctions, error: unknown): void => {
  const failure = shown(host, error);
  try {
    host.__emitError(failure);
  } catch {
    // Where nobody listens, as in a test of the node.
    host.logger.warn(`${host.getNode().name}: ${failure.message} ${failure.description ?? ''}`);
  }
};

/**
 * Polls until enough rows are there or the time is over. The state goes along with the rows that n8n is given: it is that of the last bit taken.
 * A failure where nothing came of the poll is thrown, and n8n waits longer before the next one; any other is told beside it.
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
      // Another bit might be too much.
      if (rows.length > most - call.batch || ports.now() >= until) break;
    }
  } catch (error) {
    // One thing that took all the time is set back by then, and that has to be kept for the others to have their turn.
    const isSetBack = error instanceof OutOfTime && before !== JSON.stringify(stateIn(data));
    if (rows.length === 0 && !isSetBack) throw shown(host, error);
    tell(host, error);
  }
  // n8n writes what a node keeps only along with an execution; this one has no items, and no node of it runs.
  return rows.length > 0 || isLasting ? itemsOf(rows) : null;
};

/** What *Fetch Test Event* shows: real rows, and nothing is noted. */
const sample = async (host: IPollFunctions, { call, ports }: Run): Promise<INodeExecutionData[][]> => {
  const rows = await samplesOf(call, ports);
  if (rows.length > 0) return itemsOf(rows);
  throw new NodeOperationError(host.getNode(), 'No data with the current filter could be found', {
    description: 'There are no events for this trigger yet. Activate the workflow anyway; it will run when there are.',
  });
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
