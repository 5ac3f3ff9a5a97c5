import type { AnyVendor, Outcome } from '../../engine';
import { migrate, type Values } from '../shared/saved';
import { accountType, type Choice, type NodeType } from '../shared/types';
import type { AccountNode } from './account';
import { nodeFailure, refuse, Stopped, stopped, type NodeFailure } from './failure';
import type { Outside } from './ports';
import type { Config, Message, Node, Red } from './red';
import { run } from './run';
import { statusOf } from './status';

interface Ready {
  readonly choice: Choice;
  readonly account: AccountNode;
  readonly values: Values;
}

/** What a verb leaves open and a vendor leaves open: of one vendor or of one operation there is no choice. */
const choiceOf = ({ choices, vendor }: NodeType, config: Config): Choice => {
  const chosen = choices.filter((each) => vendor ?? (each.vendor.id === config.vendor || (!config.vendor && choices.length === 1)));
  const found = vendor ? chosen.find(({ name }) => name === config.operation) : chosen[0];
  if (found) return found;
  throw vendor
    ? refuse(
        config.operation ? `${vendor.label} has no operation '${String(config.operation)}'.` : 'No operation is chosen.',
        'Open the node and choose an operation.',
        'operation',
      )
    : refuse(config.vendor ? `No vendor '${String(config.vendor)}' does this.` : 'No vendor is chosen.', 'Open the node and choose a vendor.', 'vendor');
};

const accountIn = (red: Red, id: unknown, vendor: AnyVendor): AccountNode => {
  const node = typeof id === 'string' ? (red.nodes.getNode(id) as AccountNode | null | undefined) : undefined;
  if (!node)
    throw refuse(id ? 'The account is missing or disabled.' : 'No account is chosen.', `Open the node and choose a ${vendor.label} account.`, 'account');
  if (node.type !== accountType(vendor))
    throw refuse(`The account is none of ${vendor.label}.`, `Open the node and choose a ${vendor.label} account.`, 'account');
  return node;
};

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
