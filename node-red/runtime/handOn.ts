import { setImmediate as turn } from 'node:timers/promises';
import type { CampaignError, JsonObject, PollState, Step } from '../../engine';
import { nodeFailure, sentBefore } from './failure';
import type { Message, Parts, Red } from './nodeRedTypes';

export interface HandOn {
  readonly red: Red;
  /** Aborted when the node is closed: anything not passed on by then comes with the next poll. */
  readonly signal: AbortSignal;
  /** `each`, `groups` or `all`. */
  readonly sendRows: string;
  readonly rowsPerMessage: number;
  /** What identifies the source in `msg.campaign`. */
  readonly about: { readonly [name: string]: string };
  send(msg: Message): void;
  keep(state: PollState): Promise<void>;
  /** Requests that the next poll be at most this many milliseconds from now. */
  comeBack(ms: number): void;
  /** Reports the total number of rows sent so far. */
  rows(count: number): void;
  /** Reports that one of the watched objects failed. */
  failed(error: CampaignError): void;
}

const groupsOf = (rows: readonly JsonObject[], most: number): JsonObject[][] =>
  Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => rows.slice(i * most, (i + 1) * most));

/** Rows, with the state to store once they are passed on. */
interface Held {
  rows: readonly JsonObject[];
  about: Step['about'];
  state: PollState;
}

/**
 * Sends the rows of one poll to the flow and, once the flow has taken each step, stores the step's state. One step is held back, because only the next
 * one or the end shows whether it is the last: Join completes a sequence with its last message.
 * @returns how many rows were passed on
 */
export const handOn = async (
  steps: AsyncIterable<Step>,
  { red, signal, sendRows, rowsPerMessage, about, send, keep, comeBack, rows: told, failed }: HandOn,
): Promise<number> => {
  const id = red.util.generateId();
  let index = 0;
  let count = 0;
  let held: Held | undefined;
  const message = (payload: unknown, own: Step['about'], place?: Omit<Parts, 'id' | 'index'>): Message => ({
    payload,
    campaign: { ...about, ...own },
    ...(place && { parts: { id, index: index++, ...place } }),
  });
  const release = async (isLast: boolean): Promise<void> => {
    if (!held || signal.aborted) return;
    const { rows, about: own, state } = held;
    held = undefined;
    count += rows.length;
    if (sendRows === 'all') send(message(rows, own));
    else {
      const payloads: readonly (JsonObject | JsonObject[])[] = sendRows === 'groups' ? groupsOf(rows, rowsPerMessage) : rows;
      for (const [i, payload] of payloads.entries()) {
        const ends = isLast && i === payloads.length - 1;
        const msg = message(payload, own, {
          type: 'array',
          ...(Array.isArray(payload) && { len: payload.length }),
          ...(ends && { count: index + 1 }),
        });
        send(ends ? { ...msg, complete: true } : msg);
      }
    }
    told(count);
    // The flow gets its turn before the rows count as passed on.
    await turn();
    await keep(state);
  };
  const sameAbout = (one: Step['about'], other: Step['about']): Step['about'] => (JSON.stringify(one) === JSON.stringify(other) ? one : undefined);
  const take = async ({ rows, state, about: own, comeBackMs, failed: error }: Step): Promise<void> => {
    if (error) failed(error);
    if (comeBackMs !== undefined) comeBack(comeBackMs);
    if (rows.length === 0) {
      if (held) held.state = state;
      else await keep(state);
      return;
    }
    if (held && sendRows === 'all') {
      held = { rows: [...held.rows, ...rows], about: sameAbout(held.about, own), state };
      return;
    }
    await release(false);
    held = { rows, about: own, state };
  };
  let broken: { readonly error: unknown } | undefined;
  try {
    for await (const step of steps) {
      if (signal.aborted) break;
      await take(step);
    }
  } catch (error) {
    broken = { error };
  }
  // Even if the vendor failed midway, the rows before it are passed on.
  await release(true);
  if (!broken) return count;
  throw count === 0 || signal.aborted ? broken.error : sentBefore(nodeFailure(broken.error), { rows: count });
};
