import {
  execute,
  maySend,
  optionsFrom,
  permissionsNeeded,
  planAll,
  sendOnceFrom,
  targetOf,
  type Account,
  type AnyOperation,
  type AnyVendor,
  type Call,
  type CheckContext,
  type JsonObject,
  type OnceStore,
  type Output,
  type Ports,
  type Use,
} from '../../engine';
import type { Values } from '../shared/saved';
import { isTracked, nodeForm } from '../shared/types';
import type { AccountNode } from './account';
import { Attempt } from './attempt';
import { marksOf } from './earlier';
import { failureAmong, nodeFailure, sentBefore, stopped, type Sent } from './failure';
import type { Journeys } from './journeys';
import { at, entriesOf, isTold, tallyOf } from './outcomes';
import { deliver, type Rows } from './output';
import { piecesOf, type Pieces } from './pieces';
import { commonPorts, type Outside } from './ports';
import type { Message, Node, Red } from './nodeRedTypes';
import type { Shown } from './status';
import { placeOf } from './target';
import { valuesOf } from './values';
import { warn } from './warnings';

/** A node and the message it processes. */
export interface Run {
  readonly red: Red;
  readonly node: Node;
  readonly vendor: AnyVendor;
  readonly operation: string;
  readonly definition: AnyOperation;
  readonly saved: Values;
  readonly sameNames: boolean;
  readonly account: AccountNode;
  readonly outside: Outside;
  readonly journeys: Journeys;
  /** Told the message's items as they came. */
  readonly noted: (items: unknown) => void;
  /** The store of send-once keys; only requested if a message has a key. */
  readonly once: () => OnceStore;
  /** What the nodes that use an account do. */
  readonly uses: (vendor: AnyVendor, account: string) => readonly Use[];
  readonly shown: Shown;
  readonly signal: AbortSignal;
  readonly msg: Message;
  readonly send: (msg: Message) => void;
}

type Evaluated = { readonly [name: string]: unknown };

const portsOf = ({ node, account, outside, shown, signal }: Run, owner: Account, once: OnceStore | undefined): Ports => ({
  ...commonPorts(outside),
  vendor: account.sendAs(owner),
  async sleep(ms, own, notReady) {
    shown.waiting(ms, notReady);
    await outside.clock.sleep(ms, own);
    shown.working();
  },
  log: (level, message) => (level === 'info' ? node.log(message) : node[level](message)),
  signal,
  ...(once && { once }),
});

const contextOf = ({ outside }: Run, { credential }: Account): CheckContext => ({ ...commonPorts(outside), now: outside.clock.now(), credential });

/** The people sent to individually; undefined if a file names them, or nobody is sent to. */
const sentTo = (o: AnyOperation, { from }: Pieces, { accepted }: Attempt): number | undefined =>
  o.recipients && (o.recipients.rows === undefined ? o.retry === 'send' : from !== 'none') ? accepted : undefined;

