import { BOUNDS, inputFrom, NOT_FIXED, poll, REPLAY_SINCE, type PollState, type Ports } from '../../engine';
import { nodeForm, TRIGGER, type TriggerChoice } from '../shared/types';
import type { Values } from '../shared/saved';
import type { AccountNode } from './account';
import { NodeFailure, nodeFailure, refuse } from './failure';
import { handOn } from './handOn';
import { isMemoryOnly } from './contextStore';
import { pollMemoryOf, type PollMemory } from './pollMemory';
import { commonPorts, type Outside } from './ports';
import type { Message, Node, Red } from './nodeRedTypes';
import { afterTrouble, nextPoll } from './schedule';
import type { PollEnd, Shown } from './status';
import { valuesOf } from './values';

/** A polling node, as deployed. */
export interface Polling {
  readonly red: Red;
  readonly node: Node;
  readonly outside: Outside;
  readonly shown: Shown;
  readonly signal: AbortSignal;
  /** @throws NodeFailure if the node is incomplete */
  ready(): { readonly choice: TriggerChoice; readonly account: AccountNode; readonly values: Values; readonly sameNames: boolean };
}

type Evaluated = { readonly [name: string]: unknown };

/** Rows between two states if messages are not that large. */
const BATCH = 1_000;

const storeIn = ({ contextStore }: Evaluated): string | undefined => (contextStore === undefined ? undefined : String(contextStore));

const namedIn = (result: unknown): unknown =>
  typeof result === 'object' && result !== null ? ((result as Message).request_id ?? (result as Message).requestId) : undefined;

/** The requests that a message names, each once; a result for each person is a list in which many have the same. */
export const requestsIn = ({ requestId, payload }: Message): readonly string[] => {
  const named = requestId === undefined || requestId === null ? [payload].flat().map(namedIn) : [requestId];
  const ids = named.flat().filter((id): id is string => typeof id === 'string');
  return [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))];
};

/** Something that a message asks for. */
interface Order {
  /** What to do before the next poll, which follows immediately. */
  readonly first: () => Promise<void>;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Polls on schedule and on request, one poll at a time. */
export class Poller {
  private failures = 0;
  /** Interrupts the wait for the next poll. */
  private wake = new AbortController();
  private orders: Order[] = [];
  /** Latest time of the next poll, whatever the schedule says. */
  private soon = Infinity;
  /** A failure of one watched object in this poll, while the others continued. */
  private ownFailure: NodeFailure | undefined;

  constructor(private readonly work: Polling) {}

  /** Runs until the signal is aborted. */
  async run(): Promise<void> {
    const { outside, signal } = this.work;
    while (!signal.aborted) {
      const orders = this.orders;
      this.orders = [];
      this.wake = new AbortController();
      const done = await this.obey(orders);
      const next = await this.pollOnce();
      done.forEach((order) => order.done());
      if (this.orders.length > 0) continue;
      const wait = Math.max(0, next - outside.clock.now());
      await outside.clock.sleep(wait, AbortSignal.any([signal, this.wake.signal])).catch(() => undefined);
    }
    this.orders.forEach((order) => order.done());
  }

  /** Returns the orders that succeeded. */
  private async obey(orders: readonly Order[]): Promise<readonly Order[]> {
    const done: Order[] = [];
    for (const order of orders) {
      try {
        await order.first();
        done.push(order);
      } catch (error) {
        order.failed(error);
      }
    }
    return done;
  }

  private order(first: Order['first']): Promise<void> {
    return new Promise((done, failed) => {
      this.orders.push({ first, done, failed });
      this.wake.abort();
    });
  }

  /** Polls immediately. */
  now(): Promise<void> {
    return this.order(async () => undefined);
  }

  /** Clears the state and starts over. */
  reset(): Promise<void> {
    return this.order(async () => (await this.memory()).keep(undefined));
  }

  /** Watches requests until their reports are finished. */
  watch(ids: readonly string[]): Promise<void> {
    return this.order(async () => {
      const { choice, values } = this.work.ready();
      const evaluated = await this.evaluated(choice, values);
      this.refuseUnlessRequests(choice, evaluated);
      const memory = await this.memory();
      const all = [...new Set([...(await memory.requests()), ...ids])];
      if (all.length + formIds(evaluated).length > BOUNDS.watchedRequests.most) {
        throw refuse(
          `${all.length} requests would be watched at the same time; the maximum is ${BOUNDS.watchedRequests.most}.`,
          'Wait until some of their reports have arrived, or use another node.',
        );
      }
      await memory.keepRequests(all);
    });
  }

  private refuseUnlessRequests({ definition: { watch } }: TriggerChoice, values: Evaluated): void {
    if (watch.by !== 'request') throw refuse('This node does not wait for reports of requests.', 'Send requests to a report in node.');
    if (values.watch === 'campaign') throw refuse('The node watches a campaign, so it does not accept requests.', "Set 'Watch' to Requests.", 'watch');
  }

  private evaluated({ definition }: TriggerChoice, values: Values): Promise<Evaluated> {
    const { red, node } = this.work;
    return valuesOf({ red, node, msg: undefined }, nodeForm(definition), values);
  }

