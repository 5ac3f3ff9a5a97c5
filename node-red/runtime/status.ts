import { sayDuration } from '../../engine';
import { SET } from '../shared/types';
import type { NodeFailure } from './failure';
import type { Tally } from './outcomes';
import type { Node, Red, Status } from './nodeRedTypes';

/** Counts are shown at most so often; every status is a message to each open editor. */
const EVERY_MS = 1_000;

/** The end of a look: how many rows it brought, or why it brought none. */
export interface PollEnd {
  readonly count?: number;
  readonly failure?: NodeFailure;
  readonly idle?: 'disabled' | 'noRequest';
  /** What is kept is forgotten when Node-RED ends. */
  readonly isMemoryOnly: boolean;
}

/** The end of a run whose results are there at once. */
export interface Ended {
  readonly tally: Tally;
  /** People who are surely sent to, where they are named one by one. */
  readonly sent?: number;
  /** Whether the payload is a list of results. */
  readonly isList: boolean;
  /** A few letters for a target that is not production. */
  readonly where?: string;
}

/** What a node shows of itself below its name. */
export interface Shown {
  working(): void;
  waiting(ms: number): void;
  rows(count: number): void;
  done(text: string, count?: number): void;
  /** What became of the inputs of a run that went to its end, and where they went if that is not production. */
  ended(end: Ended): void;
  failed(failure: NodeFailure): void;
  /** A look for what is new. */
  polling(): void;
  /** What a look has brought, and when the next one is; milliseconds since 1970. */
  polled(end: PollEnd): void;
  clear(): void;
}

/** Shows the latest of what happens; a count only now and then. */
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
    waiting: (ms) => show({ fill: 'yellow', shape: 'ring', text: text('waiting', { time: sayDuration(ms) }) }),
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
