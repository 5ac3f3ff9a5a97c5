import { execute, optionsFrom, plan, type AnyOperation, type AnyVendor, type Call, type Json, type Outcome, type Ports } from '../../engine';
import { csv } from '../../ports/csv';
import type { Values } from '../shared/saved';
import { nodeForm } from '../shared/types';
import { sha256, type AccountNode, type Outside } from './account';
import { nodeFailure } from './failure';
import { inputsOf } from './inputs';
import { deliver } from './output';
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
}

const portsOf = ({ node, account, outside, shown, signal }: Run, owner: Call['account']): Ports => {
  const { clock, bare } = outside;
  return {
    vendor: account.sendAs(owner),
    bare,
    async sleep(ms, own) {
      shown.waiting(ms);
      await clock.sleep(ms, own);
      shown.working();
    },
    now: () => clock.now(),
    random: () => clock.random(),
    log: (level, message) => (level === 'info' ? node.log(message) : node[level](message)),
    sha256,
    csv,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    signal,
  };
};

/** All outcomes, or the first failure with what had been accepted before it. */
const settled = async (outcomes: AsyncIterable<Outcome>): Promise<readonly Extract<Outcome, { state: 'done' }>[]> => {
  const done: Extract<Outcome, { state: 'done' }>[] = [];
  let failed: Exclude<Outcome, { state: 'done' }> | undefined;
  for await (const outcome of outcomes) {
    if (outcome.state === 'done') done.push(outcome);
    else if (!failed || (failed.state === 'notTried' && outcome.state === 'failed')) failed = outcome;
  }
  const accepted = done.flatMap(({ output }): Json[] => (output.kind === 'object' ? [output.json] : []));
  if (failed) throw nodeFailure(failed.error, accepted);
  return done;
};

/** The people that were named one by one; undefined where a file names them, or nobody is sent to. */
const recipientsIn = ({ recipients }: AnyOperation, inputs: readonly Record<string, unknown>[]): number | undefined => {
  const lists = recipients ? inputs.map((input) => input[recipients.rows]).filter(Array.isArray) : [];
  return lists.length > 0 ? lists.reduce((all, list) => all + list.length, 0) : undefined;
};

/**
 * Works on one message: reads the values, checks them, sends, hands the result on. With several results the payload is their list.
 * @throws NodeFailure, or what the signal aborts with
 */
export const run = async (work: Run): Promise<void> => {
  const { red, node, vendor, operation, definition, saved, shown, signal, msg, send } = work;
  const values = await valuesOf({ red, node, msg }, nodeForm(definition), saved);
  const inputs = inputsOf(definition, values);
  const owner = await work.account.account();
  const ports = portsOf(work, owner);
  const call: Call = { vendor, operation, inputs, account: owner, options: optionsFrom(definition, values) };
  if (values.dryRun === true) {
    const requests = await plan(call, ports);
    msg.payload = { dryRun: true, requests };
    send(msg);
    shown.done('dryRun');
    return;
  }
  const done = await settled(execute(call, ports));
  done.flatMap(({ warnings }) => warnings).forEach((warning) => node.warn(warning));
  const sent = recipientsIn(definition, inputs);
  const delivery = { red, msg, send, shown, values, signal, ...(sent !== undefined && { sent }) };
  const [first, ...others] = done;
  if (first && others.length === 0) return await deliver(delivery, first.output);
  msg.payload = done.map(({ output }) => (output.kind === 'object' ? output.json : null));
  send(msg);
  shown.done('sent', sent);
};