  private async memory(): Promise<PollMemory> {
    const { choice, values } = this.work.ready();
    return pollMemoryOf(this.work.red, this.work.node, storeIn(await this.evaluated(choice, values)));
  }

  /** One poll, whose result or failure is shown to the user. Returns when the next one is due. */
  private async pollOnce(): Promise<number> {
    const { outside, node, red, shown, signal, ready } = this.work;
    const at = outside.clock.now();
    this.soon = Infinity;
    this.ownFailure = undefined;
    let evaluated: Evaluated = {};
    const told = (next: number, end: Omit<PollEnd, 'isMemoryOnly'>): number => {
      shown.polled({ ...end, isMemoryOnly: isMemoryOnly(red, storeIn(evaluated)) });
      return next;
    };
    try {
      const { choice, account, values, sameNames } = ready();
      if (values[REPLAY_SINCE]?.type === 'jsonata') throw refuse(NOT_FIXED.message, NOT_FIXED.todo, REPLAY_SINCE);
      evaluated = await this.evaluated(choice, values);
      const found = evaluated.enabled === false ? 'disabled' : await this.ask(choice, account, evaluated, sameNames);
      this.failures = 0;
      const next = Math.min(nextPoll(evaluated, { at, failures: 0 }, outside.clock.now()), outside.clock.now() + this.soon);
      if (this.ownFailure) return told(next, { failure: this.ownFailure });
      return told(next, typeof found === 'number' ? { count: found } : { idle: found });
    } catch (error) {
      // The node was closed, so there is no next poll.
      if (signal.aborted) return at;
      this.failures++;
      const failure = nodeFailure(error);
      node.error(failure, {});
      const { retryAfterMs } = failure.cause;
      return told(this.after(evaluated, at, typeof retryAfterMs === 'number' ? retryAfterMs : undefined), { failure });
    }
  }

  private after(evaluated: Evaluated, at: number, retryAfterMs: number | undefined): number {
    const now = this.work.outside.clock.now();
    try {
      return nextPoll(evaluated, { at, failures: this.failures, ...(retryAfterMs !== undefined && { retryAfterMs }) }, now);
    } catch (error) {
      if (error instanceof NodeFailure) return afterTrouble(now);
      throw error;
    }
  }

  /** Asks the vendor and passes on what is new. */
  private async ask(choice: TriggerChoice, accountNode: AccountNode, evaluated: Evaluated, sameNames: boolean): Promise<number | 'noRequest'> {
    const { red, node, outside, shown, signal } = this.work;
    const { vendor, name, definition } = choice;
    const memory = pollMemoryOf(red, node, storeIn(evaluated));
    const asked = await memory.requests();
    const input: Record<string, unknown> = inputFrom(definition, evaluated, {});
    const { watch, topic } = definition;
    const named = watch.by === 'request' && evaluated.watch !== 'campaign';
    if (named) input.request_ids = [...new Set([...formIds(evaluated), ...asked])];
    const { [REPLAY_SINCE]: since } = evaluated;
    const replaySince = typeof since === 'string' ? since : undefined;
    // Requests that are finished are no longer named, and can be replayed.
    if (named && (input.request_ids as readonly string[]).length === 0 && replaySince === undefined) return 'noRequest';
    shown.polling();
    const account = await accountNode.account();
    const ports: Ports = {
      ...commonPorts(outside),
      vendor: accountNode.sendAs(account),
      async sleep(ms, own) {
        shown.waiting(ms);
        await outside.clock.sleep(ms, own);
        shown.polling();
      },
      log: (level, message) => (level === 'info' ? node.log(message) : node[level](message)),
      signal,
    };
    const sendRows = String(evaluated.sendRows);
    const rowsPerMessage = Number(evaluated.rowsPerMessage ?? BATCH);
    const trigger = name.slice(TRIGGER.length);
    const batch = sendRows === 'groups' ? rowsPerMessage : BATCH;
    const steps = poll({ vendor, trigger, input, account, sameNames, batch, ...(replaySince !== undefined && { replaySince }) }, await memory.state(), ports);
    return await handOn(steps, {
      red,
      signal,
      sendRows,
      rowsPerMessage,
      about: { vendor: vendor.id, source: trigger, topic, ...(typeof input.campaign_id === 'string' && { campaignId: input.campaign_id }) },
      send: (msg) => node.send(msg),
      rows: (count) => shown.rows(count),
      comeBack: (ms) => {
        this.soon = ms;
      },
      failed: (error) => {
        this.ownFailure = nodeFailure(error);
        node.error(this.ownFailure, {});
      },
      keep: async (state) => {
        await memory.keep(state);
        await forget(memory, asked, state);
      },
    });
  }
}

const formIds = ({ requestIds }: Evaluated): readonly string[] => {
  const list = typeof requestIds === 'string' ? requestIds.split(',') : Array.isArray(requestIds) ? requestIds : [];
  return list.map((id) => String(id).trim()).filter((id) => id !== '');
};

/** Drops finished requests that were named by messages. */
const forget = async (memory: PollMemory, asked: readonly string[], { done }: PollState): Promise<void> => {
  const over = new Set(Array.isArray(done) ? (done as readonly string[]) : []);
  if (!asked.some((id) => over.has(id))) return;
  await memory.keepRequests((await memory.requests()).filter((id) => !over.has(id)));
};