/** The rows of several answers as one list; `limit` applies to all of them together. */
const joined = (outputs: readonly Rows[], limit = Infinity): Rows => ({
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

/** The entries of a list that failed, in addition to the results: those to send again, and those for a person to decide on. */
const tellLeft = (msg: Message, attempt: Attempt): void => {
  const { payload, unknown } = attempt.records() ?? { payload: [], unknown: [] };
  for (const [name, list] of [
    ['campaignLeft', payload],
    ['campaignUnknown', unknown],
  ] as const) {
    if (Array.isArray(list) && list.length > 0) msg[name] = list;
    else delete msg[name];
  }
};

/** Passes on a message's outcome: the requested rows, or the results, as an ordered list for several inputs. */
const handOn = async (
  work: Run,
  values: Evaluated,
  pieces: Pieces,
  attempt: Attempt,
  { limit }: { readonly limit?: number },
  sent: (sent: Sent) => void,
  where?: string,
) => {
  const { red, definition, shown, signal, msg, send } = work;
  const { outcomes } = attempt;
  const isList = pieces.many || outcomes.length !== 1;
  const outputs: readonly Output[] = outcomes.filter(isTold).map(({ output }) => output);
  const rows = outputs.filter((output): output is Rows => output.kind !== 'object');
  if (rows.length > 0 && rows.length === outputs.length) {
    const [only] = rows;
    return await deliver({ red, msg, send, shown, values, signal, sent }, only && !isList ? only : joined(rows, limit));
  }
  if (values.onError !== undefined) tellLeft(msg, attempt);
  const entries = entriesOf(outcomes);
  msg.payload = isList ? entries : entries[0];
  send(msg);
  const people = sentTo(definition, pieces, attempt);
  shown.ended({ tally: tallyOf(outcomes), isList, ...(people !== undefined && { sent: people }), ...(where !== undefined && { where }) });
};

/**
 * Processes one message: reads and checks the values, sends them, and passes on the result. A message that comes back after a failure is resumed.
 * @throws NodeFailure
 */
export const run = async (work: Run): Promise<void> => {
  const { red, node, vendor, operation, definition, saved, journeys, shown, signal, msg, send } = work;
  const values = await valuesOf({ red, node, msg }, nodeForm(definition), saved);
  work.noted(values.items);
  const owner = await work.account.account();
  const pieces = piecesOf(definition, values, contextOf(work, owner));
  const earlier = isTracked(definition) ? journeys.take(msg.campaignRun, node.id) : undefined;
  const attempt = new Attempt(pieces, (piece) => marksOf(definition, [vendor.id, operation, owner.id], piece), earlier);
  /** The message may come back. */
  const keep = (): void => {
    if (isTracked(definition) && (earlier || attempt.hasSent)) msg.campaignRun = journeys.keep(msg.campaignRun, node.id, attempt.entries());
  };
  let before: Sent | undefined;
  try {
    const key = sendOnceFrom(values);
    const ports = portsOf(work, owner, key && work.once());
    const options = {
      ...optionsFrom(definition, values),
      sameNames: work.sameNames,
      continueOnFail: values.onError === 'continue',
      ...(values.stopAbove !== undefined && { stopAbove: Number(values.stopAbove) }),
    };
    const { inputs, ledger, outcomes } = attempt;
    const call: Call = { vendor, operation, inputs, account: owner, options, ledger, ...(key && { sendOnce: inputs.map(() => key) }) };
    if (values.dryRun === true) {
      const { requests, invalid } = await planAll(call, ports);
      const [first] = invalid;
      if (first && !options.continueOnFail) throw first.error;
      keep();
      const needed = permissionsNeeded(vendor, operation, work.uses(vendor, owner.id));
      msg.payload = {
        dryRun: true,
        requests,
        ...(needed && { permissionsNeeded: needed }),
        ...(first && { invalid: entriesOf(invalid.map((each) => ({ ...each, state: 'failed' as const }))) }),
      };
      send(msg);
      shown.done('dryRun');
      return;
    }
    const target = maySend(definition) ? targetOf(vendor, owner.credential, ports.addresses) : undefined;
    for await (const outcome of execute(call, ports)) outcomes.push(at(target, outcome));
    warn(node, vendor.label, definition, outcomes, attempt.changed);
    const failure = options.continueOnFail ? undefined : failureAmong(outcomes);
    if (failure) throw failure;
    if (isTracked(definition) && journeys.end(msg.campaignRun, node.id)) delete msg.campaignRun;
    const sent = (now: Sent): void => void (before = now);
    await handOn(work, values, pieces, attempt, options, sent, target === undefined ? undefined : placeOf(red, target));
  } catch (error) {
    keep();
    const reads = definition.retry === 'safe';
    const records = reads ? undefined : attempt.records();
    const failure = signal.aborted ? stopped(reads, attempt.outcomes, records) : nodeFailure(error);
    throw (before ? sentBefore(failure, before) : failure).with({ ...records });
  }
};
