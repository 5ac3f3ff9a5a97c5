import type { Outcome } from '../../engine';
import { migrate, type Values } from '../shared/saved';
import type { Choice, NodeType } from '../shared/types';
import type { AccountNode } from './account';
import { accountIn, choiceOf } from './choice';
import { nodeFailure, Stopped, stopped, type NodeFailure } from './failure';
import type { Outside } from './ports';
import type { Config, Message, Node, Red } from './red';
import { run } from './run';
import { statusOf } from './status';

interface Ready {
  readonly choice: Choice;
  readonly account: AccountNode;
  readonly values: Values;
}

/** Registers one type of the palette. */
export const registerNode = (red: Red, nodeType: NodeType, outside: Outside): void => {
  red.nodes.registerType(nodeType.type, function (this: Node, config: Config) {
    red.nodes.createNode(this, config);
    const stop = new AbortController();
    const shown = statusOf(red, this, () => outside.clock.now());
    const running = new Set<Promise<void>>();

    const ready = (): Ready => {
      const choice = choiceOf(nodeType, config);
      return { choice, account: accountIn(red, config.account, choice.vendor), values: migrate(config).values };
    };
    const work = async (msg: Message, send: (msg: Message) => void): Promise<NodeFailure | undefined> => {
      let reads = false;
      const outcomes: Outcome[] = [];
      try {
        shown.working();
        const { choice, account, values } = ready();
        reads = choice.operation.retry === 'safe';
        await run({
          red,
          node: this,
          vendor: choice.vendor,
          operation: choice.name,
          definition: choice.operation,
          saved: values,
          account,
          outside,
          shown,
          signal: stop.signal,
          msg,
          send,
          outcomes,
        });
        return undefined;
      } catch (error) {
        const failure = stop.signal.aborted ? stopped(reads, outcomes) : nodeFailure(error);
        shown.failed(failure);
        return failure;
      }
    };

    this.on('input', (msg, send, done) => {
      const one: Promise<void> = work(msg, send)
        .then((failure) => done(failure))
        .finally(() => running.delete(one));
      running.add(one);
    });
    this.on('close', (_removed, done) => {
      stop.abort(new Stopped());
      void Promise.allSettled(running).then(() => {
        shown.clear();
        done();
      });
    });
  });
};
