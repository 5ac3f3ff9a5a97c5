import { hasSameNames, migrate } from '../shared/saved';
import type { TriggerType } from '../shared/types';
import { accountIn, choiceOf } from './choice';
import { nodeFailure, refuse, Stopped } from './failure';
import { forgetMemory } from './contextStore';
import { Poller, requestsIn } from './poller';
import type { Outside } from './ports';
import type { Config, Message, Node, Red } from './nodeRedTypes';
import { statusOf } from './status';

/** Executes a message's command. */
const obey = async (poller: Poller, msg: Message): Promise<void> => {
  const [word] = [msg.topic, msg.payload].filter((each) => each === 'poll' || each === 'reset');
  const ids = requestsIn(msg);
  if (word === 'reset') await poller.reset();
  if (ids.length > 0) await poller.watch(ids);
  else if (word === 'poll') await poller.now();
  else if (word === undefined) {
    throw refuse(
      'The message contains nothing that this node understands.',
      "Send 'poll' or 'reset' as the topic or payload, or a request ID as msg.requestId.",
    );
  }
};

/** Registers one polling type of the palette. */
export const registerPolling = (red: Red, nodeType: TriggerType, outside: Outside): void => {
  red.nodes.registerType(nodeType.type, function (this: Node, config: Config) {
    red.nodes.createNode(this, config);
    const stop = new AbortController();
    const shown = statusOf(red, this, () => outside.clock.now());
    const poller = new Poller({
      red,
      node: this,
      outside,
      shown,
      signal: stop.signal,
      ready: () => {
        const choice = choiceOf(nodeType, config);
        const saved = migrate(config);
        return { choice, account: accountIn(red, config.account, choice.vendor), values: saved.values, sameNames: hasSameNames(saved) };
      },
    });
    const running = poller.run();
    this.on('input', (msg, _send, done) => {
      obey(poller, msg).then(
        () => done(),
        (error: unknown) => done(nodeFailure(error)),
      );
    });
    this.on('close', (removed, done) => {
      stop.abort(new Stopped());
      void running.finally(() => {
        if (removed) forgetMemory(red, this);
        shown.clear();
        done();
      });
    });
  });
};
