import { sayClock, sayDuration, type NotReady } from '../../engine';
import { SET } from '../shared/types';
import type { NodeFailure } from './failure';
import type { Tally } from './outcomes';
import type { Node, Red, Status } from './nodeRedTypes';

/** Minimum interval between updates of a count; every status is a message to each open editor. */
const EVERY_MS = 1_000;

/** The end of a poll: how many rows it returned, or why none. */
export interface PollEnd {
  readonly count?: number;
  readonly failure?: NodeFailure;
  readonly idle?: 'disabled' | 'noRequest';
  /** The state is lost when Node-RED ends. */
  readonly isMemoryOnly: boolean;
}

/** The end of a run whose results are immediately available. */
export interface Ended {
  readonly tally: Tally;
  /** People who were certainly sent to, if they are named individually. */
  readonly sent?: number;
  /** Whether the payload is a list of results. */
  readonly isList: boolean;
  /** A short name for a destination that is not production. */
  readonly where?: string;
}

/** A node's status below its name. */
export interface Shown {
  working(): void;
  /** A wait begins: for something that is not ready, or otherwise for a limit or the next try. */
  waiting(ms: number, notReady?: NotReady): void;
  rows(count: number): void;
  done(text: string, count?: number): void;
  /** The outcomes of a completed run's inputs, and their destination if it is not production. */
  ended(end: Ended): void;
  failed(failure: NodeFailure): void;
  /** A poll is running. */
  polling(): void;
  /** The result of a poll, and the time of the next; milliseconds since 1970. */
  polled(end: PollEnd): void;
  clear(): void;
}

/** The zone of the server, in which Node-RED shows and plans everything. */
const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Shows the latest status; counts are throttled. */
export const statusOf = (red: Red, node: Node, now: () => number): Shown => {
  let last = '';
  let at = -Infinity;
  const text = (key: string, values?: Readonly<Record<string, unknown>>): string => red._(`${SET}.status.${key}`, values);
  const show = (status: Status): void => {
    const form = JSON.stringify(status);
    if (form === last) return;
    last = form;
    at = now();
    node.status(status);
  };
  return {
    working: () => show({ fill: 'blue', shape: 'dot', text: text('working') }),
    waiting: (ms, notReady) =>
      show({
        fill: 'yellow',
        shape: 'ring',
        text: notReady ? text('notReady', { time: sayClock(notReady.next, timeZone(), now()) }) : text('waiting', { time: sayDuration(ms) }),
      }),
    rows(count) {
      if (now() - at >= EVERY_MS) show({ fill: 'blue', shape: 'dot', text: text('rows', { count }) });
    },
    done: (key, count) => show({ fill: 'green', shape: 'dot', text: text(key, { count }) }),
    ended({ tally, sent, isList, where }) {
      const { done, notSent, skipped } = tally;
      const failed = tally.failed + tally.notTried;
      const say = (fill: Status['fill'], shape: Status['shape'], key: string, count: number): void =>
        show({ fill, shape, text: `${text(key, { count })}${where === undefined ? '' : ` (${where})`}` });
      if (failed > 0) say(done + notSent + skipped > 0 ? 'yellow' : 'red', 'ring', 'partly', failed);
      else if (notSent > 0) say('yellow', 'ring', 'notSent', notSent);
      else if (skipped > 0) say('yellow', 'ring', 'skipped', skipped);
      else if (sent !== undefined) say('green', 'dot', 'sent', sent);
      else say('green', 'dot', isList ? 'each' : 'done', done);
    },
    failed: ({ code }) => show({ fill: 'red', shape: 'ring', text: text(`failed.${code}`) }),
    polling: () => show({ fill: 'blue', shape: 'dot', text: text('polling') }),
    polled({ count = 0, failure, idle, isMemoryOnly }) {
      if (failure) show({ fill: 'red', shape: 'ring', text: text(`failed.${failure.code}`) });
      else if (idle) show({ fill: 'grey', shape: 'ring', text: text(idle) });
      else if (isMemoryOnly) show({ fill: 'yellow', shape: 'ring', text: text(count > 0 ? 'newsInMemory' : 'memoryOnly', { count }) });
      else show({ fill: count > 0 ? 'green' : 'grey', shape: 'dot', text: text(count > 0 ? 'news' : 'nothingNew', { count }) });
    },
    clear: () => show({}),
  };
};
