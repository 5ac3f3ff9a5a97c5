import type { OnceStore } from '../../engine';
import { hasSameNames, migrate, type Values } from '../shared/saved';
import { SET, type OperationChoice, type OperationType } from '../shared/types';
import type { AccountNode } from './account';
import { accountIn, choiceOf } from './choice';
import { forgetMemory, isMemoryOnly, slotsOf } from './contextStore';
import { ended } from './ending';
import { nodeFailure, NodeFailure, Stopped, stopped } from './failure';
import type { Journeys } from './journeys';
import type { LastFields } from './lastFields';
import type { Outside } from './ports';
import type { Config, Message, Node, Red } from './nodeRedTypes';
import { run, type Run } from './run';
import { ContextOnceStore } from './sendOnce';
import { statusOf } from './status';

interface Ready {
  readonly choice: OperationChoice;
  readonly account: AccountNode;
  readonly values: Values;
  readonly sameNames: boolean;
}

/** A node's send-once keys; if they are not persistent, a warning is shown when the first one is used after a deploy. */
const onceOf = (red: Red, node: Node, now: () => number): (() => OnceStore) => {
  let store: OnceStore | undefined;
  return () => {
    if (!store && isMemoryOnly(red)) node.warn(red._(`${SET}.warn.onceInMemory`));
    return (store ??= new ContextOnceStore(slotsOf(red, node), now));
  };
};

/** What nodes remember until Node-RED ends. */
interface Memories {
  readonly journeys: Journeys;
  readonly last: LastFields;
}

/** Registers one type of the palette. */
export const registerNode = (red: Red, nodeType: OperationType, outside: Outside, { journeys, last }: Memories, uses: Run['uses']): void => {
  red.nodes.registerType(nodeType.type, function (this: Node, config: Config) {
    red.nodes.createNode(this, config);
    const stop = new AbortController();
    const now = (): number => outside.clock.now();
    const shown = statusOf(red, this, now);
    const once = onceOf(red, this, now);
    const running = new Set<Promise<void>>();

    const ready = (): Ready => {
      const choice = choiceOf(nodeType, config);
      const saved = migrate(config);
      return { choice, account: accountIn(red, config.account, choice.vendor), values: saved.values, sameNames: hasSameNames(saved) };
    };
    const work = async (msg: Message, send: (msg: Message) => void): Promise<NodeFailure | undefined> => {
      let reads = false;
      try {
        shown.working();
        const { choice, account, values, sameNames } = ready();
        reads = choice.definition.retry === 'safe';
        await run({
          red,
          node: this,
          vendor: choice.vendor,
          operation: choice.name,
          definition: choice.definition,
          saved: values,
          sameNames,
          account,
          outside,
          journeys,
          noted: (items) => last.note(this.id, items),
          once,
          uses,
          shown,
          signal: stop.signal,
          msg,
          send,
        });
        return undefined;
      } catch (error) {
        const failure = stop.signal.aborted && !(error instanceof NodeFailure) ? stopped(reads) : nodeFailure(error);
        shown.failed(failure);
        return failure;
      }
    };

    this.on('input', (msg, send, done) => {
      const one: Promise<void> = work(msg, send)
        .then((failure) => ended(red, msg, done, failure))
        .finally(() => running.delete(one));
      running.add(one);
    });
    this.on('close', (removed, done) => {
      stop.abort(new Stopped());
      void Promise.allSettled(running).then(() => {
        if (removed) {
          forgetMemory(red, this);
          last.forget(this.id);
        }
        shown.clear();
        done();
      });
    });
  });
};
