import { execute, optionsFrom, plan, type AnyOperation, type AnyVendor, type Call, type JsonObject, type Outcome, type Output, type Ports } from '../../engine';
import type { Values } from '../shared/saved';
import { nodeForm } from '../shared/types';
import type { AccountNode } from './account';
import { failureAmong } from './failure';
import { inputsOf } from './inputs';
import { entriesOf, isDone, tallyOf } from './outcomes';
import { deliver, type Delivery } from './output';
import { commonPorts, type Outside } from './ports';
import type { Message, Node, Red } from './red';
import type { Shown } from './status';
import { valuesOf } from './values';

/** One node and the message that it works on. */
export interface Run {
  readonly red: Red;
  readonly node: Node;
  readonly vendor: AnyVendor;
  readonly operation: string;
  readonly definition: AnyOperation;
  readonly saved: Values;
  readonly account: AccountNode;
  readonly outside: Outside;
  readonly shown: Shown;
  readonly signal: AbortSignal;
  readonly msg: Message;
  readonly send: (msg: Message) => void;
  /** Filled as it becomes known what became of each input, so that it can be told even if the run is cut short. */
  readonly outcomes: Outcome[];
}

const portsOf = ({ node, account, outside, shown, signal }: Run, owner: Call['account']): Ports => ({
  ...commonPorts(outside),
  vendor: account.sendAs(owner),
  async sleep(ms, own) {
    shown.waiting(ms);
    await outside.clock.sleep(ms, own);
    shown.working();
  },
  log: (level, message) => (level === 'info' ? node.log(message) : node[level](message)),
  signal,
});

/** The people that were named one by one; undefined where a file names them, or nobody is sent to. */
const recipientsIn = ({ recipients, retry }: AnyOperation, inputs: readonly Record<string, unknown>[]): number | undefined => {
  if (recipients?.rows === undefined) return recipients && retry === 'send' ? inputs.length : undefined;
  const { rows } = recipients;
  const lists = inputs.map((input) => input[rows]).filter(Array.isArray);
  return lists.length > 0 ? lists.reduce((all, list) => all + list.length, 0) : undefined;
};

const MOST_WARNINGS = 5;

/** Doubts that the vendor or the engine voiced; the same one of many inputs is told once. */
const warn = (node: Node, outcomes: readonly Outcome[]): void => {
  const warnings = new Set(outcomes.filter(isDone).flatMap((each) => each.warnings));
  [...warnings].slice(0, MOST_WARNINGS).forEach((each) => node.warn(each));
  if (warnings.size > MOST_WARNINGS) node.warn(`... and ${warnings.size - MOST_WARNINGS} more warnings`);
};

type Rows = Exclude<Output, { kind: 'object' }>;

/** The rows of several answers as those of one; `limit` counts for all of them together. */
const joined = (outputs: readonly Rows[], limit = Infinity): Output => ({
  kind: 'rows',
  async *rows() {
    let left = limit;
    for (const output of outputs) {
      for await (const batch of output.rows()) {
        const taken: readonly JsonObject[] = batch.length > left ? batch.slice(0, left) : batch;
        left -= taken.length;
        yield taken;
        if (left <= 0) return;
      }
    }
  },
});

/** Hands on what several inputs, or the parts of one, gave: their rows one after the other, or the list of results. */
const deliverMany = async ({ outcomes, shown, msg, send }: Run, delivery: Delivery, isList: boolean, limit: number | undefined): Promise<void> => {
  const outputs = outcomes.filter(isDone).map(({ output }) => output);
  const rows = outputs.filter((output): output is Rows => output.kind !== 'object');
  if (rows.length > 0 && rows.length === outputs.length) return await deliver(delivery, joined(rows, limit));
  const entries = entriesOf(outcomes);
  msg.payload = isList ? entries : entries[0];
  send(msg);
  const { done, failed, notTried } = tallyOf(outcomes);
  if (failed + notTried > 0) shown.partly(failed + notTried, outcomes.length);
  else if (delivery.sent !== undefined) shown.done('sent', delivery.sent);
  else shown.done('each', done);
};

/**
 * Works on one message: reads the values, checks them, sends, hands the result on. Of several inputs the payload is the list of results, in
 * the order of the inputs.
 * @throws NodeFailure, or what the signal aborts with
 */
export const run = async (work: Run): Promise<void> => {
  const { red, node, vendor, operation, definition, saved, shown, signal, msg, send, outcomes } = work;
  const values = await valuesOf({ red, node, msg }, nodeForm(definition), saved);
  const { inputs, many } = inputsOf(definition, values);
  const owner = await work.account.account();
  const ports = portsOf(work, owner);
  const continueOnFail = values.onError === 'continue';
  const options = { ...optionsFrom(definition, values), continueOnFail };
  const call: Call = { vendor, operation, inputs, account: owner, options };
  if (values.dryRun === true) {
    const requests = await plan(call, ports);
    msg.payload = { dryRun: true, requests };
    send(msg);
    shown.done('dryRun');
    return;
  }
  for await (const outcome of execute(call, ports)) outcomes.push(outcome);
  warn(node, outcomes);
  const failure = continueOnFail ? undefined : failureAmong(outcomes);
  if (failure) throw failure;
  const sent = recipientsIn(definition, inputs);
  const delivery: Delivery = { red, msg, send, shown, values, signal, ...(sent !== undefined && { sent }) };
  const isList = many || outcomes.length !== 1;
  const [only] = outcomes;
  if (only && isDone(only) && !isList) return await deliver(delivery, only.output);
  await deliverMany(work, delivery, isList, options.limit);
};
